// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/router.h"
#include "server/http/http_text.h"
#include "server/http/network.h"

namespace tocsin::server {

/// Between HTTP and the router: what a request says, what an answer looks like, a line in the access log.
class RequestHandler final
{
public:
    RequestHandler(Router& router, ProxyTrust trust, bool tls)
        : m_router{router}
        , m_trust{std::move(trust)}
        , m_tls{tls}
    {}

    /// The whole answer. `goesOn`: the connection stays open.
    [[nodiscard]] std::string answer(const RequestHead& head, const std::string& body, const Address& peer,
                                     bool goesOn) const;
    /// The answer to a request that could not be read; the connection then ends. `head`: empty if it is the
    /// head that could not.
    [[nodiscard]] std::string refusal(const Unreadable& why, const RequestHead& head) const;

private:
    [[nodiscard]] std::string written(const ApiAnswer& answer, const std::string& requestId, bool withBody,
                                      bool goesOn) const;

    Router& m_router;
    ProxyTrust m_trust;
    bool m_tls;
};

} // namespace tocsin::server
