// SPDX-License-Identifier: MIT
#include "tests/scenarios/server_stand_in.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tocsin::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds Limit{30min};
constexpr std::chrono::milliseconds TooOld{15min};
constexpr std::chrono::milliseconds Hour{1h};
constexpr std::chrono::milliseconds FreedAfter{2min};
constexpr qsizetype TextsAnHour{20};
constexpr qsizetype KeptForRequests{8};

/// As server/api/openapi.yaml has the second lines.
QString firstLines(const QString& description, const SendServerEvent& event)
{
    const auto say = [&](const QString& sign, const QString& words, const QString& between = u": "_s) {
        const QString second = event.text.isEmpty() ? words : words + between + event.text;
        return u"%1 %2 | %3"_s.arg(sign, description, second);
    };
    const QString error = u"⚠️"_s;
    const QString waiting = u"⏳"_s;
    switch (event.cause) {
    case AlertCause::Tool:
        return say(error, u"Error"_s);
    case AlertCause::Api:
    case AlertCause::Lost:
        return say(error, u"Stopped"_s);
    case AlertCause::TurnDone:
        return say(u"✅"_s, u"Finished"_s);
    case AlertCause::Permission:
        return say(waiting, u"Needs permission"_s);
    case AlertCause::Question:
        return say(waiting, u"Has a question"_s);
    case AlertCause::Message:
        return say(waiting, u"Message"_s);
    case AlertCause::LimitOver:
        return say(waiting, u"Usage limit reset"_s);
    case AlertCause::Inactive:
        return say(waiting, u"No activity"_s, u" for "_s);
    case AlertCause::Idle:
        break;
    }
    return u"%1 %2 | Waiting for input"_s.arg(waiting, description);
}

QString reasonName(TextResult result)
{
    switch (result) {
    case TextResult::RateLimited:
        return u"rate_limited"_s;
    case TextResult::OptedOut:
        return u"opted_out"_s;
    case TextResult::TooOld:
        return u"too_old"_s;
    default:
        return u"not_sent"_s;
    }
}

} // namespace

void ServerStandIn::start(const StartMonitoring& start)
{
    m_descriptions.insert(start.sessionId, start.description);
}

void ServerStandIn::stop(const StopMonitoring& stop)
{
    m_descriptions.remove(stop.sessionId);
    m_held.removeIf([&](const SendServerEvent& event) { return event.sessionId == stop.sessionId; });
}

std::optional<WithdrawResult> ServerStandIn::withdraw(const WithdrawEvent& withdraw, const QDateTime& now)
{
    const auto isMeant = [&](const SendServerEvent& event) { return event.key == withdraw.key; };
    if (m_waiting.removeIf(isMeant) > 0)
        return WithdrawResult::Withdrawn;
    if (m_away) {
        m_withdrawals.append(withdraw);
        return {};
    }
    if (m_held.removeIf(isMeant) > 0)
        return WithdrawResult::Withdrawn;
    const QString kind = m_kinds.value(withdraw.key);
    if (kind.isEmpty())
        return WithdrawResult::Unknown;
    m_freeAt.insert(kind, std::max(now, m_lastText.value(kind).addMSecs(FreedAfter.count())));
    return WithdrawResult::AlreadySent;
}

QList<Answer> ServerStandIn::takeDue(const QDateTime& now)
{
    QList<Answer> answers;
    const QList<SendServerEvent> held = std::exchange(m_held, {});
    for (const SendServerEvent& event : held) {
        if (event.holdUntil > now)
            m_held.append(event);
        else if (m_descriptions.contains(event.sessionId))
            answers += judged(event, now);
    }
    return answers;
}

std::optional<QDateTime> ServerStandIn::nextDue() const
{
    std::optional<QDateTime> next;
    for (const SendServerEvent& event : m_held)
        next = next ? std::min(*next, event.holdUntil) : event.holdUntil;
    return next;
}

QList<SendServerEvent> ServerStandIn::takeWaiting()
{
    return std::exchange(m_waiting, {});
}

QList<WithdrawEvent> ServerStandIn::takeWaitingWithdrawals()
{
    return std::exchange(m_withdrawals, {});
}

std::optional<Answer> ServerStandIn::take(const SendServerEvent& event, const QDateTime& now)
{
    if (m_away) {
        m_waiting.append(event);
        return {};
    }
    Answer answer{.sessionId = event.sessionId, .key = event.key};
    if (!m_descriptions.contains(event.sessionId)) {
        answer.line = u"no text %1 not_monitored"_s.arg(event.sessionId);
        return answer;
    }
    if (m_keys.contains(event.key)) {
        answer.line = u"no text %1 key_used_twice"_s.arg(event.sessionId);
        return answer;
    }
    m_keys.insert(event.key);
    if (m_holds && event.holdUntil > now) {
        m_held.append(event);
        answer.outcome = {.result = TextResult::Held, .heldUntil = event.holdUntil};
        return answer;
    }
    return judged(event, now);
}

Answer ServerStandIn::judged(const SendServerEvent& event, const QDateTime& now)
{
    Answer answer{.sessionId = event.sessionId, .key = event.key, .outcome = judge(event, now)};
    answer.line =
        answer.outcome.result == TextResult::Sent
            ? u"text %1 %2"_s.arg(event.sessionId, firstLines(m_descriptions.value(event.sessionId), event))
            : u"no text %1 %2"_s.arg(event.sessionId, reasonName(answer.outcome.result));
    return answer;
}

TextOutcome ServerStandIn::judge(const SendServerEvent& event, const QDateTime& now)
{
    if (m_optedOut)
        return {.result = TextResult::OptedOut};
    const QDateTime since = event.holdUntil.isValid() ? std::max(event.at, event.holdUntil) : event.at;
    if (since.msecsTo(now) > TooOld.count())
        return {.result = TextResult::TooOld};
    const QString kind = event.sessionId + wireName(event.type) + wireName(event.cause);
    const bool isRequest = event.cause == AlertCause::Permission || event.cause == AlertCause::Question;
    QDateTime next = m_lastText.value(kind).addMSecs(Limit.count());
    if (m_freeAt.contains(kind))
        next = std::min(next, m_freeAt.value(kind));
    if (m_lastText.contains(kind) && now < next)
        return {.result = TextResult::RateLimited, .nextAllowedAt = next};
    for (QList<QDateTime>* texts : {&m_texts, &m_otherTexts})
        texts->removeIf([&](const QDateTime& sent) { return sent.msecsTo(now) >= Hour.count(); });
    if (m_texts.size() >= TextsAnHour)
        return {.result = TextResult::RateLimited, .nextAllowedAt = m_texts.first().addMSecs(Hour.count())};
    if (!isRequest && m_otherTexts.size() >= TextsAnHour - KeptForRequests)
        return {.result = TextResult::RateLimited,
                .nextAllowedAt = m_otherTexts.first().addMSecs(Hour.count())};
    m_texts.append(now);
    if (!isRequest)
        m_otherTexts.append(now);
    m_lastText.insert(kind, now);
    m_freeAt.remove(kind);
    m_kinds.insert(event.key, kind);
    return {.result = TextResult::Sent};
}

} // namespace tocsin::test
