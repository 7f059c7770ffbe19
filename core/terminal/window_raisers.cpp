// SPDX-License-Identifier: MIT
#include "core/terminal/window_raisers.h"

#include "core/terminal/kwin_window_raiser.h"
#include "core/terminal/sway_window_raiser.h"
#include "core/terminal/x11_window_raiser.h"

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// GNOME under Wayland lets only its own extensions do it; other compositors are not known.
class NoWindowRaiser final : public WindowRaiser
{
public:
    void raise(const WindowHint& /*window*/, Done onDone) override
    {
        onDone(TerminalProblem{TerminalProblem::Kind::NoWayToRaise});
    }
};

} // namespace

DesktopSurroundings DesktopSurroundings::fromEnvironment()
{
    return {.isWayland =
                !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") || qgetenv("XDG_SESSION_TYPE") == "wayland",
            .desktop = QString::fromLocal8Bit(qgetenv("XDG_CURRENT_DESKTOP")),
            .swaySocket = QString::fromLocal8Bit(qgetenv("SWAYSOCK"))};
}

std::unique_ptr<WindowRaiser> makeWindowRaiser(const DesktopSurroundings& surroundings,
                                               const QDBusConnection& bus, std::shared_ptr<XConnection> x)
{
    if (!surroundings.swaySocket.isEmpty())
        return std::make_unique<SwayWindowRaiser>(surroundings.swaySocket);
    if (surroundings.isWayland && surroundings.desktop.split(u':').contains("KDE"_L1))
        return std::make_unique<KWinWindowRaiser>(bus);
    if (!surroundings.isWayland && x)
        return std::make_unique<X11WindowRaiser>(std::move(x));
    return std::make_unique<NoWindowRaiser>();
}

} // namespace tocsin
