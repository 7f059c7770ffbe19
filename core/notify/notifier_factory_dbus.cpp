// SPDX-License-Identifier: MIT
#include "core/notify/freedesktop_notifier.h"
#include "core/notify/notifier_factory.h"
#include "core/notify/null_notifier.h"

namespace tocsin {

std::unique_ptr<Notifier> makePlatformNotifier(ToastImages images, const QString& memory)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return std::make_unique<NullNotifier>();
    return std::make_unique<FreedesktopNotifier>(bus, std::move(images), ToastMemory{memory});
}

} // namespace tocsin
