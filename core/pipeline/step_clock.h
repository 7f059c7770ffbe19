// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"

#include <QDateTime>
#include <QString>

#include <chrono>
#include <functional>

namespace tocsin {

/// When the engine's steps happen: notices that the machine slept, or that its clock was set, and knows when
/// a hook ran. Times are UTC.
class StepClock final
{
public:
    /// `monotonic`: of a clock that neither jumps nor runs while the machine sleeps; empty: no jump is
    /// noticed. `bootId`: of the clock that is ours; empty: every clock is.
    StepClock(std::function<std::chrono::milliseconds()> monotonic, QString bootId);

    /// The next step. How far time jumped since the last one: forward when the machine slept, either way when
    /// its clock was set; 0 when it did not.
    [[nodiscard]] std::chrono::milliseconds advance(const QDateTime& now);
    /// Of the latest step; invalid before the first.
    [[nodiscard]] QDateTime latest() const { return m_latest; }
    /// When a hook ran, as far as its clock is ours: the other witnesses say when they saw something, too.
    [[nodiscard]] QDateTime timeOf(const HookEvent& event, const QDateTime& now) const;

private:
    std::function<std::chrono::milliseconds()> m_monotonic;
    QString m_bootId;
    QDateTime m_latest{};
    std::chrono::milliseconds m_latestMonotonic{0};
};

} // namespace tocsin
