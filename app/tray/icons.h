// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/toast_image.h"
#include "core/sessions/session_view.h"

#include <QIcon>
#include <QString>

namespace tocsin {

/// The application icon.
[[nodiscard]] QIcon appIcon();

/// The tray icon for a status; the icons differ in shape and colour.
[[nodiscard]] QIcon statusIcon(TrayStatus status);

/// The tray status whose icon represents this session state.
[[nodiscard]] TrayStatus trayStatusOf(SessionState state);

/// `tocsin-idle`, …: the icon's name in the resources and in the installed icon theme.
[[nodiscard]] QString statusIconName(TrayStatus status);

/// The pixels of a notification's icon; null for an unknown name. For makePlatformNotifier().
[[nodiscard]] ToastImage toastImage(const QString& iconName);

} // namespace tocsin
