// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/network.h"

#include <cstdint>
#include <string>

namespace tocsin::server {

/// A file descriptor that is closed at its end.
class FileDescriptor final
{
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int fd)
        : m_fd{fd}
    {}
    FileDescriptor(FileDescriptor&& other) noexcept
        : m_fd{other.m_fd}
    {
        other.m_fd = -1;
    }
    FileDescriptor& operator=(FileDescriptor&&) = delete;
    ~FileDescriptor();

    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] explicit operator bool() const { return m_fd >= 0; }

private:
    int m_fd{-1};
};

/// A socket that takes connections. A second listener on the same port is refused.
class Listener final
{
public:
    /// Throws std::runtime_error with a text for people.
    Listener(const std::string& host, uint16_t port);

    struct Accepted
    {
        FileDescriptor socket{}; ///< non-blocking; none when there was nobody after all
        Address peer{};
    };
    /// Waits for somebody; returns with nobody after wake().
    [[nodiscard]] Accepted accept() const;
    void wake() const;

    /// `127.0.0.1:3000`, `[::1]:3000`
    [[nodiscard]] const std::string& where() const { return m_where; }

private:
    FileDescriptor m_socket;
    FileDescriptor m_wake;
    std::string m_where;
};

} // namespace tocsin::server
