// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/presence/x_connection.h"
#include "core/terminal/window_raiser.h"

#include <QDBusConnection>

#include <memory>

namespace tocsin {

/// What of this program's surroundings says how windows are raised.
struct DesktopSurroundings
{
    bool isWayland{false};
    QString desktop{};    ///< XDG_CURRENT_DESKTOP
    QString swaySocket{}; ///< SWAYSOCK

    [[nodiscard]] static DesktopSurroundings fromEnvironment();
};

/// Never null: where windows cannot be raised, it says so. `x` may be nothing.
[[nodiscard]] std::unique_ptr<WindowRaiser> makeWindowRaiser(const DesktopSurroundings& surroundings,
                                                             const QDBusConnection& bus,
                                                             std::shared_ptr<XConnection> x);

} // namespace tocsin
