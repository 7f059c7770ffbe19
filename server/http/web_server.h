// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/connection_table.h"
#include "server/http/handler.h"
#include "server/http/network.h"

#include <cstdint>
#include <memory>
#include <string>

namespace tocsin::server {

struct ListenAt
{
    std::string host;
    uint16_t port{0}; ///< 0: any free one
    ProxyTrust trust{};
    std::string tlsCertificate{}; ///< PEM files; both or none
    std::string tlsKey{};

    [[nodiscard]] bool speaksTls() const { return !tlsCertificate.empty(); }
    [[nodiscard]] bool behindProxy() const { return trust.anyPeer || !trust.networks.empty(); }
};

/// The HTTP side: connections, sizes, deadlines, TLS. Boost.Beast and Asio are behind it. Answers come from
/// the handler.
class WebServer final
{
public:
    /// `room`: less if the process may not have that many files. Throws std::runtime_error with a text for
    /// people when it cannot listen there.
    WebServer(Handler& handler, const ListenAt& where, ConnectionTable::Room room);
    ~WebServer();
    WebServer(const WebServer&) = delete;
    WebServer& operator=(const WebServer&) = delete;

    /// `http://127.0.0.1:3000`
    [[nodiscard]] std::string url() const;

    /// Reads the TLS files again. A failure is logged, and the old ones stay.
    void reload() noexcept;

    /// Takes no more connections and returns when every request under way has its answer, or after 10
    /// seconds.
    void stop();

private:
    struct Running;
    std::unique_ptr<Running> m_running;
};

} // namespace tocsin::server
