// SPDX-License-Identifier: MIT
#include "core/ipc/peer.h"

#include <QFile>

#include <sys/socket.h>
#include <unistd.h>

namespace tocsin {

using namespace Qt::StringLiterals;

std::optional<Peer> peerOf(qintptr socketDescriptor)
{
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (::getsockopt(static_cast<int>(socketDescriptor), SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
        return std::nullopt;
    return Peer{.uid = credentials.uid, .pid = credentials.pid};
}

bool isForwarder(const Peer& peer)
{
    QFile comm{u"/proc/%1/comm"_s.arg(peer.pid)};
    if (peer.pid <= 0 || !comm.open(QIODevice::ReadOnly))
        return false;
    const QByteArray name = comm.readAll().trimmed();
    return name == "ssh" || name.startsWith("sshd");
}

} // namespace tocsin
