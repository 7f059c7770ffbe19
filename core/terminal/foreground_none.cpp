// SPDX-License-Identifier: MIT
#include "core/terminal/foreground.h"

namespace tocsin {

bool readsTerminal(const TerminalPlace& /*place*/, const QString& /*tty*/)
{
    return false;
}

} // namespace tocsin
