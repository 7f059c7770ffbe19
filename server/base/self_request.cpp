// SPDX-License-Identifier: MIT
#include "server/base/self_request.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace tocsin::server {

namespace {

using Deadline = std::chrono::steady_clock::time_point;

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
        comeFromLoopback(at.ai_family);
        return m_descriptor >= 0 &&
               (connect(m_descriptor, at.ai_addr, at.ai_addrlen) == 0 || errno == EINPROGRESS);
    }
    /// True when that happens before the deadline.
    [[nodiscard]] bool waitFor(short events, Deadline deadline) const
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
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    void say(std::string_view text) const
    {
        [[maybe_unused]] const ssize_t sent = send(m_descriptor, text.data(), text.size(), MSG_NOSIGNAL);
    }
    /// The first bytes that come; fewer if nothing more does.
    [[nodiscard]] std::string hear(size_t most, Deadline deadline) const
    {
        std::string heard;
        while (heard.size() < most && waitFor(POLLIN, deadline)) {
            std::array<char, 64> piece{};
            const ssize_t got =
                recv(m_descriptor, piece.data(), std::min(piece.size(), most - heard.size()), 0);
            if (got <= 0)
                break;
            heard.append(piece.data(), static_cast<size_t>(got));
        }
        return heard;
    }

private:
    /// Without TLS a server talks to its own machine, and knows that by this address alone. If it cannot be
    /// had, the system's choice will do.
    void comeFromLoopback(int family) const
    {
        sockaddr_in four{};
        four.sin_family = AF_INET;
        four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        sockaddr_in6 six{};
        six.sin6_family = AF_INET6;
        six.sin6_addr = in6addr_loopback;
        const void* const where = family == AF_INET6 ? static_cast<void*>(&six) : &four;
        const socklen_t size = family == AF_INET6 ? sizeof six : sizeof four;
        [[maybe_unused]] const int bound = bind(m_descriptor, static_cast<const sockaddr*>(where), size);
    }

    int m_descriptor;
};

/// The same over TLS.
class TlsTalk final
{
public:
    TlsTalk(const Socket& socket, Deadline deadline)
        : m_socket{socket}
        , m_deadline{deadline}
        , m_context{SSL_CTX_new(TLS_client_method()), &SSL_CTX_free}
        , m_tls{m_context ? SSL_new(m_context.get()) : nullptr, &SSL_free}
    {}

    [[nodiscard]] std::string ask(std::string_view text, size_t most)
    {
        std::string heard;
        if (!m_tls || SSL_set_fd(m_tls.get(), m_socket.descriptor()) != 1 ||
            done([&] { return SSL_connect(m_tls.get()); }) <= 0 ||
            done([&] { return SSL_write(m_tls.get(), text.data(), static_cast<int>(text.size())); }) <= 0)
            return heard;
        while (heard.size() < most) {
            std::array<char, 64> piece{};
            const int got =
                done([&] { return SSL_read(m_tls.get(), piece.data(), static_cast<int>(piece.size())); });
            if (got <= 0)
                break;
            heard.append(piece.data(), static_cast<size_t>(got));
        }
        return heard.substr(0, most);
    }

private:
    /// What the step returns once it need not wait any more; 0 when time is up.
    template<typename Step> [[nodiscard]] int done(Step step)
    {
        while (true) {
            const int result = step();
            const int why = SSL_get_error(m_tls.get(), result);
            if (result > 0 || (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE))
                return result;
            if (!m_socket.waitFor(why == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT, m_deadline))
                return 0;
        }
    }

    const Socket& m_socket;
    const Deadline m_deadline;
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> m_context;
    std::unique_ptr<SSL, decltype(&SSL_free)> m_tls;
};

} // namespace

bool answersOwnRequest(const std::string& url, std::chrono::milliseconds patience)
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
    constexpr std::string_view request{
        "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"};
    constexpr std::string_view well{"HTTP/1.1 200 "};
    constexpr std::string_view often{"HTTP/1.1 429 "};
    std::string heard;
    if (url.starts_with("https:")) {
        heard = TlsTalk{socket, deadline}.ask(request, well.size());
    } else {
        socket.say(request);
        heard = socket.hear(well.size(), deadline);
    }
    return heard == well || heard == often;
}

} // namespace tocsin::server
