// SPDX-License-Identifier: MIT
#include "core/channels/sms/outbox.h"

#include "core/base/text.h"
#include "core/channels/sms/sms_fields.h"

#include <QJsonDocument>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// By then the server has ended a silent session by itself and forgotten the idempotency keys
/// (server/api/openapi.yaml).
constexpr std::chrono::milliseconds Lifetime{std::chrono::hours{24}};

bool isOlder(const QDateTime& at, std::chrono::milliseconds lifetime, const QDateTime& now)
{
    return at.msecsTo(now) > lifetime.count();
}

const QString DocumentPrefix{u"out/"_s};

bool becomeOne(const Outgoing& older, const Outgoing& newer)
{
    const auto* first = std::get_if<SendServerEvent>(&older.what);
    const auto* second = std::get_if<SendServerEvent>(&newer.what);
    return first != nullptr && second != nullptr && first->type == ServerEventType::Error &&
           second->type == ServerEventType::Error && first->cause == second->cause && !older.tried &&
           !newer.tried && !older.withdrawn && !newer.withdrawn;
}

bool isWaiting(const Outgoing& outgoing)
{
    const auto* event = std::get_if<SendServerEvent>(&outgoing.what);
    return event != nullptr && event->type == ServerEventType::Waiting;
}

} // namespace

Outbox::Outbox(std::chrono::milliseconds waitingLifetime)
    : m_waitingLifetime{waitingLifetime}
{}

void Outbox::push(const SendServerEvent& event, std::optional<Offset> offset)
{
    if (!endsWithStop())
        append({.what = event,
                .key = event.key,
                .timestamp = offset ? event.at.addMSecs(offset->count()) : QDateTime{}});
}

void Outbox::push(const StopMonitoring& stop)
{
    if (!endsWithStop())
        append({.what = stop, .key = QUuid::createUuid()});
}

void Outbox::append(Outgoing outgoing)
{
    outgoing.sequence = ++m_lastSequence;
    m_items.push_back(std::move(outgoing));
}

Outgoing Outbox::takeFirst()
{
    Outgoing first = std::move(m_items.front());
    m_items.erase(m_items.begin());
    return first;
}

bool Outbox::endsWithStop() const
{
    return !m_items.empty() && !m_items.back().withdrawn &&
           std::holds_alternative<StopMonitoring>(m_items.back().what);
}

bool Outbox::isStopTooOld(const QDateTime& now) const
{
    return endsWithStop() && isOlder(std::get<StopMonitoring>(m_items.back().what).endedAt, Lifetime, now);
}

int Outbox::eventCount() const
{
    int count{0};
    for (size_t i = 0; i < m_items.size(); ++i) {
        const bool isEvent = std::holds_alternative<SendServerEvent>(m_items[i].what);
        const bool isCounted = i > 0 && becomeOne(m_items[i - 1], m_items[i]);
        count += isEvent && !isCounted ? 1 : 0;
    }
    return count;
}

bool Outbox::withdraw(const QUuid& key)
{
    const auto found = std::find_if(m_items.begin(), m_items.end(), [&](const Outgoing& outgoing) {
        const auto* event = std::get_if<SendServerEvent>(&outgoing.what);
        return event != nullptr && event->key == key;
    });
    // One that the server may have for several errors still speaks for the others.
    if (found == m_items.end() || found->count > 1)
        return false;
    found->withdrawn = true;
    return true;
}

bool Outbox::withdrawStop()
{
    if (!endsWithStop())
        return false;
    m_items.back().withdrawn = true;
    return m_items.back().tried;
}

std::vector<QUuid> Outbox::dropStale(const QDateTime& now)
{
    std::vector<QUuid> tooOld;
    std::erase_if(m_items, [&](const Outgoing& outgoing) {
        const auto* event = std::get_if<SendServerEvent>(&outgoing.what);
        if (event == nullptr || outgoing.withdrawn)
            return outgoing.withdrawn;
        if (!isOlder(event->at, isWaiting(outgoing) ? m_waitingLifetime : Lifetime, now))
            return false;
        const QList<QUuid> keys = eventKeys(outgoing);
        tooOld.insert(tooOld.end(), keys.begin(), keys.end());
        return true;
    });
    return tooOld;
}

bool Outbox::prepareFirst(Offset offset)
{
    bool hasChanged{false};
    if (const auto* event = std::get_if<SendServerEvent>(&first().what);
        event != nullptr && !first().timestamp.isValid()) {
        first().timestamp = event->at.addMSecs(offset.count());
        hasChanged = true;
    }
    while (m_items.size() > 1 && becomeOne(m_items[0], m_items[1])) {
        const Outgoing older = takeFirst();
        Outgoing& newer = first();
        newer.earlier = eventKeys(older) + newer.earlier;
        newer.count += older.count;
        hasChanged = true;
    }
    return hasChanged;
}

bool Outbox::redateFirst(Offset offset)
{
    const auto* event = std::get_if<SendServerEvent>(&first().what);
    if (event == nullptr || first().redated)
        return false;
    const QDateTime right = event->at.addMSecs(offset.count());
    if (right <= first().timestamp)
        return false;
    first().redated = true;
    first().timestamp = right;
    first().key = QUuid::createUuid();
    first().tried = false;
    return true;
}

void Outbox::saveTo(Documents& documents) const
{
    for (const Outgoing& outgoing : m_items) {
        const QString sequence = QString::number(outgoing.sequence).rightJustified(20, u'0');
        documents.insert(DocumentPrefix + sequence,
                         QJsonDocument{json::toObject(outgoing)}.toJson(QJsonDocument::Compact));
    }
}

void Outbox::restore(const Documents& documents)
{
    for (auto it = documents.lowerBound(DocumentPrefix);
         it != documents.end() && it.key().startsWith(DocumentPrefix); ++it) {
        Outgoing& outgoing = m_items.emplace_back();
        const QJsonObject document = QJsonDocument::fromJson(*it).object();
        json::fromObject(document, outgoing);
        const auto* event = std::get_if<SendServerEvent>(&outgoing.what);
        if (event != nullptr && !document.contains("timestamp"_L1)) // of an earlier version
            outgoing.timestamp = event->at;
        m_lastSequence = std::max(m_lastSequence, outgoing.sequence);
    }
    // Only the first is ever on its way, and whether it was is not recorded; but it is dated before.
    if (!m_items.empty())
        m_items.front().tried = m_items.front().timestamp.isValid() ||
                                std::holds_alternative<StopMonitoring>(m_items.front().what);
}

QList<QUuid> eventKeys(const Outgoing& outgoing)
{
    const auto* event = std::get_if<SendServerEvent>(&outgoing.what);
    return event != nullptr ? outgoing.earlier + QList{event->key} : QList<QUuid>{};
}

ServerEvent toServerEvent(const Outgoing& outgoing, const SendServerEvent& event)
{
    QJsonObject details{{u"kind"_s, wireName(event.cause)}};
    if (outgoing.count > 1) {
        // Texts are in English, like the server's part of them.
        const QString last = event.text.isEmpty() ? QString{} : u", the last: "_s + event.text;
        details.insert(u"message"_s,
                       elided(QString::number(outgoing.count) + u" errors"_s + last, MaxErrorText));
    } else if (!event.text.isEmpty()) {
        details.insert(u"message"_s, event.text);
    }
    return {.type = wireName(event.type), .timestamp = outgoing.timestamp, .details = details};
}

} // namespace tocsin
