// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

class QWidget;

namespace tocsin {

/// Has the window manager activate `window`, which is shown, for an act of the person at `time`, in
/// milliseconds of the X server. Nothing where there is no X server.
void activateOnX11(const QWidget& window, quint32 time);

} // namespace tocsin
