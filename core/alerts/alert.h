// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QString>

#include <cstdint>

namespace tocsin {

/// What a person should hear of (architecture.md, Words).
enum class AlertKind : uint8_t { Permission, Question, Waiting, Error, Done };

/// Why. Its wire name is the `details.kind` of a server event.
enum class AlertCause : uint8_t { Permission, Question, Idle, Inactive, Tool, Api, Lost, TurnDone };

/// One alert of one Claude session. `text` is plain text from outside, already one line and cut to
/// MaxErrorText: tool and argument, the question, the error; empty where the cause says it all.
struct Alert
{
    QString sessionId{};
    QString sessionName{}; ///< the session's description, for people
    AlertKind kind{AlertKind::Waiting};
    AlertCause cause{AlertCause::Idle};
    QString text{};
    QDateTime raisedAt{}; ///< UTC
    int count{1};         ///< of the alerts in a row that it stands for; `text` is the last one's
};

/// The kind an alert with this cause is of.
[[nodiscard]] AlertKind kindOf(AlertCause cause);

/// `permission`, `question`, `idle`, `inactive`, `tool`, `api`, `lost`, `done`.
[[nodiscard]] QString wireName(AlertCause cause);
/// `permission`, `question`, `waiting`, `error`, `done`.
[[nodiscard]] QString wireName(AlertKind kind);

} // namespace tocsin
