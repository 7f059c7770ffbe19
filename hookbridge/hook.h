// SPDX-License-Identifier: MIT
#pragma once

namespace tocsin {

/// `tocsin-hookbridge hook`: takes Claude Code's event from stdin to the companion, or to the spool when it
/// does not answer. Never fails, never prints, and is done within a quarter of a second: Claude waits for it.
void runHook() noexcept;

} // namespace tocsin
