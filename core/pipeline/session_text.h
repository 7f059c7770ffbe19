// SPDX-License-Identifier: MIT
#pragma once

#include "core/sessions/session_view.h"

namespace tocsin {

/// For programs: `off`, `starting`, `on`, `unreachable`, `needs_login`.
[[nodiscard]] QString wireName(DeliveryStatus state);

/// For people, translated.
/// `dialog`: what it waits for, when a dialog is open.
[[nodiscard]] QString words(SessionState state, std::optional<AlertKind> dialog = {});
[[nodiscard]] QString words(DeliveryStatus state);

} // namespace tocsin
