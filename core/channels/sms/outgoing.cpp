// SPDX-License-Identifier: MIT
#include "core/channels/sms/outgoing.h"

#include "core/base/text.h"
#include "core/channels/sms/sms_message.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

int secondsLeft(const QDateTime& until, const QDateTime& now)
{
    const std::chrono::milliseconds left{until.isValid() ? now.msecsTo(until) : 0};
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(left);
    return static_cast<int>(std::clamp(seconds, std::chrono::seconds{0}, Outgoing::MaxHold).count());
}

/// From now on it is an event that happened when its hold was over.
void endHold(Outgoing& outgoing, SendServerEvent& event)
{
    const QDateTime due = dueAt(event);
    outgoing.timestamp = outgoing.timestamp.addMSecs(event.at.msecsTo(due));
    event.at = due;
    event.holdUntil = {};
}

/// True when it is another one now.
bool prepareEvent(Outgoing& outgoing, SendServerEvent& event, std::chrono::milliseconds offset,
                  const QDateTime& now, ServerFeatures server)
{
    bool hasChanged{false};
    if (!outgoing.timestamp.isValid()) {
        outgoing.timestamp = event.at.addMSecs(offset.count());
        hasChanged = true;
    }
    const int holdSeconds = secondsLeft(event.holdUntil, now);
    if (holdSeconds == 0 && event.holdUntil.isValid()) {
        endHold(outgoing, event);
        hasChanged = true;
    }
    // While it was being saved, time went on.
    if (!outgoing.prepared || std::abs(holdSeconds - outgoing.holdSeconds) > 1)
        hasChanged = std::exchange(outgoing.holdSeconds, holdSeconds) != holdSeconds || hasChanged;
    if (!server.presence)
        event.grace.reset();
    return hasChanged;
}

} // namespace

QList<QUuid> eventKeys(const Outgoing& outgoing)
{
    if (const auto* event = std::get_if<SendServerEvent>(&outgoing.what))
        return outgoing.earlier + QList{event->key};
    const auto* withdrawal = std::get_if<Withdrawal>(&outgoing.what);
    return withdrawal != nullptr ? withdrawal->events : QList<QUuid>{};
}

QDateTime dueAt(const SendServerEvent& event)
{
    return event.holdUntil.isValid() ? std::max(event.at, event.holdUntil) : event.at;
}

bool isHeldBack(const Outgoing& outgoing, const QDateTime& now)
{
    const auto* event = std::get_if<SendServerEvent>(&outgoing.what);
    return event != nullptr && event->holdUntil.isValid() && event->holdUntil > now;
}

bool becomeOne(const Outgoing& older, const Outgoing& newer)
{
    const auto isFree = [](const Outgoing& outgoing) {
        return !outgoing.tried && !outgoing.withdrawn && !outgoing.ended;
    };
    const auto* first = std::get_if<SendServerEvent>(&older.what);
    const auto* second = std::get_if<SendServerEvent>(&newer.what);
    return first != nullptr && second != nullptr && first->type == ServerEventType::Error &&
           second->type == ServerEventType::Error && first->cause == second->cause && isFree(older) &&
           isFree(newer);
}

void absorb(Outgoing& newer, const Outgoing& older)
{
    newer.earlier = eventKeys(older) + newer.earlier;
    newer.dismissed = older.dismissed + newer.dismissed;
    newer.count += older.count;
    std::get<SendServerEvent>(newer.what).more += std::get<SendServerEvent>(older.what).more;
    // One of them is due: the text goes out, and may as well tell of all.
    QDateTime& hold = std::get<SendServerEvent>(newer.what).holdUntil;
    const QDateTime& olderHold = std::get<SendServerEvent>(older.what).holdUntil;
    hold = hold.isValid() && olderHold.isValid() ? std::min(hold, olderHold) : QDateTime{};
}

bool dismiss(Outgoing& outgoing, const QUuid& key)
{
    if (!outgoing.dismissed.contains(key))
        outgoing.dismissed.append(key);
    return outgoing.dismissed.size() == outgoing.count;
}

Withdrawal withdrawalOf(const Outgoing& outgoing, const QDateTime& now)
{
    return {.request = outgoing.key, .events = eventKeys(outgoing), .at = now};
}

EventReports reportsOf(const Outgoing& outgoing, const decltype(EventReport::what)& what)
{
    EventReports reports;
    const QList<QUuid> keys = eventKeys(outgoing);
    for (const QUuid& key : keys)
        reports.push_back({.key = key, .what = what});
    return reports;
}

bool prepare(Outgoing& outgoing, std::chrono::milliseconds offset, const QDateTime& now,
             ServerFeatures server)
{
    auto* event = std::get_if<SendServerEvent>(&outgoing.what);
    const bool hasChanged = event != nullptr && prepareEvent(outgoing, *event, offset, now, server);
    return !std::exchange(outgoing.prepared, true) || hasChanged;
}

bool redate(Outgoing& outgoing, std::chrono::milliseconds offset)
{
    const auto* event = std::get_if<SendServerEvent>(&outgoing.what);
    if (event == nullptr || outgoing.redated)
        return false;
    const QDateTime right = event->at.addMSecs(offset.count());
    if (right <= outgoing.timestamp)
        return false;
    outgoing.redated = true;
    outgoing.timestamp = right;
    outgoing.key = QUuid::createUuid();
    outgoing.prepared = false;
    outgoing.tried = false;
    return true;
}

ServerEvent toServerEvent(const Outgoing& outgoing, const SendServerEvent& event)
{
    QJsonObject details{{u"kind"_s, wireName(event.cause)}};
    QString message = event.text;
    if (outgoing.count > 1) {
        // Texts are in English, like the server's part of them.
        const QString latest = event.text.isEmpty() ? QString{} : u". Latest: "_s + event.text;
        message = elided(QString::number(outgoing.count) + u" errors"_s + latest, MaxErrorText);
    }
    message = withMore(message, event.more);
    if (!message.isEmpty())
        details.insert(u"message"_s, message);
    return {.type = wireName(event.type),
            .timestamp = outgoing.timestamp,
            .details = details,
            .hold = std::chrono::seconds{outgoing.holdSeconds},
            .grace = event.grace};
}

} // namespace tocsin
