// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/phrase.h"

#include <QDateTime>
#include <QString>

#include <chrono>
#include <cstdint>

namespace tocsin {

/// What a person should hear of, by urgency and by the share of the limits that it uses (docs/glossary.md).
enum class AlertKind : uint8_t { Permission, Question, Waiting, Error, Done };

/// Why. Its wire name is the `details.kind` of a server event (server/api/openapi.yaml).
enum class AlertCause : uint8_t {
    Permission, ///< a permission dialog
    Question,   ///< a question, a plan to approve, or an MCP server's form
    Idle,       ///< Claude waits for the next prompt
    Inactive,   ///< no activity for a while in the middle of a turn
    Message,    ///< Claude sent the person a message
    LimitOver,  ///< the usage limit that stopped Claude has been reset
    Tool,       ///< a turn ended, or stalled, with a failed tool
    Api,        ///< an API error ended the turn
    Lost,       ///< the process ended in the middle of a turn
    TurnDone    ///< a turn is finished
};

/// Names one alert, in every channel and over restarts. Never used twice.
struct AlertId
{
    qint64 value{0}; ///< 0: none

    [[nodiscard]] bool isValid() const { return value > 0; }
    friend bool operator==(const AlertId&, const AlertId&) = default;
    friend bool operator<(const AlertId& a, const AlertId& b) { return a.value < b.value; }
};

/// One alert of one Claude session. `text` is one plain line, cut to MaxErrorText: tool and argument, the
/// question, the error, Claude's last words; empty where the cause says it all.
struct Alert
{
    AlertId id{};
    QString sessionId{};
    QString sessionName{}; ///< for people
    AlertKind kind{AlertKind::Waiting};
    AlertCause cause{AlertCause::Idle};
    Phrase text{};
    QDateTime raisedAt{};             ///< UTC
    int count{1};                     ///< of the alerts in a row that it stands for; `text` is the last one's
    std::chrono::seconds duration{0}; ///< of the turn or of the silence; 0: not known
    int runningCommands{0};           ///< background commands that outlive a finished turn
    bool isUsageLimit{false};         ///< a subscription's, which resets at a time
    QDateTime resetsAt{};             ///< of a usage limit, UTC; invalid when not known
};

/// Why an alert is over.
enum class ClosedBy : uint8_t {
    Answered,   ///< the dialog
    Prompt,     ///< the person typed the next one
    Work,       ///< Claude went on
    SessionEnd, ///< or another start of it
    Forgotten   ///< with its session
};
/// `answer`, `prompt`, `work`, `session_end`, `forgotten`.
[[nodiscard]] QString wireName(ClosedBy why);

/// The kind an alert with this cause is of.
[[nodiscard]] AlertKind kindOf(AlertCause cause);

/// `permission`, `question`, `idle`, `inactive`, `message`, `limit_over`, `tool`, `api`, `lost`, `done`.
[[nodiscard]] QString wireName(AlertCause cause);
/// `permission`, `question`, `waiting`, `error`, `done`.
[[nodiscard]] QString wireName(AlertKind kind);

} // namespace tocsin
