// SPDX-License-Identifier: MIT
#include "core/channels/desktop/notifier_factory.h"
#include "core/channels/desktop/null_notifier.h"

namespace tocsin {

std::unique_ptr<Notifier> makePlatformNotifier(ToastImages, const QString&)
{
    return std::make_unique<NullNotifier>();
}

} // namespace tocsin
