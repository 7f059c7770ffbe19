// SPDX-License-Identifier: MIT
#pragma once

#include "app/tray/tray_view.h"
#include "core/alerts/alert.h"

#include <QString>

#include <optional>

namespace tocsin {

/// `working`, `finished`, …: a session's state in a word or two. `open` is the kind of its open alert, and
/// says what a waiting session needs: `needs permission`, `has a question`.
[[nodiscard]] QString stateText(SessionState state, std::optional<AlertKind> open = {});

/// `Claude needs you`, …: the tray status in words.
[[nodiscard]] QString statusText(TrayStatus status);

/// The status and the number of sessions in each state, so that nothing depends on the icon's colour.
[[nodiscard]] QString trayToolTip(const TrayView& view);
/// What is held back, in one line: the first, and how many more there are. Empty when nothing is.
[[nodiscard]] QString heldBackText(const TrayView& view);
/// How many texts are unsent, and why.
[[nodiscard]] QString waitingText(const TrayView& view);

/// A session's name for a menu entry: one line, shortened, `&` escaped.
[[nodiscard]] QString menuName(const QString& name);

} // namespace tocsin
