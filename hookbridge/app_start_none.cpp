// SPDX-License-Identifier: MIT
// Where nobody has tried how to start a program that outlives its caller: the user starts it.
#include "hookbridge/app_start.h"

namespace tocsin {

bool startApp()
{
    return false;
}

} // namespace tocsin
