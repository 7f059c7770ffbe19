// SPDX-License-Identifier: MIT
#include "core/system/system_info.h"
#include "core/terminal/ssh_client.h"

#include <QByteArrayList>
#include <QDir>
#include <QFile>
#include <QSet>

#include <array>
#include <unistd.h>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// The last part of `0100007F:0016`.
quint16 portOf(const QByteArray& address)
{
    return address.split(':').last().toUShort(nullptr, 16);
}

/// Inodes of this user's open connections with these ports (proc(5), /proc/net/tcp).
QSet<QByteArray> connectionsOf(const SshHint& hint)
{
    QSet<QByteArray> inodes;
    for (const QString& table : {u"/proc/net/tcp"_s, u"/proc/net/tcp6"_s}) {
        QFile file{table};
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray& line : file.readAll().split('\n').mid(1)) {
            const QByteArrayList words = line.simplified().split(' ');
            constexpr auto Established = "01";
            if (words.size() > 9 && words.at(3) == Established && portOf(words.at(1)) == hint.clientPort &&
                portOf(words.at(2)) == hint.serverPort && words.at(7).toUInt() == ::geteuid())
                inodes.insert(words.at(9));
        }
    }
    return inodes;
}

bool hasOneOf(qint64 pid, const QSet<QByteArray>& inodes)
{
    const QString folder = u"/proc/%1/fd"_s.arg(pid);
    for (const QString& name :
         QDir{folder}.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        std::array<char, 64> target{};
        const ssize_t size =
            ::readlink(QFile::encodeName(folder + u'/' + name).constData(), target.data(), target.size());
        // `socket:[4711]`
        const QByteArray link{target.data(), size > 0 ? size : 0};
        if (link.startsWith("socket:[") && inodes.contains(link.mid(8).chopped(1)))
            return true;
    }
    return false;
}

} // namespace

qint64 localSshClient(const SshHint& hint)
{
    const QSet<QByteArray> inodes = connectionsOf(hint);
    if (inodes.isEmpty())
        return 0;
    for (const QString& name : QDir{u"/proc"_s}.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const qint64 pid = name.toLongLong();
        if (pid > 1 && processInfo(pid).name == "ssh" && hasOneOf(pid, inodes))
            return pid;
    }
    return 0;
}

} // namespace tocsin
