// SPDX-License-Identifier: MIT
#include "app/tray/tray_waiter.h"

#include <QTimer>

namespace tocsin {

namespace {

/// For platforms that always have a tray.
class NoTrayWaiter final : public TrayWaiter
{
public:
    void start() override { QTimer::singleShot(0, this, &TrayWaiter::trayFound); }
};

} // namespace

std::unique_ptr<TrayWaiter> makeTrayWaiter()
{
    return std::make_unique<NoTrayWaiter>();
}

} // namespace tocsin
