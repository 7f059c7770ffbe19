// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"
#include "core/claude/hooks/dropped.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <variant>
#include <vector>

namespace tocsin {

// What happened to the sessions, for the pipeline to act on, in order. Values only.

/// How the server is to know a session.
struct SessionInfo
{
    QString sessionId{};
    QString name{};
    QString hostname{};
    QDateTime startedAt{};
};

/// Seen for the first time, or again after its end.
struct SessionAppeared
{
    SessionInfo info{};
};

/// After /clear, resume and fork: the same person goes on under another id.
struct SessionContinued
{
    SessionInfo info{};
    QString predecessor{};
};

/// More than an open terminal: a turn is under way, or was.
struct TurnActivity
{
    SessionInfo info{};
};

struct UserPrompted
{
    QString sessionId{};
};

/// Claude works on: what comes next is another pause.
struct AttentionCleared
{
    QString sessionId{};
};

/// The alert book has this alert now.
struct AlertRaised
{
    AlertId id{};
    std::optional<OpenAlert> before{}; ///< it takes the place of this one, under the same id
};

/// The alert book had this alert.
struct AlertClosed
{
    OpenAlert alert{};
    ClosedBy why{ClosedBy::Answered};
};

/// A tool failed, and Claude can go on from it. The alert has this id if the turn ends or stalls with it.
struct FailureNoted
{
    AlertId id{};
    QString sessionId{};
    QString sessionName{};
    QDateTime at{}; ///< UTC
};

/// For the session's story.
struct ActivityNoted
{
    enum class Kind : uint8_t { Prompt, Tool, FailedTool };
    Kind kind{Kind::Tool};
    QString sessionId{};
    QDateTime at{}; ///< UTC
    QString text{}; ///< toolStep(); of a prompt its first words, if the person allows it
};

struct SessionEnded
{
    QString sessionId{};
    QString reason{};     ///< completed | error (server/api/openapi.yaml, stop)
    QString finalState{}; ///< success | error | cancelled
    QDateTime at{};
};

struct SessionRemoved
{
    QString sessionId{};
};

using SessionEvent =
    std::variant<SessionAppeared, SessionContinued, TurnActivity, UserPrompted, AttentionCleared, AlertRaised,
                 AlertClosed, FailureNoted, ActivityNoted, SessionEnded, SessionRemoved, Dropped>;
using SessionEvents = std::vector<SessionEvent>;

} // namespace tocsin
