// SPDX-License-Identifier: MIT
#include "app/x11_activation.h"

namespace tocsin {

void activateOnX11(const QWidget&, quint32) {}

} // namespace tocsin
