// SPDX-License-Identifier: MIT
#include "core/system/system_info.h"
#include "core/terminal/foreground.h"
#include "core/terminal/process_line.h"

#include <QByteArrayList>
#include <QDir>
#include <QFile>

#include <array>
#include <unistd.h>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Of proc(5)'s stat, after the name.
struct Job
{
    QByteArray state{};
    qint64 group{0};
    qint64 foregroundGroup{0}; ///< of its terminal
};

Job jobOf(qint64 pid)
{
    QFile file{u"/proc/%1/stat"_s.arg(pid)};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray stat = file.readAll();
    const QByteArrayList fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return {.state = fields.value(0),
            .group = fields.value(2).toLongLong(),
            .foregroundGroup = fields.value(5).toLongLong()};
}

bool hasAsInput(qint64 pid, const QString& tty)
{
    std::array<char, 64> target{};
    const ssize_t size =
        ::readlink(QFile::encodeName(u"/proc/%1/fd/0"_s.arg(pid)).constData(), target.data(), target.size());
    return QByteArray{target.data(), size > 0 ? size : 0} == QFile::encodeName(tty);
}

} // namespace

bool readsTerminal(const TerminalPlace& place, const QString& tty)
{
    const ProcessInfo info = processInfo(place.pid);
    const Job own = jobOf(place.pid);
    if (tty.isEmpty() || info.hasEnded || QString::fromLatin1(info.startTime) != place.startTime ||
        own.group <= 0 || own.group != own.foregroundGroup || own.state.startsWith('T') ||
        QFile::decodeName(controllingTerminal(place.pid)) != tty)
        return false;
    const QList<qint64> ancestors = pidsOf(ancestorsOf(place.pid));
    for (const QString& name : QDir{u"/proc"_s}.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const qint64 pid = name.toLongLong();
        if (pid > 1 && pid != place.pid && !ancestors.contains(pid) && jobOf(pid).group == own.group &&
            hasAsInput(pid, tty))
            return false;
    }
    return true;
}

} // namespace tocsin
