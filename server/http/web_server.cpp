// SPDX-License-Identifier: MIT
#include "server/http/web_server.h"

#include "server/http/request_handler.h"

#include <Poco/Net/DNS.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>

#include <stdexcept>

namespace tocsin::server {

namespace {

constexpr int MaxThreads = 64; // POCO gives each open connection a thread

Poco::Net::IPAddress resolve(const std::string& host)
{
    Poco::Net::IPAddress address;
    if (Poco::Net::IPAddress::tryParse(host, address))
        return address;
    return Poco::Net::DNS::resolveOne(host);
}

Poco::Net::ServerSocket listenAt(const ListenAt& where)
{
    try {
        Poco::Net::ServerSocket socket;
        // Without SO_REUSEPORT: a second server on the same port must be refused, not share the requests.
        socket.bind(Poco::Net::SocketAddress{resolve(where.host), where.port}, true, false);
        socket.listen(128);
        return socket;
    } catch (const Poco::Exception& e) {
        throw std::runtime_error("cannot listen on " + where.host + ", port " + std::to_string(where.port) +
                                 ": " + e.displayText());
    }
}

Poco::Net::HTTPServerParams::Ptr serverParams()
{
    Poco::Net::HTTPServerParams::Ptr params{new Poco::Net::HTTPServerParams};
    params->setMaxThreads(MaxThreads);
    params->setMaxQueued(256);
    params->setTimeout({10, 0});
    params->setKeepAliveTimeout({5, 0}); // short: an idle connection holds a thread
    params->setMaxKeepAliveRequests(200);
    params->setThreadIdleTime({0, 200'000}); // stop() waits for idle threads for that long
    params->setSoftwareVersion({});
    return params;
}

} // namespace

struct WebServer::Running
{
    Running(Router& router, const ListenAt& where)
        : threads{2, MaxThreads}
        , socket{listenAt(where)}
        , server{new RequestHandlerFactory{router, where.behindProxy}, threads, socket, serverParams()}
    {}

    Poco::ThreadPool threads;
    Poco::Net::ServerSocket socket;
    Poco::Net::HTTPServer server;
};

WebServer::WebServer(Router& router, const ListenAt& where)
    : m_running{std::make_unique<Running>(router, where)}
{
    m_running->server.start();
}

WebServer::~WebServer()
{
    stop();
}

std::string WebServer::url() const
{
    return "http://" + m_running->socket.address().toString();
}

void WebServer::stop()
{
    m_running->server.stopAll(false);
    m_running->threads.joinAll();
}

bool isLoopback(const std::string& host)
{
    try {
        return resolve(host).isLoopback();
    } catch (const Poco::Exception&) {
        return false;
    }
}

std::string limitAddress(const std::string& address)
{
    Poco::Net::IPAddress parsed;
    if (!Poco::Net::IPAddress::tryParse(address, parsed))
        return "unknown";
    if (parsed.family() != Poco::Net::AddressFamily::IPv6 || parsed.isIPv4Mapped())
        return parsed.toString();
    return (parsed & Poco::Net::IPAddress{64, Poco::Net::AddressFamily::IPv6}).toString() + "/64";
}

} // namespace tocsin::server
