// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"
#include "core/channels/desktop/desktop_alerts.h"
#include "core/channels/sms/sms_alerts.h"
#include "core/pipeline/alert_planner.h"
#include "core/pipeline/engine_config.h"
#include "core/sessions/session_tracker.h"

namespace tocsin {

/// What an engine consists of, each part once: the sessions, their open alerts, the plans, and what the
/// channels know of the alerts.
struct EngineParts
{
    /// The probes outlive them.
    EngineParts(const EngineConfig& config, const EngineDependencies& dependencies);
    ~EngineParts() = default;
    EngineParts(const EngineParts&) = delete;
    EngineParts& operator=(const EngineParts&) = delete;

    /// As it is set now. Plans that were made are not changed.
    void setConfig(const EngineConfig& config);
    /// The clock of this computer is behind what it was.
    void clockSetBack(std::chrono::milliseconds by);

    AlertBook alerts{};
    SessionTracker tracker;
    DesktopAlerts desktop;
    SmsAlerts sms;
    AlertPlanner planner;
};

} // namespace tocsin
