// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/process_line.h"
#include "core/terminal/terminal_place.h"

namespace tocsin {

/// Which terminal a process runs in. Programs hand their variables on to all that they start, so an xterm
/// that was started in kitty has kitty's too: the nearest ancestor that is known to be a terminal decides,
/// and the variables only where none is.
[[nodiscard]] TerminalKind terminalFor(const TerminalVariables& variables,
                                       const QList<LineProcess>& ancestors);

} // namespace tocsin
