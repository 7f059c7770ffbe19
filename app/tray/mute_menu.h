// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"

#include <QDateTime>
#include <QMenu>

#include <vector>

namespace tocsin {

/// "Mute Notifications": for how long, or no longer.
class MuteMenu final : public QMenu
{
    Q_OBJECT
public:
    explicit MuteMenu(const Clock& clock, QWidget* parent = nullptr);

    /// Until when it is muted, UTC; invalid: not muted.
    void showUntil(const QDateTime& until);
    void retranslate();

Q_SIGNALS:
    /// `15m`, `1h`, `tomorrow`, `off`.
    void chosen(const QString& span);

private:
    const Clock& m_clock;
    QDateTime m_until{};
    QAction* m_minutes;
    QAction* m_hour;
    QAction* m_tomorrow;
    QAction* m_off;
};

} // namespace tocsin
