// SPDX-License-Identifier: MIT
#pragma once

namespace tocsin {

/// Whether windows can be shown at all. Asked before QApplication is made, which ends the program if not.
[[nodiscard]] bool hasDisplay();

} // namespace tocsin
