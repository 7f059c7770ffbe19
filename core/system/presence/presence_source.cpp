// SPDX-License-Identifier: MIT
#include "core/system/presence/presence_source.h"

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

PresenceSource::PresenceSource(QString name, QObject* parent)
    : QObject{parent}
    , m_name{std::move(name)}
{
    m_timeout.setSingleShot(true);
    m_timeout.setInterval(Deadline);
    connect(&m_timeout, &QTimer::timeout, this, &PresenceSource::failLate);
}

void PresenceSource::setDeadline(std::chrono::milliseconds deadline)
{
    m_timeout.setInterval(deadline);
}

void PresenceSource::ask()
{
    if (m_isOpen)
        return;
    m_isOpen = true;
    ++m_question;
    m_deadline.setRemainingTime(m_timeout.intervalAsDuration());
    m_timeout.start();
    begin();
}

void PresenceSource::listen(bool) {}

void PresenceSource::answer(PresenceFact fact)
{
    if (!std::exchange(m_isOpen, false))
        return;
    m_timeout.stop();
    fact.source = m_name;
    Q_EMIT answered(fact);
}

void PresenceSource::fail(const QString& problem)
{
    answer({.problem = problem});
}

void PresenceSource::failLate()
{
    fail(u"no answer within %1 ms"_s.arg(m_timeout.interval()));
}

int PresenceSource::remainingMs() const
{
    return static_cast<int>(std::max<qint64>(m_deadline.remainingTime(), 1));
}

} // namespace tocsin
