// SPDX-License-Identifier: MIT
#include "core/channels/sms/text_follower.h"

#include "core/channels/sms/outbox_sender.h"
#include "core/channels/sms/sms_fields.h"

#include <QJsonDocument>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString DocumentPrefix{u"text/"_s};
// Due by the wall clock; after a suspend or a clock change a long timer would be off.
constexpr std::chrono::milliseconds LongestNap{30s};
/// Far below the day after which the server forgets the key, and would take the event for a new one.
constexpr std::chrono::milliseconds LongestWait{1h};

/// The difference between the two clocks is measured with every answer.
bool isSame(const QDateTime& one, const QDateTime& other)
{
    return std::abs(one.secsTo(other)) <= 5;
}

bool isTooLate(const FollowedText& text, const QDateTime& now)
{
    return text.since.msecsTo(now) > LongestWait.count();
}

bool isSettled(std::optional<TextStatus> status)
{
    return !status || *status == TextStatus::Delivered || *status == TextStatus::Undelivered;
}

} // namespace

TextFollower::TextFollower(const DeliveryDependencies& dependencies, QObject* parent)
    : QObject{parent}
    , m_dependencies{dependencies}
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TextFollower::askNext);
}

void TextFollower::follow(const QString& sessionId, const Outgoing& event, const EventAnswer& answer,
                          const SessionGrant& grant)
{
    const bool isHeld = answer.heldUntil.isValid();
    if (!isHeld && (!answer.smsSent || isSettled(answer.status)))
        return;
    FollowedText text{.sessionId = sessionId,
                      .event = event,
                      .monitoringId = grant.monitoringId,
                      .token = grant.token,
                      .since = m_dependencies.clock.nowUtc(),
                      .isHeld = isHeld,
                      .status = answer.status.value_or(TextStatus::Unknown)};
    if (isHeld)
        text.since = text.heldUntil = m_dependencies.serverClock.toLocal(answer.heldUntil);
    if (!planNext(text))
        return;
    m_texts.push_back(text);
    schedule();
}

void TextFollower::noteGrant(const QString& sessionId, const SessionGrant& grant)
{
    for (FollowedText& text : m_texts) {
        if (text.sessionId == sessionId && (text.token.isEmpty() || text.monitoringId == grant.monitoringId))
            text.token = grant.token;
    }
    schedule();
}

void TextFollower::noteStopped(const QString& sessionId)
{
    for (FollowedText& text : m_texts) {
        if (text.sessionId == sessionId && text.isHeld)
            text.next = m_dependencies.clock.nowUtc();
    }
    schedule();
}

std::optional<Withdrawal> TextFollower::withdraw(const QString& sessionId, const QUuid& key)
{
    const auto text = std::find_if(m_texts.begin(), m_texts.end(), [&](const FollowedText& each) {
        return each.sessionId == sessionId && eventKeys(each.event).contains(key);
    });
    if (text == m_texts.end())
        return {};
    Q_EMIT touched(sessionId);
    return dismiss(text->event, key) ? withdrawalOf(text->event, m_dependencies.clock.nowUtc())
                                     : Withdrawal{};
}

void TextFollower::noteWithdrawn(const QString& sessionId, const QUuid& key)
{
    const auto gone = std::erase_if(m_texts, [&](const FollowedText& text) {
        return text.sessionId == sessionId && eventKeys(text.event).contains(key);
    });
    if (gone > 0)
        Q_EMIT touched(sessionId);
    schedule();
}

void TextFollower::clear()
{
    m_texts.clear();
    if (m_call)
        m_call->cancel();
    m_call = nullptr;
    m_timer.stop();
}

Documents TextFollower::documents(const QString& sessionId) const
{
    Documents documents;
    for (const FollowedText& text : m_texts) {
        if (text.sessionId == sessionId)
            documents.insert(DocumentPrefix + text.event.key.toString(QUuid::WithoutBraces),
                             QJsonDocument{json::toObject(text)}.toJson(QJsonDocument::Compact));
    }
    return documents;
}

void TextFollower::restore(const QString& sessionId, const Documents& documents)
{
    for (auto it = documents.lowerBound(DocumentPrefix);
         it != documents.end() && it.key().startsWith(DocumentPrefix); ++it) {
        FollowedText& text = m_texts.emplace_back();
        json::fromObject(QJsonDocument::fromJson(*it).object(), text);
        text.sessionId = sessionId;
    }
}

