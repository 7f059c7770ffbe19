// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/action.h"
#include "core/pipeline/closed_alert.h"
#include "core/pipeline/drop_counter.h"
#include "core/pipeline/engine_parts.h"
#include "core/pipeline/step_clock.h"
#include "core/sessions/session_event.h"

#include <QDateTime>
#include <QSet>
#include <QString>

#include <utility>
#include <vector>

namespace tocsin {

/// Takes what happened in the sessions to the planner and the channels, in order, and appends what they
/// decide to `actions`. Times are UTC.
class ChannelRouter final
{
public:
    /// They outlive it.
    ChannelRouter(EngineParts& parts, const StepClock& clock, DropCounter& drops);

    /// `at`: when it happened.
    void route(const SessionEvents& events, const QDateTime& at, Actions& actions);
    /// What is due by then.
    void tick(const QDateTime& now, Actions& actions);
    /// Sessions with open alerts that were silent, and are not with this, are texted about from now on.
    void setConfig(const EngineConfig& config, const QDateTime& now, Actions& actions);
    /// Something changed that the plans depend on.
    void replan(const QDateTime& now, Actions& actions);
    void setLoggedIn(bool loggedIn, const QDateTime& now, Actions& actions);
    /// The person's switch for one session.
    void setWanted(const QString& sessionId, bool on, const QDateTime& now, Actions& actions);

    /// Alerts that were closed since the last call.
    [[nodiscard]] std::vector<ClosedAlert> takeClosed() { return std::exchange(m_closed, {}); }
    /// Failed tools since the last call that are no alerts (yet).
    [[nodiscard]] std::vector<FailureNoted> takeNoted() { return std::exchange(m_noted, {}); }
    /// Prompts and tool calls since the last call.
    [[nodiscard]] std::vector<ActivityNoted> takeActivity() { return std::exchange(m_activity, {}); }

private:
    struct Visitor;

    [[nodiscard]] bool isTold(const QString& sessionId) const;
    [[nodiscard]] SessionInfo infoOf(const QString& sessionId) const;
    /// With open alerts that no channel hears of.
    [[nodiscard]] QSet<QString> silentSessions() const;
    void raise(const AlertRaised& raised, SmsActions& sent);
    void noteClosed(const AlertClosed& closed, const QDateTime& at, const SmsActions& sent);

    EngineParts& m_parts;
    const StepClock& m_clock;
    DropCounter& m_drops;
    std::vector<ClosedAlert> m_closed{};
    std::vector<FailureNoted> m_noted{};
    std::vector<ActivityNoted> m_activity{};
};

} // namespace tocsin
