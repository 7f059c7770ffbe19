// SPDX-License-Identifier: MIT
#include "server/base/service_manager.h"

#include <algorithm>
#include <cstddef>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace tocsin::server {

void tellServiceManager(const std::string& socket, std::string_view state) noexcept
{
    sockaddr_un address{};
    if (socket.empty() || socket.size() >= sizeof(address.sun_path))
        return;
    address.sun_family = AF_UNIX;
    std::copy(socket.begin(), socket.end(), std::begin(address.sun_path));
    if (socket.front() == '@')
        address.sun_path[0] = '\0';
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket.size());
    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return;
    const void* const to = &address;
    sendto(descriptor, state.data(), state.size(), MSG_NOSIGNAL, static_cast<const sockaddr*>(to), length);
    close(descriptor);
}

} // namespace tocsin::server
