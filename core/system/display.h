// SPDX-License-Identifier: MIT
#pragma once

namespace tocsin {

/// True when the environment names a display of this computer (Wayland, or X by its local socket) that
/// accepts connections, and a Qt platform that shows something. A display over TCP is another computer's, or
/// one that ssh forwards. Does not wait.
[[nodiscard]] bool isLocalDisplayUp();

/// True for the Qt platforms that show nothing, such as `offscreen`.
[[nodiscard]] bool isInvisiblePlatform();

} // namespace tocsin
