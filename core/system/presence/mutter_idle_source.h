// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/presence/dbus_presence_source.h"

namespace tocsin {

/// Idle time of GNOME, also under Wayland: `org.gnome.Mutter.IdleMonitor.GetIdletime`, milliseconds.
class MutterIdleSource final : public DBusPresenceSource
{
    Q_OBJECT
public:
    explicit MutterIdleSource(const QDBusConnection& sessionBus, QObject* parent = nullptr);

protected:
    void begin() override;
};

} // namespace tocsin
