// SPDX-License-Identifier: MIT
#pragma once

#include "app/tray/tray_menu.h"
#include "app/tray/tray_view.h"
#include "app/tray/tray_waiter.h"

#include <QSystemTrayIcon>

#include <memory>
#include <optional>

namespace tocsin {

/// The icon in the panel: icon and tool tip show the status, a click opens the menu, or the requests if some
/// wait for an answer. Appears as soon as there is a panel.
///
/// Under Wayland a program cannot place its menu at the icon: there a click opens the sessions.
class TrayIcon final : public QObject
{
    Q_OBJECT
public:
    TrayIcon(std::unique_ptr<TrayWaiter> waiter, const Clock& clock, QObject* parent = nullptr);
    ~TrayIcon() override;

    void start();
    /// As the display system is found to be, unless this is called.
    void setPlacesMenu(bool places) { m_placesMenu = places; }
    void showView(const TrayView& view);

    [[nodiscard]] TrayMenu& menu() { return m_menu; }
    [[nodiscard]] bool isShown() const { return m_icon != nullptr; }

Q_SIGNALS:
    void shown();
    void requestsWanted();
    void sessionsWanted();

private:
    void create();
    void refresh();
    void onActivated(QSystemTrayIcon::ActivationReason reason);

    std::unique_ptr<TrayWaiter> m_waiter;
    TrayView m_view;
    TrayMenu m_menu;
    std::optional<TrayStatus> m_shownStatus;
    bool m_placesMenu;
    std::unique_ptr<QSystemTrayIcon> m_icon; ///< null until there is a tray
};

} // namespace tocsin
