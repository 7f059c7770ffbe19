// SPDX-License-Identifier: MIT
#pragma once

namespace tocsin {

/// `tocsin-hookbridge hook`: takes Claude Code's event from stdin to the app, or to the spool when the app
/// does not answer. Never fails and never prints. Claude waits for it: it takes a few milliseconds, a quarter
/// of a second when the app does not answer, and two seconds when nothing comes on stdin.
void runHook() noexcept;

} // namespace tocsin
