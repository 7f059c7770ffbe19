// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/spool_writer.h"

#include <QByteArray>

namespace tocsin {

/// Where and when a hook ran: what only the bridge can see, and the app needs to put events in order, to find
/// the window and to watch Claude's process.
struct HookContext
{
    SpoolKey key;
    QByteArray header; ///< `{"type":"hook",…` without the closing brace
};

/// Reads the clocks and the environment. Call it first thing: the time is the event's.
[[nodiscard]] HookContext captureHookContext();

/// The whole request as JSON.
[[nodiscard]] QByteArray hookRequest(const HookContext& origin, const QByteArray& event);

} // namespace tocsin
