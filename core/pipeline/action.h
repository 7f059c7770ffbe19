// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/desktop_action.h"
#include "core/channels/sms/sms_action.h"

#include <variant>
#include <vector>

namespace tocsin {

/// What the engine decides. Values only: the channels carry them out, nothing reaches back.
using Action = std::variant<ShowToast, CloseToast, ShowSummary, StartMonitoring, SendServerEvent,
                            WithdrawEvent, SendHeartbeat, StopMonitoring>;
using Actions = std::vector<Action>;

} // namespace tocsin
