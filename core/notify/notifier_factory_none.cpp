// SPDX-License-Identifier: MIT
#include "core/notify/notifier_factory.h"
#include "core/notify/null_notifier.h"

namespace tocsin {

std::unique_ptr<Notifier> makePlatformNotifier(ToastImages, const QString&)
{
    return std::make_unique<NullNotifier>();
}

} // namespace tocsin
