// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"
#include "core/claude/hooks/dropped.h"

#include <QDateTime>
#include <QString>

#include <variant>
#include <vector>

namespace tocsin {

// What happened to the sessions, for policy to act on. Values only.

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
    SessionInfo card{};
};

/// After /clear and resume: the same person goes on in the same process, under another id.
struct SessionContinued
{
    QString sessionId{};
    QString predecessor{};
};

/// More than an open terminal: a turn is under way, or was.
struct TurnActivity
{
    SessionInfo card{};
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

/// Tell this alert. A number that is open already means that alert anew, in other words.
struct AlertRaised
{
    int number{0};
    Alert alert{};
};

struct AlertClosed
{
    QString sessionId{};
    int number{0};
};

struct SessionEnded
{
    QString sessionId{};
    QString reason{};     ///< as in server-api.md, stop
    QString finalState{}; ///< as in server-api.md, stop
    QDateTime at{};
};

struct SessionRemoved
{
    QString sessionId{};
};

using SessionEvent =
    std::variant<SessionAppeared, SessionContinued, TurnActivity, UserPrompted, AttentionCleared, AlertRaised,
                 AlertClosed, SessionEnded, SessionRemoved, Dropped>;
using SessionEvents = std::vector<SessionEvent>;

} // namespace tocsin
