// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/notifier.h"
#include "core/channels/desktop/toast_image.h"

#include <memory>

namespace tocsin {

/// The notifier of this platform, or a NullNotifier where there is none (no session bus). `memory` is the
/// file where it notes what is on the screen, for a program that comes after a crash.
[[nodiscard]] std::unique_ptr<Notifier> makePlatformNotifier(ToastImages images, const QString& memory);

} // namespace tocsin
