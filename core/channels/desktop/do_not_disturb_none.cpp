// SPDX-License-Identifier: MIT
#include "core/channels/desktop/do_not_disturb.h"

namespace tocsin {

std::unique_ptr<DoNotDisturb> makePlatformDoNotDisturb()
{
    return std::make_unique<DoNotDisturb>();
}

} // namespace tocsin
