// SPDX-License-Identifier: MIT
#pragma once

namespace tocsin {

/// Starts the app for the user, if they let us: nothing forbids it (AutoStartGuard), there is a display of
/// this machine, the socket is the usual one, and no hook has tried in the last ten seconds. Does not wait
/// for it. The app gets a process session of its own, and none of our descriptors, ignored signals, working
/// folder or of the variables that Claude Code has set. True when it was started.
bool startApp();

} // namespace tocsin
