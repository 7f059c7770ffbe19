// SPDX-License-Identifier: MIT
#include "server/store/waiting_beats.h"

#include "server/store/sql_beat.h"

#include <utility>

namespace tocsin::server {

namespace {

constexpr std::chrono::seconds Late{4};

} // namespace

bool WaitingBeats::add(const Beat& beat)
{
    const std::lock_guard lock{m_mutex};
    join(m_waiting[beat.monitoringId], {beat.at, beat.lastActivity, beat.present, beat.at});
    if (m_since)
        return false;
    m_since = std::chrono::steady_clock::now();
    return true;
}

void WaitingBeats::join(Latest& latest, const Latest& later)
{
    latest.at = later.at;
    latest.lastActivity = later.lastActivity;
    if (!later.present)
        return;
    latest.present = later.present;
    latest.presentAt = later.presentAt;
}

std::optional<Deadline> WaitingBeats::due() const
{
    const std::lock_guard lock{m_mutex};
    return m_since ? std::optional{*m_since + Wait} : std::nullopt;
}

bool WaitingBeats::isLate() const
{
    const std::lock_guard lock{m_mutex};
    return m_since && std::chrono::steady_clock::now() > *m_since + Late;
}

void WaitingBeats::write(Sql& sql)
{
    static const std::string update =
        std::string{WriteBeat} + " WHERE monitoring_id = ? AND ended_at IS NULL";
    Sessions fresh;
    {
        const std::lock_guard lock{m_mutex};
        fresh = std::exchange(m_waiting, {});
    }
    // Those of a try that failed are still there.
    for (const auto& [monitoringId, latest] : fresh)
        join(m_writing[monitoringId], latest);
    for (const auto& [monitoringId, latest] : m_writing) {
        const int presence = toColumn(latest.present);
        sql.run(update, toColumn(latest.at), toColumn(latest.lastActivity), presence, presence,
                toColumn(latest.presentAt), monitoringId);
    }
}

void WaitingBeats::written()
{
    m_writing.clear();
    const std::lock_guard lock{m_mutex};
    m_since = m_waiting.empty() ? std::nullopt : std::optional{std::chrono::steady_clock::now()};
}

} // namespace tocsin::server
