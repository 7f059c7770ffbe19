// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"

#include <QObject>
#include <QTimer>

#include <chrono>

class QWidget;

namespace tocsin {

/// Buttons that appear, move or change are inert for this long: a click meant for something else must not
/// decide anything.
inline constexpr std::chrono::milliseconds InertTime{500};

/// Says whether the buttons of a request may be used yet.
class ActGuard final : public QObject
{
    Q_OBJECT
public:
    /// `clock` outlives it. Closed at first.
    explicit ActGuard(const Clock& clock, std::chrono::milliseconds inertTime = InertTime,
                      QObject* parent = nullptr);

    /// Closes it for the inert time.
    void restart();
    [[nodiscard]] bool isOpen() const;
    /// Restarts when `widget`, or a widget that it is in, appears, moves or changes its size. Call again
    /// after it got another parent.
    void watch(QWidget& widget);

Q_SIGNALS:
    void closed();
    void opened();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void check();

    const Clock& m_clock;
    std::chrono::milliseconds m_inertTime;
    std::chrono::milliseconds m_closedAt;
    QTimer m_timer;
};

} // namespace tocsin
