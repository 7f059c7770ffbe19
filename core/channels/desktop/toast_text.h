// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/desktop_action.h"
#include "core/channels/desktop/notifier.h"

namespace tocsin {

/// One notification for each alert.
[[nodiscard]] QString toastTag(AlertId id);
/// The alert that a notification is of; not valid for a tag of another kind.
[[nodiscard]] AlertId alertOfToast(const QString& tag);

/// Its notification stays until it is answered or closed; any other expires.
[[nodiscard]] bool staysOnScreen(AlertKind kind);

/// How an alert looks on the desktop, in the user's language. What stops the work (permission, question,
/// error) stays until it is answered or closed; what can wait expires.
[[nodiscard]] Toast toastFor(const ShowToast& show);
/// What the notification says besides the state, where nothing is to be hidden; empty: nothing.
[[nodiscard]] QString alertContents(const Alert& alert);
/// One notification for several alerts, of different sessions or not; at least one. It has their titles, the
/// first ones, and so no contents.
[[nodiscard]] Toast toastFor(const ShowSummary& summary);
[[nodiscard]] QString summaryTag();

} // namespace tocsin
