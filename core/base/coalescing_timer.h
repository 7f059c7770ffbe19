// SPDX-License-Identifier: MIT
#pragma once

#include <QTimer>

#include <chrono>
#include <functional>
#include <utility>

namespace tocsin {

/// Makes one call of many wishes: the first one starts a short wait, those that come meanwhile share its end.
class CoalescingTimer final
{
public:
    CoalescingTimer(std::chrono::milliseconds wait, std::function<void()> what)
        : m_what{std::move(what)}
    {
        m_timer.setSingleShot(true);
        m_timer.setInterval(wait);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { m_what(); });
    }
    CoalescingTimer(const CoalescingTimer&) = delete;
    CoalescingTimer& operator=(const CoalescingTimer&) = delete;

    void wish()
    {
        if (!m_timer.isActive())
            m_timer.start();
    }

private:
    std::function<void()> m_what;
    QTimer m_timer;
};

} // namespace tocsin
