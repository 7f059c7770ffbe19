// SPDX-License-Identifier: MIT
#include "core/system/presence/presence_monitor.h"

#include "core/system/presence/terminal_idle.h"

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

PresenceMonitor::PresenceMonitor(PresenceSources sources, const Clock& clock, PresenceLimits limits,
                                 std::chrono::milliseconds interval, QObject* parent)
    : QObject{parent}
    , m_sources{std::move(sources)}
    , m_clock{clock}
    , m_limits{limits}
{
    m_interval.setInterval(interval);
    connect(&m_interval, &QTimer::timeout, this, &PresenceMonitor::startRound);
    for (const auto& source : m_sources) {
        m_facts.append({.source = source->name(), .problem = u"not asked yet"_s});
        connect(source.get(), &PresenceSource::answered, this, &PresenceMonitor::take);
        connect(source.get(), &PresenceSource::changed, this, [this] {
            if (m_isWatching)
                startRound();
        });
    }
}

void PresenceMonitor::watch(bool on)
{
    if (on == m_isWatching)
        return;
    m_isWatching = on;
    for (const auto& source : m_sources)
        source->listen(on);
    if (on) {
        m_reported.reset();
        m_interval.start();
        startRound();
    } else {
        m_interval.stop();
    }
}

void PresenceMonitor::look()
{
    startRound();
}

void PresenceMonitor::startRound()
{
    // What a source says to a question may be older than the change that leads here.
    m_isRoundWanted = std::exchange(m_isInRound, true);
    if (m_isRoundWanted)
        return;
    m_outstanding = m_sources.size();
    if (m_outstanding == 0)
        QMetaObject::invokeMethod(this, &PresenceMonitor::finishRound, Qt::QueuedConnection);
    for (const auto& source : m_sources)
        source->ask();
}

void PresenceMonitor::take(const PresenceFact& fact)
{
    const auto earlier = std::find_if(m_facts.begin(), m_facts.end(),
                                      [&](const PresenceFact& one) { return one.source == fact.source; });
    *earlier = fact;
    earlier->at = m_clock.nowUtc();
    // One that answers at once may be the last while others have not been asked yet, so they are counted
    // first.
    if (--m_outstanding == 0)
        finishRound();
}

void PresenceMonitor::finishRound()
{
    m_isInRound = false;
    completeOverride();
    endOverrideIfOver({.facts = m_facts});
    const Assessment now = assessment();
    if (m_isWatching && m_reported != now) {
        m_reported = now;
        Q_EMIT changed(now);
    }
    Q_EMIT refreshed();
    if (std::exchange(m_isRoundWanted, false) && !m_isInRound)
        startRound();
}

Assessment PresenceMonitor::assessment() const
{
    return assess({.facts = m_facts, .setByUser = m_override}, m_clock.nowUtc(), m_limits);
}

Assessment PresenceMonitor::assessmentFor(const QString& terminal)
{
    const QDateTime now = m_clock.nowUtc();
    PresenceEvidence evidence{.facts = m_facts, .terminal = terminalIdle(terminal, now)};
    endOverrideIfOver(evidence);
    evidence.setByUser = m_override;
    return assess(evidence, now, m_limits);
}

void PresenceMonitor::setByUser(Presence presence)
{
    m_isLockedWanted = presence == Presence::Present;
    m_override.reset();
    if (presence != Presence::Unknown)
        m_override = PresenceOverride{.presence = presence, .since = m_clock.nowUtc()};
    Q_EMIT overrideChanged();
    look();
}

void PresenceMonitor::restore(const std::optional<PresenceOverride>& setByUser)
{
    m_override = setByUser;
}

/// "Here" ends when the screen is locked later, so it has to be known whether it was locked already.
void PresenceMonitor::completeOverride()
{
    if (!std::exchange(m_isLockedWanted, false) || !m_override)
        return;
    m_override->locked = isUnseen(m_facts);
    Q_EMIT overrideChanged();
}

void PresenceMonitor::endOverrideIfOver(const PresenceEvidence& evidence)
{
    if (!m_override || !hasEnded(*m_override, evidence, m_clock.nowUtc(), m_limits))
        return;
    m_override.reset();
    m_isLockedWanted = false;
    Q_EMIT overrideChanged();
}

} // namespace tocsin
