// SPDX-License-Identifier: MIT
// macOS and Windows always have one. Untested.
#include "app/display.h"

namespace tocsin {

bool hasDisplay()
{
    return true;
}

} // namespace tocsin
