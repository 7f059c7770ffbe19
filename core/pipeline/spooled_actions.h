// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/action.h"

namespace tocsin {

/// What is left of a spool's actions: toasts are shown as they stand at its end, heartbeats are for now, and
/// a waiting event that was answered within the spool never goes out.
[[nodiscard]] Actions settled(const Actions& actions);

} // namespace tocsin
