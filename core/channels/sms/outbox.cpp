// SPDX-License-Identifier: MIT
#include "core/channels/sms/outbox.h"

#include "core/base/text.h"
#include "core/channels/sms/sms_fields.h"

#include <QJsonDocument>

#include <algorithm>

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

const QString DocumentPrefix{u"out/"_s};

bool isError(const Outgoing& outgoing, AlertCause cause)
{
    const auto* event = std::get_if<SendServerEvent>(&outgoing.what);
    return event != nullptr && event->type == ServerEventType::Error && event->cause == cause;
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

void Outbox::push(const SendServerEvent& event)
{
    if (endsWithStop())
        return;
    if (!m_items.empty() && !m_items.back().tried && event.type == ServerEventType::Error &&
        isError(m_items.back(), event.cause)) {
        Outgoing& last = m_items.back();
        last.what = event;
        last.key = event.key;
        ++last.count;
    } else {
        append({.what = event, .key = event.key});
    }
}

void Outbox::push(const StopMonitoring& stop)
{
    if (!endsWithStop())
        append({.what = stop, .key = QUuid::createUuid()});
}

void Outbox::append(Outgoing outgoing)
{
    outgoing.place = ++m_lastPlace;
    m_items.push_back(std::move(outgoing));
}

void Outbox::removeStop()
{
    if (endsWithStop())
        m_items.pop_back();
}

bool Outbox::endsWithStop() const
{
    return !m_items.empty() && std::holds_alternative<StopMonitoring>(m_items.back().what);
}

bool Outbox::isStopTooOld(const QDateTime& now) const
{
    return endsWithStop() && isOlder(std::get<StopMonitoring>(m_items.back().what).endedAt, Lifetime, now);
}

int Outbox::eventCount() const
{
    return static_cast<int>(m_items.size()) - (endsWithStop() ? 1 : 0);
}

void Outbox::withdrawWaiting()
{
    for (Outgoing& outgoing : m_items)
        outgoing.withdrawn = outgoing.withdrawn || isWaiting(outgoing);
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
        tooOld.push_back(outgoing.key);
        return true;
    });
    return tooOld;
}

void Outbox::saveTo(Documents& documents) const
{
    for (const Outgoing& outgoing : m_items) {
        const QString place = QString::number(outgoing.place).rightJustified(20, u'0');
        documents.insert(DocumentPrefix + place,
                         QJsonDocument{json::toObject(outgoing)}.toJson(QJsonDocument::Compact));
    }
}

void Outbox::restore(const Documents& documents)
{
    for (auto it = documents.lowerBound(DocumentPrefix);
         it != documents.end() && it.key().startsWith(DocumentPrefix); ++it) {
        Outgoing& outgoing = m_items.emplace_back();
        json::fromObject(QJsonDocument::fromJson(*it).object(), outgoing);
        m_lastPlace = std::max(m_lastPlace, outgoing.place);
    }
    // Only the first is ever on its way; whether it was when we stopped, nobody wrote down.
    if (!m_items.empty())
        m_items.front().tried = true;
}

ServerEvent toServerEvent(const Outgoing& outgoing, const SendServerEvent& event)
{
    QJsonObject details{{u"kind"_s, wireName(event.cause)}};
    if (outgoing.count > 1) {
        // Texts are in English, like the server's own words around them.
        const QString last = event.text.isEmpty() ? QString{} : u", the last: "_s + event.text;
        details.insert(u"message"_s,
                       elided(QString::number(outgoing.count) + u" errors"_s + last, MaxErrorText));
    } else if (!event.text.isEmpty()) {
        details.insert(u"message"_s, event.text);
    }
    return {.type = wireName(event.type), .timestamp = event.at, .details = details};
}

} // namespace tocsin
