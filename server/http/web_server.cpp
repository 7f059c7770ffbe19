// SPDX-License-Identifier: MIT
#include "server/http/web_server.h"

#include "server/base/log.h"
#include "server/http/connection.h"
#include "server/http/tls.h"

#include <Poco/Exception.h>
#include <Poco/Net/DNS.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <future>
#include <optional>
#include <stdexcept>
#include <sys/resource.h>
#include <thread>
#include <vector>

namespace tocsin::server {

namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using Error = boost::beast::error_code;

constexpr rlim_t OtherFiles = 200; ///< databases, Twilio, logs
constexpr size_t MostHandlers = 256;
constexpr unsigned MostIoThreads = 4;
constexpr int Backlog = 4096; // the system has its own limit, too
constexpr std::chrono::milliseconds PauseWithoutFiles{20};
constexpr std::chrono::seconds DrainTime{10};
constexpr std::chrono::seconds LastMoment{2}; ///< of the drain time, for those whose request never came

/// One for each connection; the usual soft limit is 1024. Returns how many connections there may be.
size_t allowFiles(size_t connections)
{
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return connections;
    if (files.rlim_cur < connections + OtherFiles) {
        files.rlim_cur = std::min<rlim_t>(connections + OtherFiles, files.rlim_max);
        setrlimit(RLIMIT_NOFILE, &files);
    }
    return std::min<size_t>(connections,
                            files.rlim_cur > 2 * OtherFiles ? files.rlim_cur - OtherFiles : OtherFiles);
}

/// Sockets of one thread, so that nothing of a connection needs a lock.
class IoThread final
{
public:
    IoThread()
        : m_guard{m_context.get_executor()}
    {}
    IoThread(const IoThread&) = delete;
    IoThread& operator=(const IoThread&) = delete;
    ~IoThread() { finish(); }

    void start()
    {
        m_thread = std::thread{[this] { run(); }};
    }
    /// Returns when nothing is under way any more.
    void finish()
    {
        m_guard.reset();
        if (m_thread.joinable())
            m_thread.join();
    }
    [[nodiscard]] asio::io_context& context() { return m_context; }

private:
    void run()
    {
        while (true) {
            try {
                m_context.run();
                return;
            } catch (const std::exception&) {
                logLine("error", "a connection ended for want of memory");
            }
        }
    }

    asio::io_context m_context{1};
    asio::executor_work_guard<IoExecutor> m_guard;
    std::thread m_thread{};
};

Address addressOf(const asio::ip::address& address)
{
    Address mine;
    mine.bytes = address.is_v6() ? address.to_v6().to_bytes()
                                 : asio::ip::make_address_v6(asio::ip::v4_mapped, address.to_v4()).to_bytes();
    return mine;
}

/// Throws Poco::Exception when there is no such name.
asio::ip::address resolve(const std::string& host)
{
    Error error;
    const auto address = asio::ip::make_address(host, error);
    return error ? asio::ip::make_address(Poco::Net::DNS::resolveOne(host).toString()) : address;
}

} // namespace

struct WebServer::Running
{
    using Acceptor = asio::basic_socket_acceptor<Tcp, IoExecutor>;
    using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                             asio::wait_traits<std::chrono::steady_clock>, IoExecutor>;

    Running(Handler& answers, const ListenAt& where, ConnectionTable::Room room)
        : at{where}
        , handler{answers, where.trust, where.speaksTls(), where.host}
        , table{room}
    {
        if (where.speaksTls())
            tls.emplace(where.tlsCertificate, where.tlsKey);
        const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, MostIoThreads);
        for (unsigned i = 0; i < threads; ++i)
            io.push_back(std::make_unique<IoThread>());
        listen();
        accept();
        for (const auto& thread : io)
            thread->start();
    }

    void listen();
    void accept();
    void begin(TcpSocket socket);
    void stop();

    /// Without TLS only this machine and the proxies: anybody else would send a token in the clear.
    [[nodiscard]] bool mayTalk(const Address& peer) const
    {
        return at.speaksTls() || peer.isLoopback() || at.trust.trusts(peer);
    }

    const ListenAt at;
    std::optional<TlsFiles> tls{};
    RequestHandler handler;
    ConnectionTable table;
    HandlerPool pool{MostHandlers};
    const Serving serving{handler, table, pool};
    std::vector<std::unique_ptr<IoThread>> io{};
    size_t next{0}; ///< of `io`, for the next connection
    std::optional<Acceptor> acceptor{};
    std::optional<Timer> pause{};
    std::string name{};
    bool stopped{false};
};

