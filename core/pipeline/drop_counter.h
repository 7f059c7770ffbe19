// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/dropped.h"

#include <QHash>

#include <functional>
#include <utility>

namespace tocsin {

/// Counts what was not used, and reports each.
class DropCounter final
{
public:
    /// `report` may be empty.
    explicit DropCounter(std::function<void(const Dropped&)> report)
        : m_report{std::move(report)}
    {}
    void count(const Dropped& dropped)
    {
        ++m_counts[dropped.reason];
        if (m_report)
            m_report(dropped);
    }
    [[nodiscard]] const QHash<DropReason, int>& counts() const { return m_counts; }

private:
    std::function<void(const Dropped&)> m_report;
    QHash<DropReason, int> m_counts{};
};

} // namespace tocsin
