// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/requests.h"
#include "core/ipc/spool_writer.h"

#include <QJsonObject>

namespace tocsin {

/// Where and when a hook ran: what only the bridge can see, and the app needs to order events, to find the
/// terminal and to watch Claude's process.
struct HookContext
{
    SpoolKey key;
    QJsonObject header; ///< ipc::HookHeader
};

/// Reads the clocks and the environment. Call it first: its time is the event's.
[[nodiscard]] HookContext captureHookContext();

} // namespace tocsin
