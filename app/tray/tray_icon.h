// SPDX-License-Identifier: MIT
#pragma once

#include "app/tray/tray_menu.h"
#include "app/tray/tray_view.h"
#include "app/tray/tray_waiter.h"

#include <QSystemTrayIcon>

#include <memory>
#include <optional>

namespace tocsin {

/// The icon in the panel: its picture and tool tip tell the overall state, a click opens the menu. Made where
/// there is no panel yet, it comes as soon as there is one.
class TrayIcon final : public QObject
{
    Q_OBJECT
public:
    TrayIcon(std::unique_ptr<TrayWaiter> waiter, const Clock& clock, QObject* parent = nullptr);
    ~TrayIcon() override;

    void start();
    void showView(const TrayView& view);

    [[nodiscard]] TrayMenu& menu() { return m_menu; }
    [[nodiscard]] bool isShown() const { return m_icon != nullptr; }

Q_SIGNALS:
    void shown();

private:
    void create();
    void refresh();
    void onActivated(QSystemTrayIcon::ActivationReason reason);

    std::unique_ptr<TrayWaiter> m_waiter;
    TrayView m_view;
    TrayMenu m_menu;
    std::optional<TrayStatus> m_pictured;    ///< what the icon shows now
    std::unique_ptr<QSystemTrayIcon> m_icon; ///< not before there is a tray
};

} // namespace tocsin
