// SPDX-License-Identifier: MIT
#include "core/channels/sms/backoff.h"

#include <algorithm>

namespace tocsin {

using namespace std::chrono_literals;

std::chrono::milliseconds jittered(std::chrono::milliseconds pause, double jitter, QRandomGenerator& random)
{
    const double factor = 1.0 + jitter * (2.0 * random.generateDouble() - 1.0);
    return std::chrono::milliseconds{
        std::max<qint64>(1, qRound64(static_cast<double>(pause.count()) * factor))};
}

Backoff::Backoff(std::vector<std::chrono::milliseconds> table, double jitter, QRandomGenerator& random,
                 QObject* parent)
    : QObject{parent}
    , m_table{std::move(table)}
    , m_jitter{jitter}
    , m_random{random}
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer); // a coarse one may come early, before a Retry-After is over
    connect(&m_timer, &QTimer::timeout, this, &Backoff::over);
}

void Backoff::begin(const ApiError& error)
{
    std::chrono::milliseconds delay{30s};
    if (!m_table.empty())
        delay = m_table.at(std::min(m_failures, m_table.size() - 1));
    ++m_failures;
    m_isHeld = error.retryAfter || error.code == ApiErrorCode::RateLimited;
    // Jitter must not shorten what the server asked for.
    m_timer.start(std::max<std::chrono::milliseconds>(jittered(delay, m_jitter, m_random),
                                                      error.retryAfter.value_or(0s)));
}

void Backoff::cutShort()
{
    if (!m_isHeld)
        m_timer.stop();
}

} // namespace tocsin
