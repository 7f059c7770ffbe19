// SPDX-License-Identifier: MIT
#pragma once

namespace tocsin {

/// `tocsin-hookbridge hook --wait`: as runHook(), but a permission request stays until the app knows what the
/// person has decided, and prints that decision. It never decides by itself: on a signal, when the app or
/// Claude Code has gone, and on anything unexpected it prints nothing, and the terminal's dialog stands.
/// Exits 0.
void runWaitingHook() noexcept;

} // namespace tocsin
