// SPDX-License-Identifier: MIT
#include "core/system/presence/terminal_idle.h"

#include <QFile>

#include <algorithm>
#include <sys/stat.h>

namespace tocsin {

using namespace Qt::StringLiterals;

PresenceFact terminalIdle(const QString& path, const QDateTime& now)
{
    PresenceFact fact{.source = u"terminal"_s, .at = now};
    struct stat info = {};
    if (path.isEmpty())
        fact.problem = u"the session has no terminal"_s;
    else if (!path.startsWith("/dev/"_L1) || ::stat(QFile::encodeName(path).constData(), &info) != 0 ||
             !S_ISCHR(info.st_mode))
        fact.problem = u"the session's terminal is gone"_s;
    else {
        const qint64 idle = now.toMSecsSinceEpoch() - (static_cast<qint64>(info.st_atim.tv_sec) * 1000 +
                                                       info.st_atim.tv_nsec / 1'000'000);
        // The clock was set back meanwhile: how long ago it was is not known.
        if (idle < -1000)
            fact.problem = u"the terminal was last used in the future"_s;
        else
            fact.idle = std::chrono::milliseconds{std::max<qint64>(idle, 0)};
    }
    return fact;
}

} // namespace tocsin
