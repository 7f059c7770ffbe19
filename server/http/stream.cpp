// SPDX-License-Identifier: MIT
#include "server/http/stream.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>

namespace tocsin::server {

namespace {

/// True when the socket is ready, or has an error for the next call to find.
bool waitFor(int fd, short events, SteadyTime deadline)
{
    while (true) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        if (left <= 0)
            return false;
        pollfd one{fd, events, 0};
        const int ready = poll(&one, 1, static_cast<int>(std::min<long>(left, INT_MAX)));
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return false;
    }
}

class PlainStream final : public Stream
{
public:
    explicit PlainStream(int fd)
        : m_fd{fd}
    {}

    size_t read(std::span<char> into, SteadyTime deadline) override
    {
        if (m_isDrained && !waitFor(m_fd, POLLIN, deadline))
            return 0;
        do {
            const ssize_t got = recv(m_fd, into.data(), into.size(), 0);
            m_isDrained = got >= 0 && static_cast<size_t>(got) < into.size();
            if (got >= 0)
                return static_cast<size_t>(got);
            if (errno != EAGAIN && errno != EINTR)
                return 0;
        } while (waitFor(m_fd, POLLIN, deadline));
        return 0;
    }

    bool write(std::string_view all, SteadyTime deadline) override
    {
        while (!all.empty()) {
            const ssize_t sent = send(m_fd, all.data(), all.size(), MSG_NOSIGNAL);
            if (sent >= 0)
                all.remove_prefix(static_cast<size_t>(sent));
            else if ((errno != EAGAIN && errno != EINTR) || !waitFor(m_fd, POLLOUT, deadline))
                return false;
        }
        return true;
    }

    void finish(SteadyTime) override { shutdown(m_fd, SHUT_WR); }

private:
    int m_fd;
    bool m_isDrained{false}; ///< a read now would most likely have to wait: that is asked first
};

class TlsStream final : public Stream
{
public:
    TlsStream(int fd, SSL_CTX& context)
        : m_fd{fd}
        , m_ssl{SSL_new(&context), &SSL_free}
    {
        if (!m_ssl || SSL_set_fd(m_ssl.get(), fd) != 1)
            throw std::runtime_error("no memory for a TLS connection");
        SSL_set_accept_state(m_ssl.get());
        SSL_set_mode(m_ssl.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_RELEASE_BUFFERS);
    }

    size_t read(std::span<char> into, SteadyTime deadline) override
    {
        const int most = static_cast<int>(std::min<size_t>(into.size(), INT_MAX));
        const int got = retry([&] { return SSL_read(m_ssl.get(), into.data(), most); }, deadline);
        return got > 0 ? static_cast<size_t>(got) : 0;
    }

    bool write(std::string_view all, SteadyTime deadline) override
    {
        while (!all.empty()) {
            const int most = static_cast<int>(std::min<size_t>(all.size(), INT_MAX));
            const int sent = retry([&] { return SSL_write(m_ssl.get(), all.data(), most); }, deadline);
            if (sent <= 0)
                return false;
            all.remove_prefix(static_cast<size_t>(sent));
        }
        return true;
    }

    void finish(SteadyTime deadline) override
    {
        if (!m_broken) // after a failure OpenSSL wants no more calls
            retry([&] { return SSL_shutdown(m_ssl.get()) < 0 ? -1 : 1; }, deadline);
        shutdown(m_fd, SHUT_WR);
    }

private:
    /// Calls until it succeeds, fails or the deadline is there.
    template<typename Call> int retry(Call call, SteadyTime deadline)
    {
        while (!m_broken) {
            ERR_clear_error(); // SSL_get_error() reads the thread's queue, which others may have written to
            const int result = call();
            if (result > 0)
                return result;
            const int why = SSL_get_error(m_ssl.get(), result);
            const bool waits = why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE;
            if (waits && waitFor(m_fd, why == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT, deadline))
                continue;
            m_broken = why != SSL_ERROR_ZERO_RETURN;
            break;
        }
        return 0;
    }

    int m_fd;
    std::unique_ptr<SSL, decltype(&SSL_free)> m_ssl;
    bool m_broken{false};
};

} // namespace

std::unique_ptr<Stream> plainStream(int fd)
{
    return std::make_unique<PlainStream>(fd);
}

std::unique_ptr<Stream> tlsStream(int fd, SSL_CTX& context)
{
    return std::make_unique<TlsStream>(fd, context);
}

} // namespace tocsin::server
