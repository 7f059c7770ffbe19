// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <openssl/types.h>
#include <span>
#include <string_view>

namespace tocsin::server {

using SteadyTime = std::chrono::steady_clock::time_point;

/// Bytes of one connection. Every call takes a deadline for the whole of it: a time-out for each read would
/// let one byte every few seconds go on for ever. Not thread-safe.
class Stream
{
public:
    Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    virtual ~Stream() = default;

    /// Some bytes; 0 when no more will come: the peer has ended, an error, or the deadline.
    [[nodiscard]] virtual size_t read(std::span<char> into, SteadyTime deadline) = 0;
    /// False when not everything could be written by then.
    [[nodiscard]] virtual bool write(std::string_view all, SteadyTime deadline) = 0;
    /// Tells the peer that nothing more will be written.
    virtual void finish(SteadyTime deadline) = 0;
};

// `fd` is a connected, non-blocking socket; the caller closes it, after the stream is gone.
[[nodiscard]] std::unique_ptr<Stream> plainStream(int fd);
/// The server's side of TLS; the handshake is part of the first read(). Throws std::runtime_error without
/// memory.
[[nodiscard]] std::unique_ptr<Stream> tlsStream(int fd, SSL_CTX& context);

} // namespace tocsin::server
