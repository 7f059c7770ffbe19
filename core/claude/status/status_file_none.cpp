// SPDX-License-Identifier: MIT
#include "core/claude/status/status_file.h"

namespace tocsin {

std::optional<QByteArray> readStatusFile(const QString& /*path*/)
{
    return {};
}

} // namespace tocsin
