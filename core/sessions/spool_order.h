// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"

#include <QList>

namespace tocsin {

/// Events in the order they happened: by monotonic time within a boot, the boots by their earliest wall time.
[[nodiscard]] QList<HookEvent> inOrder(QList<HookEvent> events);

} // namespace tocsin
