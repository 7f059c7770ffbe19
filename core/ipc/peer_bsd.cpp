// SPDX-License-Identifier: MIT
// macOS and the BSDs: the kernel names the user, not the process.
#include "core/ipc/peer.h"

#include <sys/types.h>
#include <unistd.h>

namespace tocsin {

std::optional<Peer> peerOf(qintptr socketDescriptor)
{
    uid_t uid = 0;
    gid_t gid = 0;
    if (::getpeereid(static_cast<int>(socketDescriptor), &uid, &gid) != 0)
        return std::nullopt;
    return Peer{.uid = static_cast<quint32>(uid), .pid = 0};
}

bool isForwarder(const Peer&)
{
    return false;
}

} // namespace tocsin
