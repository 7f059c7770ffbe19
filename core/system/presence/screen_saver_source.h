// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/presence/dbus_presence_source.h"

#include <functional>

namespace tocsin {

/// Where a desktop's screen saver or locker is on the session bus.
struct ScreenSaverName
{
    QString service; ///< the interface has the same name
    QString path;
    bool mayBePlasma{false};
};

/// Whether the screen is locked or blanked: `GetActive` and `ActiveChanged`, which all screen savers have.
/// Idle time is asked of Plasma on X11 alone: `GetSessionIdleTime` counts milliseconds there, in others
/// seconds, or the time since the desktop called the session idle; some always say 0, and under Wayland it is
/// not supported.
class ScreenSaverSource final : public DBusPresenceSource
{
    Q_OBJECT
public:
    ScreenSaverSource(ScreenSaverName name, bool isWayland, const QDBusConnection& sessionBus,
                      QObject* parent = nullptr);

    void listen(bool on) override;

    /// One for each kind.
    [[nodiscard]] static QList<ScreenSaverName> all();

protected:
    void begin() override;

private:
    [[nodiscard]] QDBusMessage message(const QString& method) const;
    void askOwner(const QString& name, const std::function<void(const QString&)>& onOwner);
    void askWhetherPlasma(const PresenceFact& fact);
    void askIdle(PresenceFact fact);

    ScreenSaverName m_name;
    bool m_isWayland;
};

} // namespace tocsin
