// SPDX-License-Identifier: MIT
// What tests/bench/server compares with: POCO's own HTTP server, a handler that parses a heartbeat and
// answers as tocsin-server does, and nothing else. Prints its port, ends when its stdin does.
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/StreamCopier.h>
#include <Poco/ThreadPool.h>

#include <iostream>
#include <sstream>
#include <string>

namespace {

class Handler final : public Poco::Net::HTTPRequestHandler
{
public:
    void handleRequest(Poco::Net::HTTPServerRequest& request,
                       Poco::Net::HTTPServerResponse& response) override
    {
        std::string body;
        Poco::StreamCopier::copyToString(request.stream(), body);
        const auto beat = Poco::JSON::Parser{}.parse(body).extract<Poco::JSON::Object::Ptr>();
        Poco::JSON::Object answer;
        answer.set("status", "active");
        answer.set("monitoring", beat->has("timestamp") && beat->has("last_activity"));
        std::ostringstream text;
        answer.stringify(text);
        response.setContentType("application/json");
        response.sendBuffer(text.str().data(), text.str().size());
    }
};

class Factory final : public Poco::Net::HTTPRequestHandlerFactory
{
public:
    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override
    {
        return new Handler; // POCO's contract: its connection owns it
    }
};

} // namespace

int main()
{
    Poco::ThreadPool threads{2, 512};
    const Poco::Net::ServerSocket socket{Poco::Net::SocketAddress{"127.0.0.1", 0}};
    Poco::Net::HTTPServerParams::Ptr params{new Poco::Net::HTTPServerParams};
    params->setMaxThreads(512);
    params->setMaxKeepAliveRequests(0);
    Poco::Net::HTTPServer server{new Factory, threads, socket, params};
    server.start();
    std::cout << socket.address().port() << std::endl;
    std::string line;
    while (std::getline(std::cin, line)) {
    }
    server.stopAll(true);
    return 0;
}
