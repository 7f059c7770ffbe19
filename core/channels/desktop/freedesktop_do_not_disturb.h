// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/desktop_switch.h"
#include "core/channels/desktop/do_not_disturb.h"

#include <QDBusConnection>
#include <QDBusPendingCallWatcher>
#include <QString>

#include <memory>

namespace tocsin {

/// Do Not Disturb of the notification service that runs, asked where that service keeps it: dunst's `paused`,
/// the setting of xfce4-notifyd in xfconf, GNOME's in dconf, else the property `Inhibited`, as Plasma has it.
/// Programs set that too, for a presentation or a shared screen. Nothing is started on the bus.
class FreedesktopDoNotDisturb final : public DoNotDisturb
{
    Q_OBJECT
public:
    /// `gsettings`: the program.
    explicit FreedesktopDoNotDisturb(const QDBusConnection& bus,
                                     QString gsettings = QStringLiteral("gsettings"),
                                     QObject* parent = nullptr);

private:
    void askForName();
    void follow(const QString& serverName);
    [[nodiscard]] std::unique_ptr<DesktopSwitch> switchOf(const QString& serverName) const;

    QDBusConnection m_bus;
    QString m_gsettings;
    std::unique_ptr<QDBusPendingCallWatcher> m_question; ///< of the one that runs now
    std::unique_ptr<DesktopSwitch> m_switch;
};

} // namespace tocsin
