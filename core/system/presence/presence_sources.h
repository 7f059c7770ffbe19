// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/system/presence/presence_monitor.h"
#include "core/system/presence/x_connection.h"

#include <QByteArray>
#include <QDBusConnection>
#include <QString>

#include <memory>

namespace tocsin {

/// What of this program's surroundings says whom to ask.
struct PresenceSurroundings
{
    QByteArray display{};        ///< DISPLAY
    QString sessionType{};       ///< XDG_SESSION_TYPE
    QByteArray waylandDisplay{}; ///< WAYLAND_DISPLAY
    QString sessionId{};         ///< XDG_SESSION_ID

    [[nodiscard]] static PresenceSurroundings fromEnvironment();
    /// X servers there are Xwayland.
    [[nodiscard]] bool isWayland() const;
};

/// Every source of docs/architecture.md. One that cannot work here says why. `clock` outlives them; `x` may
/// be nothing.
[[nodiscard]] PresenceSources makePresenceSources(const PresenceSurroundings& surroundings,
                                                  const Clock& clock, const QDBusConnection& sessionBus,
                                                  const QDBusConnection& systemBus,
                                                  std::shared_ptr<XConnection> x);

/// Nothing where there is no X server, or only Xwayland.
[[nodiscard]] std::shared_ptr<XConnection> makeXConnection(const PresenceSurroundings& surroundings);

} // namespace tocsin
