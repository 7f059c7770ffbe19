// SPDX-License-Identifier: MIT
#include "core/system/process_exit_notifier.h"

namespace tocsin {

std::unique_ptr<ProcessExitNotifier> makeExitNotice(qint64 /*pid*/, std::function<void()> /*onExit*/)
{
    return nullptr;
}

} // namespace tocsin
