// SPDX-License-Identifier: MIT
#include "core/channels/desktop/freedesktop_notifier.h"
#include "core/channels/desktop/notifier_factory.h"
#include "core/channels/desktop/null_notifier.h"

namespace tocsin {

std::unique_ptr<Notifier> makePlatformNotifier(ToastImages images, const QString& memory)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return std::make_unique<NullNotifier>();
    return std::make_unique<FreedesktopNotifier>(bus, std::move(images), ToastMemory{memory});
}

} // namespace tocsin
