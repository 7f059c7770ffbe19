// SPDX-License-Identifier: MIT
#include "core/ipc/peer.h"

#include <unistd.h>

namespace tocsin {

bool isOurUser(qintptr socketDescriptor)
{
    const std::optional<Peer> peer = peerOf(socketDescriptor);
    return peer && peer->uid == ::geteuid();
}

bool isServed(const Peer& peer)
{
    return peer.uid == ::geteuid() || peer.uid == 0;
}

bool isLimited(const Peer& peer)
{
    return peer.uid != ::geteuid() || isForwarder(peer);
}

} // namespace tocsin
