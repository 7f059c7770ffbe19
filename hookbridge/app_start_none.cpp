// SPDX-License-Identifier: MIT
// Starting a program that outlives its caller is untested on this system: the user starts it.
#include "hookbridge/app_start.h"

namespace tocsin {

AppStart startApp()
{
    return AppStart::NotWanted;
}

} // namespace tocsin
