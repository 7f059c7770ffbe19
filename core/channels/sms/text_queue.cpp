// SPDX-License-Identifier: MIT
#include "core/channels/sms/text_queue.h"

#include <algorithm>

namespace tocsin {

void TextQueue::removeClosed(const AlertBook& alerts)
{
    std::erase_if(m_byTime, [&](const auto& entry) { return alerts.find(entry.second) == nullptr; });
}

std::vector<AlertId> TextQueue::takeDue(const QDateTime& now)
{
    std::vector<AlertId> due;
    while (!m_byTime.empty() && m_byTime.begin()->first <= now)
        due.push_back(m_byTime.extract(m_byTime.begin()).value().second);
    std::sort(due.begin(), due.end());
    return due;
}

std::optional<QDateTime> TextQueue::nextDeadline() const
{
    return m_byTime.empty() ? std::nullopt : std::optional{m_byTime.begin()->first};
}

} // namespace tocsin
