// SPDX-License-Identifier: MIT
#include "core/notify/null_notifier.h"

namespace tocsin {

void NullNotifier::show(const Toast&) {}

void NullNotifier::close(const QString&) {}

NotifierCapabilities NullNotifier::capabilities() const
{
    return {};
}

} // namespace tocsin
