// SPDX-License-Identifier: MIT
#include "server/api/known_tokens.h"

#include <iterator>

namespace tocsin::server {

void KnownTokens::note(const std::string& hash, const std::string& loginId)
{
    const std::lock_guard lock{m_mutex};
    if (const auto known = m_places.find(hash); known != m_places.end()) {
        m_entries.splice(m_entries.begin(), m_entries, known->second);
        return;
    }
    if (m_entries.size() >= MostTokens) {
        m_places.erase(m_entries.back().hash);
        m_entries.pop_back();
    }
    m_entries.push_front({hash, loginId});
    m_places.emplace(m_entries.front().hash, m_entries.begin());
}

std::optional<std::string> KnownTokens::loginOf(const std::string& hash) const
{
    const std::lock_guard lock{m_mutex};
    const auto known = m_places.find(hash);
    return known == m_places.end() ? std::nullopt : std::optional{known->second->loginId};
}

} // namespace tocsin::server
