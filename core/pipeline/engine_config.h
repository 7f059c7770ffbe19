// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/throttle_intervals.h"
#include "core/claude/hooks/dropped.h"
#include "core/policy/preferences.h"
#include "core/sessions/probes.h"
#include "core/sessions/session_rules.h"
#include "core/system/local_machine.h"

#include <QDateTime>
#include <QStringList>
#include <QTimeZone>
#include <QUuid>

#include <chrono>
#include <functional>

namespace tocsin {

/// What the user, or a test, may set.
struct EngineConfig
{
    std::chrono::milliseconds doneDelay{std::chrono::seconds{3}};
    std::chrono::milliseconds commandsDelay{std::chrono::minutes{5}};
    std::chrono::milliseconds endDelay{std::chrono::seconds{1}};
    std::chrono::milliseconds lossDelay{std::chrono::seconds{2}};
    std::chrono::milliseconds witnessDelay{std::chrono::milliseconds{700}};
    std::chrono::milliseconds inactivity{std::chrono::minutes{10}}; ///< 0: never
    ThrottleIntervals throttleIntervals{};
    std::chrono::milliseconds forgetEndedAfter{std::chrono::minutes{10}};
    std::chrono::milliseconds forgetSilentAfter{std::chrono::hours{24 * 7}};
    QStringList blockingPatterns{}; ///< regular expressions; empty: the built-in list
    bool describeByPrompt{false};
    bool keepsPrompts{false};
    bool textsForNewSessions{true};
    Preferences preferences{};
    QDateTime mutedUntil{}; ///< UTC, everything; invalid: not muted
};

/// What the engine asks of the world. The probes must outlive it.
struct EngineDependencies
{
    const TranscriptProbe& transcripts;
    const BranchProbe& branches;
    LocalMachine machine{};                       ///< whose sessions can be seen; empty: every session's
    std::function<QUuid()> newKey;                ///< Idempotency-Keys
    std::function<void(const Dropped&)> onDrop{}; ///< for the log; may be empty
    /// Of a clock that neither jumps nor runs while the machine sleeps: what it does not know of is no
    /// silence of Claude's. May be empty.
    std::function<std::chrono::milliseconds()> monotonic{};
    std::function<QTimeZone()> zone{}; ///< of the quiet hours; empty: the system's
};

/// What of it the sessions go by.
[[nodiscard]] SessionRules rulesOf(const EngineConfig& config);
/// What of it the plans go by.
[[nodiscard]] Preferences preferencesOf(const EngineConfig& config);

} // namespace tocsin