void TextFollower::schedule()
{
    const FollowedText* first{nullptr};
    for (const FollowedText& text : m_texts) {
        if (!text.token.isEmpty() && (first == nullptr || text.next < first->next))
            first = &text;
    }
    if (first == nullptr || m_call)
        return m_timer.stop();
    const std::chrono::milliseconds left{m_dependencies.clock.nowUtc().msecsTo(first->next)};
    m_timer.start(std::clamp<std::chrono::milliseconds>(left, 0ms, LongestNap));
}

void TextFollower::askNext()
{
    const QDateTime now = m_dependencies.clock.nowUtc();
    const auto due = std::find_if(m_texts.begin(), m_texts.end(), [&](const FollowedText& text) {
        return !text.token.isEmpty() && text.next <= now;
    });
    if (due == m_texts.end() || m_call)
        return schedule();
    if (!isTooLate(*due, now))
        return ask(*due);
    giveUp(due->event.key);
    schedule();
}

/// The same request, which gets the answer of now.
void TextFollower::ask(const FollowedText& text)
{
    const auto& event = std::get<SendServerEvent>(text.event.what);
    m_call = m_dependencies.api.sendEvent(
        text.token, text.monitoringId, toServerEvent(text.event, event), text.event.key, this,
        [this, request = text.event.key](const Expected<EventAnswer, ApiError>& answer) {
            m_call = nullptr;
            onAnswered(request, answer);
            schedule();
        });
}

void TextFollower::onAnswered(const QUuid& request, const Expected<EventAnswer, ApiError>& answer)
{
    FollowedText* text = find(request);
    if (text == nullptr)
        return;
    if (!answer)
        return onFailed(*text, answer.error());
    const EventOutcome outcome = toOutcome(*answer, m_dependencies.serverClock);
    const bool isHeld = outcome.heldUntil.isValid();
    if (!isHeld && (!outcome.textSent || isSettled(answer->status)))
        return end(request, outcome);
    const bool isHeldAnew = isHeld && !isSame(outcome.heldUntil, text->heldUntil);
    const bool isNews = isHeldAnew || isHeld != text->isHeld || outcome.status != text->status;
    text->isHeld = isHeld;
    text->status = outcome.status;
    ++text->asked;
    if (isHeldAnew) {
        text->since = text->heldUntil = outcome.heldUntil;
        text->asked = 0;
    }
    if (!planNext(*text))
        return end(request, isNews ? std::optional{outcome} : std::nullopt);
    const FollowedText now = *text;
    Q_EMIT touched(now.sessionId);
    if (isNews)
        report(now, outcome);
}

void TextFollower::onFailed(FollowedText& text, const ApiError& error)
{
    ++text.asked;
    if (!isTransient(error.code) || !planNext(text))
        giveUp(text.event.key);
}

bool TextFollower::planNext(FollowedText& text)
{
    const auto& pauses = m_dependencies.timing.statusQueries;
    const QDateTime now = m_dependencies.clock.nowUtc();
    const auto asked = static_cast<size_t>(text.asked);
    if (pauses.empty() || (asked >= pauses.size() && !text.isHeld) || isTooLate(text, now))
        return false;
    if (asked < pauses.size())
        // After a suspend not all at once.
        text.next = std::max(text.since.addMSecs(pauses.at(asked).count()),
                             asked > 0 ? now.addMSecs(pauses.front().count()) : now);
    else
        text.next = now.addMSecs(pauses.back().count());
    return true;
}

/// An outcome is owed for what was held alone.
void TextFollower::giveUp(const QUuid& request)
{
    end(request, find(request)->isHeld ? std::optional{EventOutcome{.reason = ReasonUnknown}} : std::nullopt);
}

void TextFollower::end(const QUuid& request, const std::optional<EventOutcome>& outcome)
{
    const FollowedText text = *find(request);
    std::erase_if(m_texts, [&](const FollowedText& each) { return each.event.key == request; });
    Q_EMIT touched(text.sessionId);
    // The answer to its withdrawal says the rest.
    const bool isUnwanted = text.event.dismissed.size() == text.event.count;
    if (outcome && (outcome->textSent || !isUnwanted))
        report(text, *outcome);
}

void TextFollower::report(const FollowedText& text, const EventOutcome& outcome)
{
    for (const EventReport& report : reportsOf(text.event, outcome))
        Q_EMIT reported(text.sessionId, report);
}

FollowedText* TextFollower::find(const QUuid& request)
{
    const auto found = std::find_if(m_texts.begin(), m_texts.end(),
                                    [&](const FollowedText& text) { return text.event.key == request; });
    return found != m_texts.end() ? &*found : nullptr;
}

} // namespace tocsin
