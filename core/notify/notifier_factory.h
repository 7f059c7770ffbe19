// SPDX-License-Identifier: MIT
#pragma once

#include "core/notify/notifier.h"
#include "core/notify/toast_image.h"

#include <memory>

namespace tocsin {

/// The notifier of this platform, or a NullNotifier where there is none (no session bus).
[[nodiscard]] std::unique_ptr<Notifier> makePlatformNotifier(ToastImages images = {});

} // namespace tocsin
