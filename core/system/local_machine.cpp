// SPDX-License-Identifier: MIT
#include "core/system/local_machine.h"

#include "core/system/system_info.h"

#include <QSysInfo>

namespace tocsin {

LocalMachine LocalMachine::current(const QDateTime& now)
{
    const auto sinceBootMs = static_cast<qint64>(sinceBootNs() / 1'000'000U);
    return {.bootId = QString::fromLatin1(tocsin::bootId()),
            .pidNamespace = QString::fromLatin1(tocsin::pidNamespace()),
            .hostname = QSysInfo::machineHostName(),
            .since = now.addMSecs(-sinceBootMs)};
}

bool LocalMachine::isSameBoot(const ClaudeProcess& process) const
{
    return !bootId.isEmpty() && process.bootId == bootId;
}

bool LocalMachine::canSee(const ClaudeProcess& process) const
{
    return process.isKnown() && isSameBoot(process) &&
           (process.pidNamespace.isEmpty() || pidNamespace.isEmpty() || process.pidNamespace == pidNamespace);
}

} // namespace tocsin
