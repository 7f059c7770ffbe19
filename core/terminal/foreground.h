// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/terminal_place.h"

namespace tocsin {

/// Whether what is typed into the terminal `tty` is read by the process of `place`, and by no program that it
/// has started, such as an editor. False where the system does not tell.
[[nodiscard]] bool readsTerminal(const TerminalPlace& place, const QString& tty);

} // namespace tocsin
