// SPDX-License-Identifier: MIT
#include "core/policy/text_desk.h"

#include "core/base/redaction.h"
#include "core/base/text.h"
#include "core/sessions/session_fields.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
/// However far apart the server's clock and ours are, it is not asked again sooner.
constexpr std::chrono::milliseconds ShortestRetry{1min};

/// Texts are in English, like the server's own words around them.
QString messageOf(const Alert& alert)
{
    return alert.cause == AlertCause::Lost ? u"Claude Code ended unexpectedly"_s : redactForSms(alert.text);
}
} // namespace

ServerEventType eventTypeOf(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Error:
        return ServerEventType::Error;
    case AlertKind::Done:
        return ServerEventType::Done;
    case AlertKind::Permission:
    case AlertKind::Question:
    case AlertKind::Waiting:
        break;
    }
    return ServerEventType::Waiting;
}

TextDesk::TextDesk(bool textsForNewSessions, std::function<QUuid()> newKey)
    : m_textsForNewSessions{textsForNewSessions}
    , m_newKey{std::move(newKey)}
{}

void TextDesk::appear(const SessionInfo& card)
{
    const auto [line, isNew] = m_lines.try_emplace(card.sessionId);
    if (isNew)
        line->second.wanted = m_textsForNewSessions;
    line->second.card = card;
    line->second.over = false;
    line->second.hasWorked = false;
}

/// The wish follows the person; a session that was monitored is monitored on, under its new id.
void TextDesk::follow(const SessionContinued& follows, const SessionInfo& card, const QDateTime& now,
                      Actions& actions)
{
    Line* line = find(follows.sessionId);
    const Line* before = find(follows.predecessor);
    if (line == nullptr || before == nullptr)
        return;
    line->card = card;
    line->wanted = before->wanted;
    if (before->wasMonitored)
        start(*line, now, actions);
}

void TextDesk::seeWork(const SessionInfo& card, const QDateTime& now, Actions& actions)
{
    Line* line = find(card.sessionId);
    if (line == nullptr)
        return;
    const bool renamed = line->card.name != card.name;
    line->card = card;
    line->hasWorked = true;
    if (!line->refused && (!line->monitored || renamed))
        start(*line, now, actions);
}

/// A prompt is also the moment to ask a server again that would not monitor the session.
void TextDesk::prompt(const QString& sessionId, const QDateTime& now, Actions& actions)
{
    Line* line = find(sessionId);
    if (line == nullptr)
        return;
    if (std::exchange(line->refused, false))
        start(*line, now, actions);
    else if (line->monitored)
        actions.emplace_back(SendHeartbeat{sessionId});
}

void TextDesk::refuse(const QString& sessionId)
{
    Line* line = find(sessionId);
    if (line == nullptr)
        return;
    line->refused = true;
    line->monitored = false;
    for (auto& [number, text] : line->open) {
        if (text.progress == Progress::Pending)
            text.progress = Progress::Unsent;
    }
}

void TextDesk::pauseOver(const QString& sessionId)
{
    if (Line* line = find(sessionId))
        line->tellingPause.clear();
}

bool TextDesk::raise(const AlertRaised& raised, Actions& actions)
{
    Line* line = find(raised.alert.sessionId);
    if (line == nullptr)
        return true;
    if (raised.alert.cause == AlertCause::Idle && !line->tellingPause.isEmpty())
        return false;
    if (raised.alert.cause != AlertCause::Tool)
        line->tellingPause.insert(raised.number);
    OpenText& text = line->open[raised.number];
    text = OpenText{.alert = raised.alert};
    if (line->monitored)
        send(*line, text, raised.alert.raisedAt, actions);
    return true;
}

void TextDesk::close(const AlertClosed& closed)
{
    Line* line = find(closed.sessionId);
    if (line == nullptr)
        return;
    const auto found = line->open.find(closed.number);
    if (found == line->open.end())
        return;
    const OpenText& text = found->second;
    if (text.progress == Progress::Pending && eventTypeOf(text.alert.kind) == ServerEventType::Waiting)
        line->owesWithdrawal = true;
    line->open.erase(found);
}

void TextDesk::stop(const SessionEnded& over, Actions& actions)
{
    Line* line = find(over.sessionId);
    if (line == nullptr)
        return;
    line->over = true;
    line->wasMonitored = line->monitored;
    if (std::exchange(line->monitored, false))
        actions.emplace_back(StopMonitoring{.sessionId = over.sessionId,
                                            .reason = over.reason,
                                            .finalState = over.finalState,
                                            .endedAt = over.at});
}

void TextDesk::forget(const QString& sessionId)
{
    m_lines.erase(sessionId);
}

/// A withdrawal means all of a session's waiting events, so it has to wait for the last of them.
void TextDesk::withdrawAnswered(Actions& actions)
{
    for (auto& [sessionId, line] : m_lines) {
        if (line.owesWithdrawal && !isWaiting(line)) {
            line.owesWithdrawal = false;
            actions.emplace_back(WithdrawWaiting{sessionId});
        }
    }
}

void TextDesk::setLoggedIn(bool loggedIn, const QDateTime& now, Actions& actions)
{
    m_loggedIn = loggedIn;
    for (auto& [sessionId, line] : m_lines) {
        if (loggedIn && line.hasWorked && !line.over && !line.monitored) {
            start(line, now, actions);
        } else if (!loggedIn) { // the server ended the sessions with the login
            line.monitored = false;
            for (auto& [number, text] : line.open) {
                if (text.progress == Progress::Pending)
                    text.progress = Progress::GivenUp;
            }
        }
    }
}

