// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/toast_image.h"
#include "core/sessions/session_view.h"

#include <QIcon>
#include <QString>

namespace tocsin {

/// The program's own icon.
[[nodiscard]] QIcon appIcon();

/// The tray's icon for a state; each differs from the others by shape and by colour.
[[nodiscard]] QIcon overallIcon(TrayStatus overall);

/// Whose icon stands for one session's state.
[[nodiscard]] TrayStatus overallOf(SessionState state);

/// `tocsin-idle`, …: the name of that icon in the resources and in the installed icon theme.
[[nodiscard]] QString overallIconName(TrayStatus overall);

/// Pixels for a toast's icon; null for a name that is not ours. For makePlatformNotifier().
[[nodiscard]] ToastImage toastImage(const QString& iconName);

} // namespace tocsin
