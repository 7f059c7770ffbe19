// SPDX-License-Identifier: MIT
#include "app/requests/line_delegate.h"

namespace tocsin {

namespace {
constexpr int Gap{8}; ///< between two rows
} // namespace

QSize LineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto lines = static_cast<int>(index.data().toString().count(QLatin1Char{'\n'})) + 1;
    return {1, lines * option.fontMetrics.lineSpacing() + Gap};
}

} // namespace tocsin
