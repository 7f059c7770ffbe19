// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/desktop_action.h"
#include "core/channels/sms/sms_action.h"

#include <QSet>
#include <QString>

#include <variant>
#include <vector>

namespace tocsin {

/// What the engine decides. Values only: the channels carry them out, nothing reaches back.
using Action = std::variant<ShowToast, CloseToast, ShowSummary, StartMonitoring, SendServerEvent,
                            WithdrawEvent, SendHeartbeat, StopMonitoring>;
using Actions = std::vector<Action>;

/// Of what a spool led to: an event that was withdrawn within it never goes out, and heartbeats are for now.
[[nodiscard]] Actions withoutWithdrawn(const Actions& actions);
/// The sessions that the actions are about: what was decided about a session is part of its state.
void addSessions(const Actions& actions, QSet<QString>& sessionIds);

} // namespace tocsin
