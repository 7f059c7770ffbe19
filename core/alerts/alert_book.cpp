// SPDX-License-Identifier: MIT
#include "core/alerts/alert_book.h"

#include "core/alerts/alert_fields.h"

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

QString wireName(DesktopState::Progress progress)
{
    switch (progress) {
    case DesktopState::Progress::Unplanned:
        return u"unplanned"_s;
    case DesktopState::Progress::Withheld:
        return u"withheld"_s;
    case DesktopState::Progress::Due:
        return u"due"_s;
    case DesktopState::Progress::Grouped:
        return u"grouped"_s;
    case DesktopState::Progress::Showing:
        return u"showing"_s;
    case DesktopState::Progress::Seen:
        return u"seen"_s;
    }
    return {};
}

QString wireName(SmsState::Progress progress)
{
    switch (progress) {
    case SmsState::Progress::Unplanned:
        return u"unplanned"_s;
    case SmsState::Progress::Withheld:
        return u"withheld"_s;
    case SmsState::Progress::Due:
        return u"due"_s;
    case SmsState::Progress::Pending:
        return u"pending"_s;
    case SmsState::Progress::Held:
        return u"held"_s;
    case SmsState::Progress::Recalled:
        return u"recalled"_s;
    case SmsState::Progress::Sent:
        return u"sent"_s;
    case SmsState::Progress::HeldBack:
        return u"held_back"_s;
    case SmsState::Progress::GivenUp:
        return u"given_up"_s;
    }
    return {};
}

namespace {
OpenAlert opened(AlertId id, const NewAlert& alert)
{
    OpenAlert open{.alert = alert.alert,
                   .stamp = alert.stamp,
                   .call = alert.call,
                   .isSettled = alert.isSettled,
                   .hook = alert.hook,
                   .isHeld = alert.isHeld};
    open.alert.id = id;
    return open;
}
} // namespace

AlertId AlertBook::raise(const NewAlert& alert)
{
    const AlertId given = alert.alert.id;
    const AlertId id = given.isValid() && !m_open.contains(given) ? given : nextId();
    m_bySession.emplace(alert.alert.sessionId, id);
    m_open.emplace(id, opened(id, alert));
    return id;
}

OpenAlert AlertBook::raiseAgain(AlertId id, const NewAlert& alert)
{
    return std::exchange(m_open.at(id), opened(id, alert));
}

std::optional<OpenAlert> AlertBook::close(AlertId id)
{
    const auto found = m_open.find(id);
    if (found == m_open.end())
        return {};
    const auto [first, last] = m_bySession.equal_range(found->second.alert.sessionId);
    const auto entry = std::find_if(first, last, [id](const auto& other) { return other.second == id; });
    if (entry != last)
        m_bySession.erase(entry);
    OpenAlert alert = std::move(found->second);
    m_open.erase(found);
    return alert;
}

OpenAlert* AlertBook::find(AlertId id)
{
    const auto found = m_open.find(id);
    return found == m_open.end() ? nullptr : &found->second;
}

const OpenAlert* AlertBook::find(AlertId id) const
{
    const auto found = m_open.find(id);
    return found == m_open.end() ? nullptr : &found->second;
}

std::vector<const OpenAlert*> AlertBook::ofSession(const QString& sessionId) const
{
    std::vector<const OpenAlert*> alerts;
    const auto [first, last] = m_bySession.equal_range(sessionId);
    for (auto it = first; it != last; ++it)
        alerts.push_back(&m_open.at(it->second));
    return alerts;
}

const OpenAlert* AlertBook::findOfKind(const QString& sessionId, AlertKind kind) const
{
    const auto [first, last] = m_bySession.equal_range(sessionId);
    for (auto it = first; it != last; ++it) {
        if (const OpenAlert& open = m_open.at(it->second); open.alert.kind == kind)
            return &open;
    }
    return nullptr;
}

bool AlertBook::hasDialog(const QString& sessionId) const
{
    const auto [first, last] = m_bySession.equal_range(sessionId);
    return std::any_of(first, last, [this](const auto& entry) { return m_open.at(entry.second).isDialog(); });
}

std::optional<AlertKind> AlertBook::dialogOf(const QString& sessionId) const
{
    for (const OpenAlert* open : ofSession(sessionId)) {
        if (open->isDialog())
            return open->alert.kind;
    }
    return {};
}

void AlertBook::forget(const QString& sessionId)
{
    const auto [first, last] = m_bySession.equal_range(sessionId);
    for (auto it = first; it != last; ++it)
        m_open.erase(it->second);
    m_bySession.erase(first, last);
}

QJsonValue AlertBook::saved(const QString& sessionId) const
{
    std::vector<OpenAlert> alerts;
    for (const OpenAlert* open : ofSession(sessionId))
        alerts.push_back(*open);
    return json::write(alerts);
}

void AlertBook::restore(const QString& sessionId, const QJsonValue& saved)
{
    std::vector<OpenAlert> alerts;
    json::read(saved, alerts);
    for (OpenAlert& open : alerts) {
        const AlertId id = open.alert.id;
        if (!id.isValid() || m_open.contains(id))
            continue;
        open.alert.sessionId = sessionId;
        m_lastId = std::max(m_lastId, id.value);
        m_bySession.emplace(sessionId, id);
        m_open.emplace(id, std::move(open));
    }
}

} // namespace tocsin
