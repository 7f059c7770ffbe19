// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace tocsin {

/// Items of several lines, each as wide as the view: longer lines are elided, so that rows keep their height.
class LineDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace tocsin
