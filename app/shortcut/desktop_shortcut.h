// SPDX-License-Identifier: MIT
#pragma once

#include "app/shortcut/kglobalaccel_shortcut.h"
#include "app/shortcut/portal_shortcut.h"

namespace tocsin {

/// Plasma's service where it runs, as that asks nothing; else the portal, if the person wants that.
class DesktopShortcut final : public GlobalShortcut
{
    Q_OBJECT
public:
    /// `portalBus`: see PortalShortcut.
    DesktopShortcut(const QDBusConnection& bus, const QDBusConnection& portalBus, QObject* parent = nullptr);

    void start() override { m_plasma.start(); }
    [[nodiscard]] bool isOn() const override { return m_plasma.isOn() || m_portal.isOn(); }
    [[nodiscard]] QString status() const override;
    [[nodiscard]] bool isOffered() const override { return !m_plasma.isOn() && m_portal.isOffered(); }
    void setWanted(bool isWanted) override;

private:
    void followPlasma();

    KGlobalAccelShortcut m_plasma;
    PortalShortcut m_portal;
    bool m_isPortalStarted{false};
    bool m_isWanted{false};
};

} // namespace tocsin