void TextDesk::want(const SessionInfo& card, bool on, const QDateTime& now, Actions& actions)
{
    Line* line = find(card.sessionId);
    if (line == nullptr)
        return;
    const bool renamed = line->card.name != card.name;
    line->card = card;
    line->wanted = on;
    line->refused = false;
    if (on) {
        if (!line->over && (!line->monitored || renamed))
            start(*line, now, actions);
    } else if (std::exchange(line->monitored, false)) {
        actions.emplace_back(StopMonitoring{.sessionId = card.sessionId,
                                            .reason = u"user_stop"_s,
                                            .finalState = u"cancelled"_s,
                                            .endedAt = now});
    }
}

void TextDesk::answered(const QString& sessionId, const QUuid& key, const TextOutcome& outcome,
                        const QDateTime& now)
{
    Line* line = find(sessionId);
    if (line == nullptr)
        return;
    const auto found = std::find_if(line->open.begin(), line->open.end(),
                                    [&](const auto& open) { return open.second.key == key; });
    if (found == line->open.end())
        return;
    if (outcome.result != TextResult::Sent)
        line->tellingPause.remove(found->first);
    OpenText& text = found->second;
    // Too old is the event, not the alert: somebody is still waited for.
    const bool waitsStill =
        outcome.result == TextResult::TooOld && eventTypeOf(text.alert.kind) == ServerEventType::Waiting;
    const bool isHeldBack = outcome.result == TextResult::RateLimited && outcome.nextAllowedAt.isValid();
    const bool triesAgain = waitsStill || isHeldBack;
    text.progress = outcome.result == TextResult::Sent ? Progress::Sent
                    : triesAgain                       ? Progress::HeldBack
                                                       : Progress::GivenUp;
    if (triesAgain) {
        const QDateTime soonest = now.addMSecs(ShortestRetry.count());
        text.retryAt = isHeldBack ? std::max(outcome.nextAllowedAt, soonest) : soonest;
    }
}

void TextDesk::tick(const QDateTime& now, Actions& actions)
{
    for (auto& [sessionId, line] : m_lines) {
        if (!line.monitored)
            continue;
        for (auto& [number, text] : line.open) {
            // It happens now: that it waits still. The event of then has gone stale.
            if (text.progress == Progress::HeldBack && text.retryAt <= now)
                send(line, text, now, actions);
        }
    }
}

void TextDesk::clockSetBack(std::chrono::milliseconds by)
{
    for (auto& [sessionId, line] : m_lines) {
        for (auto& [number, text] : line.open) {
            if (text.progress == Progress::HeldBack)
                text.retryAt = text.retryAt.addMSecs(-by.count());
        }
    }
}

std::optional<QDateTime> TextDesk::nextDeadline() const
{
    std::optional<QDateTime> next;
    for (const auto& [sessionId, line] : m_lines) {
        for (const auto& [number, text] : line.open) {
            if (line.monitored && text.progress == Progress::HeldBack)
                next = next ? std::min(*next, text.retryAt) : text.retryAt;
        }
    }
    return next;
}

QJsonObject TextDesk::saved(const QString& sessionId) const
{
    const auto line = m_lines.find(sessionId);
    return line == m_lines.end() ? QJsonObject{} : json::toObject(line->second);
}

void TextDesk::restore(const QString& sessionId, const QJsonObject& saved)
{
    json::fromObject(saved, m_lines[sessionId]);
}

bool TextDesk::isWanted(const QString& sessionId) const
{
    const auto line = m_lines.find(sessionId);
    return line != m_lines.end() && line->second.wanted && !line->second.refused;
}

TextDesk::Line* TextDesk::find(const QString& sessionId)
{
    const auto line = m_lines.find(sessionId);
    return line == m_lines.end() ? nullptr : &line->second;
}

/// From now on the server hears of this session: first of what is open and was never sent.
void TextDesk::start(Line& line, const QDateTime& now, Actions& actions)
{
    if (!m_loggedIn || !line.wanted)
        return;
    line.monitored = true;
    actions.emplace_back(
        StartMonitoring{.sessionId = line.card.sessionId,
                        .description = elided(redactForSms(line.card.name), MaxDescription),
                        .hostname = line.card.hostname,
                        .startedAt = line.card.startedAt.isValid() ? line.card.startedAt : now});
    for (auto& [number, text] : line.open) {
        if (text.progress == Progress::Unsent)
            send(line, text, text.alert.raisedAt, actions);
    }
}

void TextDesk::send(Line& line, OpenText& text, const QDateTime& at, Actions& actions)
{
    text.key = m_newKey();
    text.progress = Progress::Pending;
    actions.emplace_back(SendServerEvent{.key = text.key,
                                         .sessionId = line.card.sessionId,
                                         .type = eventTypeOf(text.alert.kind),
                                         .cause = text.alert.cause,
                                         .text = messageOf(text.alert),
                                         .at = at});
}

bool TextDesk::isWaiting(const Line& line)
{
    return std::any_of(line.open.begin(), line.open.end(), [](const auto& open) {
        return eventTypeOf(open.second.alert.kind) == ServerEventType::Waiting;
    });
}

} // namespace tocsin
