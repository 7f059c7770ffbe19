// SPDX-License-Identifier: MIT
#include "app/shortcut/desktop_shortcut.h"

#include <utility>

namespace tocsin {

DesktopShortcut::DesktopShortcut(const QDBusConnection& bus, const QDBusConnection& portalBus,
                                 QObject* parent)
    : GlobalShortcut{parent}
    , m_plasma{bus}
    , m_portal{portalBus}
{
    connect(&m_plasma, &GlobalShortcut::activated, this, &GlobalShortcut::activated);
    connect(&m_plasma, &GlobalShortcut::changed, this, &DesktopShortcut::followPlasma);
    connect(&m_portal, &GlobalShortcut::activated, this, &GlobalShortcut::activated);
    connect(&m_portal, &GlobalShortcut::changed, this, &GlobalShortcut::changed);
    connect(&m_portal, &GlobalShortcut::refused, this, [this] {
        m_isWanted = false;
        Q_EMIT refused();
    });
}

QString DesktopShortcut::status() const
{
    return m_plasma.isOn() || m_portal.status().isEmpty() ? m_plasma.status() : m_portal.status();
}

void DesktopShortcut::setWanted(bool isWanted)
{
    m_isWanted = isWanted;
    m_portal.setWanted(m_isWanted && !m_plasma.isOn());
}

void DesktopShortcut::followPlasma()
{
    m_portal.setWanted(m_isWanted && !m_plasma.isOn());
    // Only now is it known whether Plasma's service is there, or the portal's dialog might open for nothing.
    if (!std::exchange(m_isPortalStarted, true))
        m_portal.start();
    Q_EMIT changed();
}

} // namespace tocsin
