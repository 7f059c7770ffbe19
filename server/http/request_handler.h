// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/router.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>

namespace tocsin::server {

/// More than any request of the contract needs.
inline constexpr size_t MaxBodyBytes = 64 * 1024;

/// One HTTP request: read it, let the router answer, write the answer and a line in the access log.
class RequestHandler final : public Poco::Net::HTTPRequestHandler
{
public:
    RequestHandler(Router& router, bool behindProxy)
        : m_router{router}
        , m_behindProxy{behindProxy}
    {}

    void handleRequest(Poco::Net::HTTPServerRequest& request,
                       Poco::Net::HTTPServerResponse& response) override;

private:
    Router& m_router;
    bool m_behindProxy;
};

class RequestHandlerFactory final : public Poco::Net::HTTPRequestHandlerFactory
{
public:
    RequestHandlerFactory(Router& router, bool behindProxy)
        : m_router{router}
        , m_behindProxy{behindProxy}
    {}

    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& request) override;

private:
    Router& m_router;
    bool m_behindProxy;
};

} // namespace tocsin::server
