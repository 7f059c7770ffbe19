// SPDX-License-Identifier: MIT
#include "core/system/end_process.h"
#include "core/system/system_info.h"

#include <cerrno>
#include <csignal>

namespace tocsin {

/// kill(2) refuses other users' processes, unless this one is root's.
EndRequest askToEnd(const ClaudeProcess& process)
{
    if (!process.isKnown() || process.startTime.isEmpty())
        return EndRequest::Refused;
    const ProcessInfo info = processInfo(process.pid);
    if (info.startTime.isEmpty() || info.hasEnded || QString::fromLatin1(info.startTime) != process.startTime)
        return EndRequest::Gone;
    if (::kill(static_cast<pid_t>(process.pid), SIGTERM) == 0)
        return EndRequest::Sent;
    return errno == ESRCH ? EndRequest::Gone : EndRequest::Refused;
}

} // namespace tocsin
