// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <cstdint>
#include <optional>

namespace tocsin {

/// Who is at the other end of a connected Unix socket, as the kernel says.
struct Peer
{
    quint32 uid{0};
    qint64 pid{0}; ///< 0 where the system does not tell
};

[[nodiscard]] std::optional<Peer> peerOf(qintptr socketDescriptor);

/// True when that peer runs as the user we run as.
[[nodiscard]] bool isOurUser(qintptr socketDescriptor);

/// True when that peer may be served: our user, or root, who could read all that we have anyway. Root may be
/// in a container that our socket was mounted into, and its hooks are to be told.
[[nodiscard]] bool isServed(const Peer& peer);

/// True when the peer may only report and read: it is root, or ssh, with a connection from another machine.
[[nodiscard]] bool isLimited(const Peer& peer);

/// True when the peer is ssh, carrying a connection from another machine.
[[nodiscard]] bool isForwarder(const Peer& peer);

} // namespace tocsin
