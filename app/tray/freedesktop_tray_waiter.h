// SPDX-License-Identifier: MIT
#pragma once

#include "app/tray/tray_waiter.h"
#include "app/tray/xembed_watch.h"

#include <QDBusConnection>

namespace tocsin {

/// Waits for a StatusNotifier host on the session bus or an X11 tray, whichever comes first. Qt 6.4 checks
/// only once, at the first use of QSystemTrayIcon, whether there is a StatusNotifier host; do not use it
/// before trayFound().
class FreedesktopTrayWaiter final : public TrayWaiter
{
    Q_OBJECT
public:
    explicit FreedesktopTrayWaiter(const QDBusConnection& bus);

    void start() override;

private Q_SLOTS:
    void onHostRegistered();

private:
    void askForHost();
    void lookForXEmbed();
    void found();

    QDBusConnection m_bus;
    XEmbedWatch m_xembed;
    bool m_found{false};
};

} // namespace tocsin
