// SPDX-License-Identifier: MIT
#include "core/process/exit_notice.h"

namespace tocsin {

std::unique_ptr<ExitNotice> makeExitNotice(qint64 /*pid*/, std::function<void()> /*onExit*/)
{
    return nullptr;
}

} // namespace tocsin
