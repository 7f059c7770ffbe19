// SPDX-License-Identifier: MIT
#include "core/channels/desktop/null_notifier.h"

namespace tocsin {

void NullNotifier::show(const Toast&) {}

void NullNotifier::close(const QString&) {}

NotifierCapabilities NullNotifier::capabilities() const
{
    return {};
}

} // namespace tocsin
