// SPDX-License-Identifier: MIT
#include "core/channels/sms/outbox.h"

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

bool isStop(const Outgoing& outgoing)
{
    return std::holds_alternative<StopMonitoring>(outgoing.what);
}

} // namespace

Outbox::Outbox(std::chrono::milliseconds waitingLifetime)
    : m_waitingLifetime{waitingLifetime}
{}

void Outbox::push(const SendServerEvent& event, std::optional<std::chrono::milliseconds> offset)
{
    if (!endsWithStop())
        append({.what = event,
                .key = event.key,
                .timestamp = offset ? event.at.addMSecs(offset->count()) : QDateTime{}});
}

void Outbox::push(const StopMonitoring& stop, const QDateTime& now)
{
    if (endsWithStop())
        return;
    for (Outgoing& outgoing : m_items)
        outgoing.ended = outgoing.ended || (isHeldBack(outgoing, now) && !outgoing.tried);
    append({.what = stop, .key = QUuid::createUuid()});
}

void Outbox::push(const Withdrawal& withdrawal)
{
    const bool isKnown = std::any_of(m_items.begin(), m_items.end(), [&](const Outgoing& outgoing) {
        const auto* other = std::get_if<Withdrawal>(&outgoing.what);
        return other != nullptr && other->request == withdrawal.request;
    });
    if (endsWithStop())
        report(reportsOf({.what = withdrawal}, WithdrawResult::Unknown));
    else if (!isKnown)
        append({.what = withdrawal, .key = QUuid::createUuid()});
}

void Outbox::append(Outgoing outgoing)
{
    outgoing.sequence = ++m_lastSequence;
    m_items.push_back(std::move(outgoing));
}

void Outbox::report(const EventReports& reports)
{
    m_reports.insert(m_reports.end(), reports.begin(), reports.end());
}

bool Outbox::endsWithStop() const
{
    return !m_items.empty() && !m_items.back().withdrawn && isStop(m_items.back());
}

bool Outbox::isStopTooOld(const QDateTime& now) const
{
    return endsWithStop() && isOlder(std::get<StopMonitoring>(m_items.back().what).endedAt, Lifetime, now);
}

int Outbox::eventCount() const
{
    int count{0};
    const Outgoing* before{nullptr};
    for (const Outgoing& outgoing : m_items) {
        if (outgoing.withdrawn || outgoing.ended)
            continue;
        const bool isEvent = std::holds_alternative<SendServerEvent>(outgoing.what);
        const bool isCounted = before != nullptr && becomeOne(*before, outgoing);
        count += isEvent && !isCounted ? 1 : 0;
        before = &outgoing;
    }
    return count;
}

bool Outbox::withdraw(const QUuid& key)
{
    const auto found = std::find_if(m_items.begin(), m_items.end(), [&](const Outgoing& outgoing) {
        return std::holds_alternative<SendServerEvent>(outgoing.what) && eventKeys(outgoing).contains(key);
    });
    if (found == m_items.end())
        return false;
    found->withdrawn = dismiss(*found, key);
    return true;
}

bool Outbox::withdrawStop()
{
    if (!endsWithStop())
        return false;
    m_items.back().withdrawn = true;
    for (Outgoing& outgoing : m_items)
        outgoing.ended = false;
    return m_items.back().tried;
}

bool Outbox::dropStale(const QDateTime& now)
{
    const size_t before = m_items.size();
    bool hasChanged{false};
    for (Outgoing& outgoing : m_items) {
        auto* event = std::get_if<SendServerEvent>(&outgoing.what);
        if (event == nullptr)
            continue;
        // The clock was set back since.
        if (isHeldBack(outgoing, now.addSecs(Outgoing::MaxHold.count()))) {
            event->holdUntil = now.addSecs(Outgoing::MaxHold.count());
            hasChanged = true;
        }
        if (outgoing.withdrawn && outgoing.tried) {
            replace(outgoing, withdrawalOf(outgoing, now));
            hasChanged = true;
        }
    }
    std::erase_if(m_items, [&](const Outgoing& outgoing) { return isStale(outgoing, now); });
    return hasChanged || m_items.size() != before;
}

