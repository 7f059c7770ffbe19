// SPDX-License-Identifier: MIT
#pragma once

namespace tocsin {

/// Finds out whether windows can be shown, and sets QT_QPA_PLATFORM if Qt's own choice does not work but
/// another does. Call it before QApplication is made, which ends the program without a display, and before
/// any thread starts.
[[nodiscard]] bool prepareDisplay(int argc, char** argv);

} // namespace tocsin
