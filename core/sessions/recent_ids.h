// SPDX-License-Identifier: MIT
#pragma once

#include <QSet>
#include <QUuid>

#include <deque>

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
        if (m_order.size() > Capacity) {
            m_known.remove(m_order.front());
            m_order.pop_front();
        }
        return true;
    }

private:
    static constexpr std::size_t Capacity{4096};

    QSet<QUuid> m_known;
    std::deque<QUuid> m_order;
};

} // namespace tocsin
