// SPDX-License-Identifier: MIT
// macOS and Windows always have one. Untested.
#include "app/display.h"

namespace tocsin {

bool prepareDisplay(int /*argc*/, char** /*argv*/)
{
    return true;
}

} // namespace tocsin
