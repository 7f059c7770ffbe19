// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"
#include "core/channels/desktop/notifier.h"

namespace tocsin {

/// One toast for each session and kind of alert: a newer one takes the older one's place.
[[nodiscard]] QString toastTag(const QString& sessionId, AlertKind kind);

/// How an alert looks on the desktop, in the user's language. What stops the work (permission, question,
/// error) is critical and stays until it is answered or closed; what can wait leaves by itself.
[[nodiscard]] Toast toastFor(const Alert& alert);

} // namespace tocsin