void WebServer::Running::listen()
{
    try {
        asio::io_context& context = io.front()->context();
        const Tcp::endpoint endpoint{resolve(at.host), at.port};
        acceptor.emplace(context);
        pause.emplace(context);
        acceptor->open(endpoint.protocol());
        acceptor->set_option(Acceptor::reuse_address{true}); // not the port: two servers would share requests
        acceptor->bind(endpoint);
        acceptor->listen(Backlog);
        const Tcp::endpoint bound = acceptor->local_endpoint();
        const std::string host = bound.address().to_string();
        name = (bound.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(bound.port());
    } catch (const boost::system::system_error& e) {
        throw std::runtime_error("cannot listen on " + at.host + ", port " + std::to_string(at.port) + ": " +
                                 e.code().message() +
                                 (e.code() == asio::error::address_in_use
                                      ? ". Is another tocsin-server running? --port chooses another port"
                                      : ""));
    } catch (const Poco::Exception& e) {
        throw std::runtime_error("cannot listen on " + at.host + ", port " + std::to_string(at.port) + ": " +
                                 e.displayText());
    }
}

/// In the acceptor's thread alone, one after the other.
void WebServer::Running::accept()
{
    asio::io_context& context = io.at(next)->context();
    next = (next + 1) % io.size();
    acceptor->async_accept(context, [this](const Error& error, TcpSocket socket) {
        if (error == asio::error::operation_aborted || !acceptor->is_open())
            return;
        if (!error) {
            begin(std::move(socket));
            return accept();
        }
        // Who waits stays in the backlog until there are files or memory again.
        pause->expires_after(PauseWithoutFiles);
        pause->async_wait([this](const Error& cancelled) {
            if (!cancelled && acceptor->is_open())
                accept();
        });
    });
}

/// Limits first: nothing is done for a connection that has no room.
void WebServer::Running::begin(TcpSocket socket)
{
    Error error;
    const auto endpoint = socket.remote_endpoint(error);
    if (error)
        return;
    const Address peer = addressOf(endpoint.address());
    if (!mayTalk(peer))
        return;
    socket.set_option(Tcp::no_delay{true}, error);
    try {
        const auto connection = tls ? tlsConnection(serving, std::move(socket), peer, tls->context())
                                    : plainConnection(serving, std::move(socket), peer);
        if (connection->enter(at.trust.trusts(peer) ? std::string{} : peer.limitKey()))
            connection->start();
    } catch (const std::exception&) {
        logLine("error", "a connection ended for want of memory");
    }
}

void WebServer::Running::stop()
{
    if (stopped)
        return;
    stopped = true;
    const auto deadline = std::chrono::steady_clock::now() + DrainTime;
    std::promise<void> closed;
    asio::post(io.front()->context(), [&] {
        Error ignored;
        acceptor->close(ignored);
        pause->cancel();
        closed.set_value();
    });
    closed.get_future().wait();
    table.close();
    if (!table.waitUntilEmpty(deadline - LastMoment))
        table.endAll();
    while (!table.waitUntilEmpty(std::chrono::steady_clock::now() + DrainTime)) {
        // Handlers are bounded by what they wait for; nothing of theirs may go before they do.
    }
    pool.stop();
    for (const auto& thread : io)
        thread->finish();
}

WebServer::WebServer(Handler& handler, const ListenAt& where, ConnectionTable::Room room)
{
    const size_t files = allowFiles(room.all);
    if (files < room.all) {
        logLine("warning", "fewer files may be open than there may be connections",
                {{"connections", std::to_string(files)}});
        room.all = files;
    }
    m_running = std::make_unique<Running>(handler, where, room);
}

WebServer::~WebServer()
{
    stop();
}

std::string WebServer::url() const
{
    return (m_running->at.speaksTls() ? "https://" : "http://") + m_running->name;
}

void WebServer::reload() noexcept
{
    if (!m_running->tls)
        return;
    try {
        m_running->tls->reload();
        logLine("info", "read the TLS files again");
    } catch (const std::exception& e) {
        logLine("error", "could not read the TLS files again, the old ones stay", {{"why", e.what()}});
    }
}

void WebServer::stop()
{
    m_running->stop();
}

} // namespace tocsin::server
