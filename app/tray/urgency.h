// SPDX-License-Identifier: MIT
#pragma once

#include "core/sessions/session_view.h"

#include <QList>

namespace tocsin {

/// The sessions that need the person first, else in the order they have.
[[nodiscard]] QList<SessionView> byUrgency(QList<SessionView> sessions);

} // namespace tocsin
