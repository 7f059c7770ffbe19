// SPDX-License-Identifier: MIT
#include "core/claude/status/running_claudes.h"

#include "core/claude/status/status_file.h"
#include "core/system/claude_process.h"
#include "core/system/system_info.h"

#include <QDir>

namespace tocsin {

using namespace Qt::StringLiterals;

QList<ClaudeStatus> runningClaudes(const QString& configFolder)
{
    QList<ClaudeStatus> running;
    const QDir folder{QDir{configFolder}.filePath(u"sessions"_s)};
    const QString here = QString::fromLatin1(pidNamespace());
    for (const QString& name : folder.entryList({u"*.json"_s}, QDir::Files)) {
        const qint64 pid = pidOfStatusFile(name);
        const auto bytes = pid > 0 ? readStatusFile(folder.filePath(name)) : std::nullopt;
        const auto status = bytes ? parseClaudeStatus(*bytes) : std::nullopt;
        if (!status || status->sessionId.isEmpty())
            continue;
        const ProcessInfo process = processInfo(pid);
        const ClaudeProcess known{.pid = pid,
                                  .startTime = QString::fromLatin1(process.startTime),
                                  .bootId = {},
                                  .pidNamespace = here};
        if (!process.startTime.isEmpty() && !process.hasEnded && isOfProcess(*status, known))
            running.append(*status);
    }
    return running;
}

} // namespace tocsin
