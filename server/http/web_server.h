// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/router.h"

#include <cstdint>
#include <memory>
#include <string>

namespace tocsin::server {

struct ListenAt
{
    std::string host;
    uint16_t port{0};        ///< 0: any free one
    bool behindProxy{false}; ///< take the client's address from X-Forwarded-For
};

/// The HTTP side: connections, sizes, timeouts. Answers come from the router.
class WebServer final
{
public:
    /// Throws std::runtime_error with a text for people when it cannot listen there.
    WebServer(Router& router, const ListenAt& where);
    ~WebServer();
    WebServer(const WebServer&) = delete;
    WebServer& operator=(const WebServer&) = delete;

    [[nodiscard]] std::string url() const;

    /// Takes no more connections and returns when every request under way has its answer.
    void stop();

private:
    struct Running;
    std::unique_ptr<Running> m_running;
};

/// True when only this machine can reach `host` (a name or an address).
[[nodiscard]] bool isLoopback(const std::string& host);

/// Whose limits a request counts against: the address, or its /64 network for IPv6, where one client has
/// that many addresses.
[[nodiscard]] std::string limitAddress(const std::string& address);

} // namespace tocsin::server
