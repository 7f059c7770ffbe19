// SPDX-License-Identifier: MIT
#include "app/windows/desktop_colors.h"

namespace tocsin {

std::unique_ptr<QObject> followDesktopColors(ReadableColors& /*colors*/)
{
    return {};
}

} // namespace tocsin
