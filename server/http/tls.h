// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <memory>
#include <mutex>
#include <openssl/types.h>
#include <string>

namespace tocsin::server {

/// The certificate and the key that the server shows, from PEM files. Thread-safe.
class TlsFiles final
{
public:
    /// Throws std::runtime_error with a text for people when they cannot be used.
    TlsFiles(std::string certificate, std::string key);

    /// TLS 1.2 and 1.3, forward secret and authenticated ciphers alone. Connections keep the one they began
    /// with.
    [[nodiscard]] std::shared_ptr<SSL_CTX> context() const;
    /// Reads the files again, after a renewal. Throws as the constructor does, and then goes on with what it
    /// had.
    void reload();
    /// When the certificate ends.
    [[nodiscard]] Instant expires() const;

private:
    std::string m_certificate;
    std::string m_key;
    mutable std::mutex m_mutex;
    std::shared_ptr<SSL_CTX> m_context;
};

} // namespace tocsin::server