/// Reports what became of it.
bool Outbox::isStale(const Outgoing& outgoing, const QDateTime& now)
{
    if (isStop(outgoing))
        return outgoing.withdrawn;
    if (const auto* withdrawal = std::get_if<Withdrawal>(&outgoing.what)) {
        if (!isOlder(withdrawal->at, Lifetime, now))
            return false;
        report(reportsOf(outgoing, WithdrawResult::Unknown));
        return true;
    }
    const auto& event = std::get<SendServerEvent>(outgoing.what);
    const bool isWaiting = event.type == ServerEventType::Waiting;
    if (outgoing.withdrawn)
        report(reportsOf(outgoing, WithdrawResult::Withdrawn));
    else if (outgoing.ended)
        report(reportsOf(outgoing, EventOutcome{.reason = ReasonSessionEnded}));
    else if (isOlder(dueAt(event), isWaiting ? m_waitingLifetime : Lifetime, now))
        report(reportsOf(outgoing, EventOutcome{.reason = ReasonTooOld}));
    else
        return false;
    return true;
}

bool Outbox::dropWithdrawals()
{
    return std::erase_if(m_items, [&](const Outgoing& outgoing) {
               const bool isWithdrawal = std::holds_alternative<Withdrawal>(outgoing.what);
               if (isWithdrawal)
                   report(reportsOf(outgoing, WithdrawResult::Unknown));
               return isWithdrawal;
           }) > 0;
}

EventReports Outbox::takeAll(const QString& message)
{
    for (const Outgoing& outgoing : std::exchange(m_items, {})) {
        if (std::holds_alternative<Withdrawal>(outgoing.what) || (outgoing.withdrawn && outgoing.tried))
            report(reportsOf(outgoing, WithdrawResult::Unknown));
        else if (outgoing.withdrawn)
            report(reportsOf(outgoing, WithdrawResult::Withdrawn));
        else if (outgoing.ended)
            report(reportsOf(outgoing, EventOutcome{.reason = ReasonSessionEnded}));
        else
            report(reportsOf(outgoing, EventFailure{message}));
    }
    return takeReports();
}

bool Outbox::select(const QDateTime& now, ServerFeatures server)
{
    const auto found = std::find_if(m_items.begin(), m_items.end(), [&](const Outgoing& outgoing) {
        return server.hold || !isHeldBack(outgoing, now);
    });
    m_current = static_cast<size_t>(found - m_items.begin());
    return found != m_items.end();
}

QDateTime Outbox::nextDue(const QDateTime& now) const
{
    QDateTime next;
    for (const Outgoing& outgoing : m_items) {
        if (!isHeldBack(outgoing, now))
            continue;
        const QDateTime& due = std::get<SendServerEvent>(outgoing.what).holdUntil;
        next = next.isValid() ? std::min(next, due) : due;
    }
    return next;
}

Outgoing Outbox::takeCurrent()
{
    Outgoing taken = std::move(current());
    m_items.erase(m_items.begin() + static_cast<std::ptrdiff_t>(m_current));
    return taken;
}

/// The current one and its neighbours; what they become is the current one then.
bool Outbox::mergeErrors()
{
    bool hasChanged{false};
    const auto merge = [&](size_t older) {
        absorb(m_items.at(older + 1), m_items.at(older));
        m_items.erase(m_items.begin() + static_cast<std::ptrdiff_t>(older));
        hasChanged = true;
    };
    for (; m_current > 0 && becomeOne(m_items.at(m_current - 1), current()); --m_current)
        merge(m_current - 1);
    while (m_current + 1 < m_items.size() && becomeOne(current(), m_items.at(m_current + 1)))
        merge(m_current);
    return hasChanged;
}

bool Outbox::prepareCurrent(std::chrono::milliseconds offset, const QDateTime& now, ServerFeatures server)
{
    if (current().tried)
        return false;
    const bool isMerged = mergeErrors();
    return prepare(current(), offset, now, server) || isMerged;
}

void Outbox::replaceCurrent(const Withdrawal& withdrawal)
{
    replace(current(), withdrawal);
}

void Outbox::replace(Outgoing& outgoing, const Withdrawal& withdrawal)
{
    outgoing = {.what = withdrawal, .key = QUuid::createUuid(), .sequence = outgoing.sequence};
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
        // Earlier versions sent the first one only, and did not record whether they had.
        if (!document.contains("prepared"_L1))
            outgoing.prepared = m_items.size() == 1 && (event == nullptr || outgoing.timestamp.isValid());
        outgoing.tried = outgoing.prepared;
        m_lastSequence = std::max(m_lastSequence, outgoing.sequence);
    }
}

} // namespace tocsin
