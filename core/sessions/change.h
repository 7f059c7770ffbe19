// SPDX-License-Identifier: MIT
#pragma once

#include "core/hooks/dropped.h"
#include "core/sessions/alert.h"

#include <QDateTime>
#include <QString>

#include <variant>
#include <vector>

namespace tocsin {

// What happened to the sessions, for policy to act on. Values only.

/// How the server is to know a session.
struct SessionCard
{
    QString sessionId{};
    QString name{};
    QString hostname{};
    QDateTime startedAt{};
};

/// Seen for the first time, or again after its end.
struct SessionAppeared
{
    SessionCard card{};
};

/// After /clear and resume: the same person goes on in the same process, under another id.
struct SessionFollows
{
    QString sessionId{};
    QString predecessor{};
};

/// More than an open terminal: a turn is under way, or was.
struct WorkSeen
{
    SessionCard card{};
};

struct HumanPrompted
{
    QString sessionId{};
};

/// Claude works on: what comes next is another pause.
struct PauseOver
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

struct SessionOver
{
    QString sessionId{};
    QString reason{};     ///< as in server-api.md, stop
    QString finalState{}; ///< as in server-api.md, stop
    QDateTime at{};
};

struct SessionForgotten
{
    QString sessionId{};
};

using Change = std::variant<SessionAppeared, SessionFollows, WorkSeen, HumanPrompted, PauseOver, AlertRaised,
                            AlertClosed, SessionOver, SessionForgotten, Dropped>;
using Changes = std::vector<Change>;

} // namespace tocsin
