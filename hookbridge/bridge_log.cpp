// SPDX-License-Identifier: MIT
#include "hookbridge/bridge_log.h"

#include "core/ipc/private_folder.h"

#include <QDateTime>
#include <QFile>

#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tocsin {

namespace {
constexpr off_t MaxLog = 1024 * 1024;
}

void logOutcome(const QString& folder, const QByteArray& outcome, const QByteArray& reason, qsizetype bytes)
{
    if (makePrivateFolder(folder))
        return;
    const QByteArray path = QFile::encodeName(folder) + "/hookbridge.log";
    struct stat info
    {};
    if (::stat(path.constData(), &info) == 0 && info.st_size > MaxLog)
        std::rename(path.constData(), (path + ".1").constData());
    const int fd = ::open(path.constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return;
    const QByteArray line = "{\"at\":\"" +
                            QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() +
                            "\",\"event\":\"" + outcome + "\",\"reason\":\"" + reason +
                            "\",\"bytes\":" + QByteArray::number(bytes) + "}\n";
    // One write, so that lines of bridges that run at once do not mix.
    [[maybe_unused]] const ssize_t written = ::write(fd, line.constData(), static_cast<size_t>(line.size()));
    ::close(fd);
}

} // namespace tocsin
