// SPDX-License-Identifier: MIT
// What tests/bench/server compares with: Beast's parser on two threads of Asio, a handler that parses a
// heartbeat and answers as tocsin-server does, and nothing else. Prints its port, ends when its stdin does.
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <utility>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Tcp = asio::ip::tcp;

std::string answerTo(const std::string& body)
{
    const auto beat = Poco::JSON::Parser{}.parse(body).extract<Poco::JSON::Object::Ptr>();
    Poco::JSON::Object answer;
    answer.set("status", "active");
    answer.set("monitoring", beat->has("timestamp") && beat->has("last_activity"));
    std::ostringstream text;
    answer.stringify(text);
    return text.str();
}

class Connection final : public std::enable_shared_from_this<Connection>
{
public:
    explicit Connection(Tcp::socket socket)
        : m_stream{std::move(socket)}
    {}

    void read()
    {
        m_request = {};
        http::async_read(m_stream, m_buffer, m_request,
                         [self = shared_from_this()](beast::error_code error, std::size_t) {
                             if (!error)
                                 self->answer();
                         });
    }

private:
    void answer()
    {
        m_response = {http::status::ok, m_request.version()};
        m_response.set(http::field::content_type, "application/json");
        m_response.keep_alive(m_request.keep_alive());
        m_response.body() = answerTo(m_request.body());
        m_response.prepare_payload();
        http::async_write(m_stream, m_response,
                          [self = shared_from_this()](beast::error_code error, std::size_t) {
                              if (!error && self->m_response.keep_alive())
                                  self->read();
                          });
    }

    beast::tcp_stream m_stream;
    beast::flat_buffer m_buffer;
    http::request<http::string_body> m_request;
    http::response<http::string_body> m_response;
};

void accept(asio::io_context& context, Tcp::acceptor& acceptor)
{
    acceptor.async_accept(asio::make_strand(context), [&](beast::error_code error, Tcp::socket socket) {
        if (error)
            return;
        std::make_shared<Connection>(std::move(socket))->read();
        accept(context, acceptor);
    });
}

} // namespace

int main()
{
    asio::io_context context{2};
    Tcp::acceptor acceptor{context, {asio::ip::make_address("127.0.0.1"), 0}};
    accept(context, acceptor);
    std::cout << acceptor.local_endpoint().port() << std::endl;
    std::thread one{[&context] { context.run(); }};
    std::thread other{[&context] { context.run(); }};
    std::string line;
    while (std::getline(std::cin, line)) {
    }
    context.stop();
    one.join();
    other.join();
    return 0;
}
