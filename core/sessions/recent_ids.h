// SPDX-License-Identifier: MIT
#pragma once

#include <QSet>
#include <QUuid>

#include <deque>
#include <utility>
#include <vector>

namespace tocsin {

/// Remembers the latest ids, so that what comes twice is taken once. More than the spool can hold.
class RecentIds final
{
public:
    /// False when `id` is known already.
    [[nodiscard]] bool insert(const QUuid& id)
    {
        if (m_known.contains(id))
            return false;
        m_known.insert(id);
        m_order.push_back(id);
        m_new.push_back(id);
        if (m_order.size() > Capacity) {
            m_known.remove(m_order.front());
            m_order.pop_front();
        }
        return true;
    }

    /// Those that came since the last call.
    [[nodiscard]] std::vector<QUuid> takeNew() { return std::exchange(m_new, {}); }
    /// Known from before this program ran.
    void restore(const std::vector<QUuid>& ids)
    {
        for (const QUuid& id : ids)
            (void)insert(id);
        m_new.clear();
    }

private:
    static constexpr std::size_t Capacity{4096};

    QSet<QUuid> m_known;
    std::deque<QUuid> m_order;
    std::vector<QUuid> m_new;
};

} // namespace tocsin
