// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"
#include "core/channels/desktop/notifier.h"

namespace tocsin {

/// One notification for each alert.
[[nodiscard]] QString toastTag(AlertId id);
/// The alert that a notification is of; not valid for a tag of another kind.
[[nodiscard]] AlertId alertOfToast(const QString& tag);

/// How an alert looks on the desktop, in the user's language. What stops the work (permission, question,
/// error) is critical and stays until it is answered or closed; what can wait leaves by itself.
[[nodiscard]] Toast toastFor(const Alert& alert);

} // namespace tocsin
