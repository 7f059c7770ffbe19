// SPDX-License-Identifier: MIT
#include "core/delivery/outgoing_queue.h"

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// After this time the server has ended a silent session by itself and forgotten the idempotency keys
/// (server-api.md, Sessions).
constexpr std::chrono::milliseconds Lifetime{std::chrono::hours{24}};

bool isOlder(const QDateTime& at, std::chrono::milliseconds lifetime, const QDateTime& now)
{
    return at.msecsTo(now) > lifetime.count();
}

bool isWaiting(const Outgoing& outgoing)
{
    const auto* event = std::get_if<SendServerEvent>(&outgoing.what);
    return event != nullptr && event->type == ServerEventType::Waiting;
}

QString wireName(ServerEventType type)
{
    switch (type) {
    case ServerEventType::Error:
        return u"error"_s;
    case ServerEventType::Done:
        return u"done"_s;
    case ServerEventType::Waiting:
        return u"waiting"_s;
    }
    return {};
}

} // namespace

OutgoingQueue::OutgoingQueue(std::chrono::milliseconds waitingLifetime)
    : m_waitingLifetime{waitingLifetime}
{}

void OutgoingQueue::push(const SendServerEvent& event)
{
    if (!endsWithStop())
        m_items.push_back({.what = event, .key = event.key});
}

void OutgoingQueue::push(const StopMonitoring& stop)
{
    if (!endsWithStop())
        m_items.push_back({.what = stop, .key = QUuid::createUuid()});
}

void OutgoingQueue::removeStop()
{
    if (endsWithStop())
        m_items.pop_back();
}

bool OutgoingQueue::endsWithStop() const
{
    return !m_items.empty() && std::holds_alternative<StopMonitoring>(m_items.back().what);
}

bool OutgoingQueue::isStopTooOld(const QDateTime& now) const
{
    return endsWithStop() && isOlder(std::get<StopMonitoring>(m_items.back().what).endedAt, Lifetime, now);
}

void OutgoingQueue::withdrawWaiting()
{
    for (Outgoing& outgoing : m_items)
        outgoing.withdrawn = outgoing.withdrawn || isWaiting(outgoing);
}

std::vector<QUuid> OutgoingQueue::dropStale(const QDateTime& now)
{
    std::vector<QUuid> tooOld;
    std::erase_if(m_items, [&](const Outgoing& outgoing) {
        const auto* event = std::get_if<SendServerEvent>(&outgoing.what);
        if (event == nullptr || outgoing.withdrawn)
            return outgoing.withdrawn;
        if (!isOlder(event->at, isWaiting(outgoing) ? m_waitingLifetime : Lifetime, now))
            return false;
        tooOld.push_back(outgoing.key);
        return true;
    });
    return tooOld;
}

ServerEvent toServerEvent(const SendServerEvent& event)
{
    QJsonObject details{{u"kind"_s, wireName(event.cause)}};
    if (!event.text.isEmpty())
        details.insert(u"message"_s, event.text);
    return {.type = wireName(event.type), .timestamp = event.at, .details = details};
}

} // namespace tocsin
