// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"
#include "core/claude/hooks/dropped.h"
#include "core/claude/hooks/hook_event.h"

#include <QJsonObject>

namespace tocsin {

/// Reads a local `hook` request (docs/protocol.md): what hookbridge added, and under `event`
/// the document Claude Code wrote. Unknown keys are ignored; a field that is missing or mistyped, or an event
/// that we have no use for, is a Dropped with its reason.
[[nodiscard]] Expected<HookEvent, Dropped> parseHookRequest(const QJsonObject& request);

/// The name of the event in a `hook` request, for the log; empty without one.
[[nodiscard]] QString hookNameIn(const QJsonObject& request);

} // namespace tocsin
