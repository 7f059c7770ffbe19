// SPDX-License-Identifier: MIT
#include "server/store/live_sessions.h"

#include <algorithm>

namespace tocsin::server {

namespace {

constexpr std::array<std::string_view, 3> Tables{"session_tokens", "sessions", "logins"};

} // namespace

std::optional<std::string> LiveSessions::beat(const Beat& beat)
{
    const std::lock_guard lock{m_mutex};
    const auto known = m_tokens.find(beat.tokenHash);
    if (known == m_tokens.end())
        return std::nullopt;
    Entry& entry = known->second;
    if (!entry.holds || entry.monitoringId != beat.monitoringId || entry.holder.until <= beat.at ||
        entry.lastBeat <= beat.lastBeatAfter)
        return std::nullopt;
    entry.lastBeat = beat.at;
    return entry.holder.loginId;
}

void LiveSessions::add(const Beat& beat, const BeatHolder& holder)
{
    const std::lock_guard lock{m_mutex};
    if (m_tokens.size() >= MostTokens && !m_tokens.contains(beat.tokenHash))
        clear();
    const auto [place, isNew] = m_tokens.try_emplace(beat.tokenHash);
    Entry& entry = place->second;
    entry.monitoringId = beat.monitoringId;
    entry.holder = holder;
    entry.lastBeat = beat.at;
    entry.holds = true;
    if (!isNew)
        return; // a row keeps its number
    m_rows[0].emplace(holder.tokenRow, &entry);
    m_rows[1].emplace(holder.sessionRow, &entry);
    m_rows[2].emplace(holder.loginRow, &entry);
}

void LiveSessions::changed(std::string_view table, std::int64_t row)
{
    const auto which = std::find(Tables.begin(), Tables.end(), table);
    if (which == Tables.end())
        return;
    const std::lock_guard lock{m_mutex};
    const auto [begin, end] = m_rows.at(static_cast<size_t>(which - Tables.begin())).equal_range(row);
    std::for_each(begin, end, [](const auto& found) { found.second->holds = false; });
}

void LiveSessions::forgetAll()
{
    const std::lock_guard lock{m_mutex};
    clear();
}

void LiveSessions::clear()
{
    for (Rows& rows : m_rows)
        rows.clear();
    m_tokens.clear();
}

} // namespace tocsin::server
