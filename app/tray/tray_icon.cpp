// SPDX-License-Identifier: MIT
#include "app/tray/tray_icon.h"

#include "app/tray/icons.h"
#include "app/tray/tray_text.h"

#include <QCursor>
#include <QGuiApplication>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

TrayIcon::TrayIcon(std::unique_ptr<TrayWaiter> waiter, const Clock& clock, QObject* parent)
    : QObject{parent}
    , m_waiter{std::move(waiter)}
    , m_menu{clock}
    , m_placesMenu{!QGuiApplication::platformName().startsWith("wayland"_L1)}
{
    connect(m_waiter.get(), &TrayWaiter::trayFound, this, &TrayIcon::create);
    connect(&m_menu, &TrayMenu::requestsWanted, this, &TrayIcon::requestsWanted);
    connect(&m_menu, &TrayMenu::sessionsWanted, this, &TrayIcon::sessionsWanted);
    connect(&m_menu, &TrayMenu::languageChanged, this, &TrayIcon::refresh);
}

TrayIcon::~TrayIcon() = default;

void TrayIcon::start()
{
    m_waiter->start();
}

void TrayIcon::showView(const TrayView& view)
{
    m_view = view;
    m_menu.showView(view);
    refresh();
}

void TrayIcon::create()
{
    if (m_icon)
        return;
    m_icon = std::make_unique<QSystemTrayIcon>();
    connect(m_icon.get(), &QSystemTrayIcon::activated, this, &TrayIcon::onActivated);
    m_icon->setContextMenu(&m_menu);
    refresh();
    m_icon->show();
    Q_EMIT shown();
}

void TrayIcon::refresh()
{
    if (!m_icon)
        return;
    // A panel fetches the icon each time it is set.
    if (m_shownStatus != m_view.status)
        m_icon->setIcon(statusIcon(m_view.status));
    m_shownStatus = m_view.status;
    m_icon->setToolTip(trayToolTip(m_view));
}

void TrayIcon::onActivated(QSystemTrayIcon::ActivationReason reason)
{
    if (reason != QSystemTrayIcon::Trigger || m_menu.isVisible())
        return;
    if (m_view.waitingRequests > 0) {
        Q_EMIT requestsWanted();
        return;
    }
    if (!m_placesMenu) {
        Q_EMIT sessionsWanted();
        return;
    }
    // The icon's position is known on X11 only.
    const QRect icon = m_icon->geometry();
    m_menu.popup(icon.isEmpty() ? QCursor::pos() : icon.bottomLeft());
}

} // namespace tocsin
