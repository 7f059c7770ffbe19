// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/connection_table.h"
#include "server/http/handler_pool.h"
#include "server/http/network.h"
#include "server/http/request_handler.h"
#include "server/http/request_reader.h"

// Asio is for this file and for those that include it: connection.cpp and web_server.cpp.
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <chrono>
#include <memory>
#include <openssl/types.h>
#include <optional>
#include <string>

namespace tocsin::server {

/// What one connection may take.
struct ConnectionLimits
{
    RequestReader::Most bytes{};
    std::chrono::seconds headTime{10}; ///< for the whole head; of the first one from the connection's begin
    std::chrono::seconds bodyTime{20};
    std::chrono::seconds queueTime{4}; ///< until a thread is free for it
    /// Until the answer is there, the queue included. A client has it after 8 seconds.
    std::chrono::milliseconds thinkTime{7500};
    std::chrono::seconds answerTime{20};
    std::chrono::seconds waitTime{75}; ///< between two requests; a heartbeat comes every 30 seconds
};

/// What all connections share.
struct Serving
{
    const RequestHandler& handler;
    ConnectionTable& table;
    HandlerPool& pool;
    const ConnectionLimits limits{};
};

using IoExecutor = boost::asio::io_context::executor_type;
using TcpSocket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, IoExecutor>;
/// Has a deadline for whatever is under way.
using TcpStream = boost::beast::basic_stream<boost::asio::ip::tcp, IoExecutor>;

/// Serves one connection: one request after the other until one side has enough. All but the handler runs in
/// the socket's one thread. Lives for as long as something is under way.
class Connection : public std::enable_shared_from_this<Connection>
{
public:
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection();

    /// From any thread. `address`: whose connections are counted, empty for a proxy. False when there is no
    /// room: it then ends with its last owner.
    [[nodiscard]] bool enter(const std::string& address);
    /// In any thread, once.
    void start();

protected:
    using Error = boost::beast::error_code;
    Connection(const Serving& serving, TcpSocket socket, const Address& peer);

    [[nodiscard]] TcpStream& tcp() { return m_tcp; }
    template<typename Derived> [[nodiscard]] std::shared_ptr<Derived> self()
    {
        return std::static_pointer_cast<Derived>(shared_from_this());
    }

    // What TLS does otherwise. Each calls the function of its comment at its end.
    virtual void shakeHands() = 0;                       // ready()
    virtual void readSome(std::span<char> into) = 0;     // took()
    virtual void writeAll(const std::string& bytes) = 0; // wrote()
    virtual void sayGoodbye() = 0;                       // saidGoodbye()

    void ready(const Error& error);
    void took(const Error& error, size_t bytes);
    void wrote(const Error& error);
    void saidGoodbye();

private:
    using Doing = ConnectionTable::Doing;
    enum class After { GoOn, GoOnWithBody, Close, Refuse };

    void end(ConnectionTable::End how);
    void read();
    void proceed();
    void beginBody();
    void answer();
    /// `why` has to last as long as this.
    void refuse(const Unreadable& why);
    /// Hands it to the pool; `make` gives the whole answer.
    template<typename Make> void think(Make make, After after);
    void refuseAsBusy();
    void write(std::string text, After after);
    void waitForNext();
    void discard();
    void expiresIn(std::chrono::seconds time);

    const Serving& m_serving;
    TcpStream m_tcp;
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>, IoExecutor>
        m_patience; ///< for a thread to be free
    Address m_peer;
    std::optional<ConnectionTable::Id> m_id{};
    RequestReader m_reader;
    std::string m_answer{};
    After m_after{After::Close};
    std::atomic<bool> m_begun{false}; ///< the request: by a thread of the pool, or given up
    Deadline m_until{};               ///< for the answer
    bool m_waits{false};              ///< for the first byte of a next request
    size_t m_discarded{0};
};

[[nodiscard]] std::shared_ptr<Connection> plainConnection(const Serving& serving, TcpSocket socket,
                                                          const Address& peer);
[[nodiscard]] std::shared_ptr<Connection> tlsConnection(const Serving& serving, TcpSocket socket,
                                                        const Address& peer,
                                                        std::shared_ptr<SSL_CTX> context);

} // namespace tocsin::server
