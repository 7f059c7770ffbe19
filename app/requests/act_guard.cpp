// SPDX-License-Identifier: MIT
#include "app/requests/act_guard.h"

#include <QEvent>
#include <QWidget>

#include <algorithm>

namespace tocsin {

using namespace std::chrono_literals;

ActGuard::ActGuard(const Clock& clock, std::chrono::milliseconds inertTime, QObject* parent)
    : QObject{parent}
    , m_clock{clock}
    , m_inertTime{inertTime}
    , m_closedAt{clock.monotonic()}
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ActGuard::check);
    m_timer.start(m_inertTime);
}

void ActGuard::restart()
{
    m_closedAt = m_clock.monotonic();
    m_timer.start(m_inertTime);
    Q_EMIT closed();
}

bool ActGuard::isOpen() const
{
    return !m_timer.isActive() && m_clock.monotonic() - m_closedAt >= m_inertTime;
}

/// The clock decides: a timer may come early.
void ActGuard::check()
{
    const auto left = m_closedAt + m_inertTime - m_clock.monotonic();
    if (left > 0ms)
        m_timer.start(std::max(left, 1ms));
    else
        Q_EMIT opened();
}

void ActGuard::watch(QWidget& widget)
{
    for (QWidget* one = &widget; one != nullptr; one = one->isWindow() ? nullptr : one->parentWidget())
        one->installEventFilter(this);
}

bool ActGuard::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::WindowActivate: // it may have been behind another window
        restart();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace tocsin
