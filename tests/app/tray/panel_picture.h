// SPDX-License-Identifier: MIT
#pragma once

#include "core/sessions/session_view.h"

#include <QImage>
#include <QPoint>
#include <QRect>

namespace tocsin::test {

/// What the panel of private-desktop.sh looks like now: 240 by 28 pixels at the right end of the top edge.
[[nodiscard]] QImage panel();

/// Where in that picture the icon of a state is; null if nowhere.
[[nodiscard]] QRect iconIn(const QImage& panel, TrayStatus status);

/// A point of the panel's picture on the screen.
[[nodiscard]] QPoint onScreen(QPoint inPanel);

/// With TOCSIN_SCREENSHOTS=FOLDER, what was seen is kept for people to look at.
void keep(const QImage& image, const QString& name);

} // namespace tocsin::test
