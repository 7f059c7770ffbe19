// SPDX-License-Identifier: MIT
#include "server/base/self_request.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <netdb.h>
#include <poll.h>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace tocsin::server {

namespace {

struct Place
{
    std::string host;
    std::string port;
};

/// Of http://HOST:PORT. A wildcard is reached by the loopback address.
Place placeOf(std::string_view url)
{
    url.remove_prefix(std::min(url.size(), url.find("://") + 3));
    const size_t colon = std::min(url.rfind(':'), url.size());
    std::string_view host = url.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    if (host == "0.0.0.0")
        host = "127.0.0.1";
    if (host == "::")
        host = "::1";
    return {std::string{host}, std::string{url.substr(std::min(url.size(), colon + 1))}};
}

class Socket final
{
public:
    explicit Socket(const addrinfo& at)
        : m_descriptor{::socket(at.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)}
    {}
    ~Socket()
    {
        if (m_descriptor >= 0)
            close(m_descriptor);
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    [[nodiscard]] bool connectTo(const addrinfo& at) const
    {
        return m_descriptor >= 0 &&
               (connect(m_descriptor, at.ai_addr, at.ai_addrlen) == 0 || errno == EINPROGRESS);
    }
    /// True when that happens before the deadline.
    [[nodiscard]] bool waitFor(short events, std::chrono::steady_clock::time_point deadline) const
    {
        while (true) {
            const auto left =
                std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
            pollfd waits{m_descriptor, events, 0};
            const int ready = poll(&waits, 1, static_cast<int>(std::max<long>(left.count(), 0)));
            if (ready >= 0 || errno != EINTR)
                return ready > 0;
        }
    }
    [[nodiscard]] bool isConnected() const
    {
        int error = 0;
        socklen_t length = sizeof error;
        return getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &error, &length) == 0 && error == 0;
    }
    void say(std::string_view text) const
    {
        [[maybe_unused]] const ssize_t sent = send(m_descriptor, text.data(), text.size(), MSG_NOSIGNAL);
    }

private:
    int m_descriptor;
};

} // namespace

bool actsOnRequest(const std::string& url, std::chrono::milliseconds patience)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    const Place place = placeOf(url);
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (getaddrinfo(place.host.c_str(), place.port.c_str(), &wanted, &found) != 0)
        return false;
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> at{found, &freeaddrinfo};
    const Socket socket{*at};
    if (!socket.connectTo(*at) || !socket.waitFor(POLLOUT, deadline) || !socket.isConnected())
        return false;
    socket.say("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    return socket.waitFor(POLLIN, deadline);
}

} // namespace tocsin::server
