// SPDX-License-Identifier: MIT
#pragma once

#include "app/tray/tray_view.h"

#include <QString>

namespace tocsin {

/// `needs you`, `working`, …: a session's state in a word or two.
[[nodiscard]] QString stateText(SessionState state);

/// `Claude needs you`, …: what the icon says, in words.
[[nodiscard]] QString overallText(TrayStatus overall);

/// The state in words, then how many sessions are in which: nothing is told by the icon's colour alone.
[[nodiscard]] QString trayToolTip(const TrayView& view);
/// How many texts wait, and for what.
[[nodiscard]] QString waitingText(const TrayView& view);

/// A session's name as a menu entry shows it: one line, not too long, `&` kept as it is.
[[nodiscard]] QString menuName(const QString& name);

} // namespace tocsin
