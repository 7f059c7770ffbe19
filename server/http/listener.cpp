// SPDX-License-Identifier: MIT
#include "server/http/listener.h"

#include <Poco/Exception.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/SocketAddress.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace tocsin::server {

namespace {

constexpr int Backlog = 512;

void setFlag(int socket, int level, int name)
{
    const int on = 1;
    setsockopt(socket, level, name, &on, sizeof on);
}

/// Throws Poco::Exception with the system's reason.
int listeningSocket(const Poco::Net::SocketAddress& at)
{
    const int fd = socket(at.af(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        throw Poco::IOException{std::generic_category().message(errno)};
    setFlag(fd, SOL_SOCKET, SO_REUSEADDR); // not SO_REUSEPORT: two servers would share the requests
    if (bind(fd, at.addr(), at.length()) == 0 && listen(fd, Backlog) == 0)
        return fd;
    const int error = errno;
    close(fd);
    throw Poco::IOException{std::generic_category().message(error)};
}

Poco::Net::SocketAddress boundTo(int fd)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    void* const raw = &storage;
    getsockname(fd, static_cast<sockaddr*>(raw), &size);
    return Poco::Net::SocketAddress{static_cast<const sockaddr*>(raw), size};
}

int open(const std::string& host, uint16_t port)
{
    try {
        Poco::Net::IPAddress address;
        if (!Poco::Net::IPAddress::tryParse(host, address))
            address = Poco::Net::DNS::resolveOne(host);
        return listeningSocket(Poco::Net::SocketAddress{address, port});
    } catch (const Poco::Exception& e) {
        throw std::runtime_error("cannot listen on " + host + ", port " + std::to_string(port) + ": " +
                                 e.displayText());
    }
}

} // namespace

FileDescriptor::~FileDescriptor()
{
    if (m_fd >= 0)
        close(m_fd);
}

Listener::Listener(const std::string& host, uint16_t port)
    : m_socket{open(host, port)}
    , m_wake{eventfd(0, EFD_CLOEXEC)}
    , m_where{boundTo(m_socket.get()).toString()}
{}

Listener::Accepted Listener::accept() const
{
    std::array<pollfd, 2> both{{{m_socket.get(), POLLIN, 0}, {m_wake.get(), POLLIN, 0}}};
    if (poll(both.data(), both.size(), -1) <= 0 || both[1].revents != 0)
        return {};
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    void* const raw = &storage;
    const int fd = accept4(m_socket.get(), static_cast<sockaddr*>(raw), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) {
        if (errno == EMFILE || errno == ENFILE || errno == ENOMEM) // who waits stays in the backlog
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        return {};
    }
    FileDescriptor socket{fd};
    setFlag(fd, IPPROTO_TCP, TCP_NODELAY);
    const Poco::Net::SocketAddress peer{static_cast<const sockaddr*>(raw), size};
    const auto address = Address::parse(peer.host().toString());
    if (!address)
        return {};
    return {std::move(socket), *address};
}

void Listener::wake() const
{
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(m_wake.get(), &one, sizeof one);
}

} // namespace tocsin::server
