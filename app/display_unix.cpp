// SPDX-License-Identifier: MIT
#include "app/display.h"

#include <QtGlobal>

namespace tocsin {

bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

} // namespace tocsin
