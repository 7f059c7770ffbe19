// SPDX-License-Identifier: MIT
#include "server/http/web_server.h"

#include "server/http/connection.h"
#include "server/http/listener.h"
#include "server/http/log.h"
#include "server/http/tls.h"

#include <Poco/Exception.h>
#include <Poco/Net/DNS.h>
#include <Poco/ThreadPool.h>

#include <atomic>
#include <optional>
#include <stdexcept>
#include <sys/resource.h>
#include <thread>

namespace tocsin::server {

namespace {

constexpr ConnectionTable::Room Room{};
/// A connection that was cut off to make room needs its thread for a moment more.
constexpr int SpareThreads = 64;
constexpr int ThreadIdleSeconds = 60;
constexpr int ThreadStack = 1024 * 1024; // of addresses; memory is taken as it is used
constexpr std::chrono::seconds DrainTime{10};
constexpr std::chrono::seconds LastMoment{2}; ///< of the drain time, for those whose request never came

/// One for each connection, and the usual soft limit is 1024.
void allowManyFiles()
{
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < 4096) {
        files.rlim_cur = std::min<rlim_t>(4096, files.rlim_max);
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

} // namespace

struct WebServer::Running
{
    Running(Router& router, const ListenAt& where)
        : at{where}
        , handler{router, where.trust, where.speaksTls()}
        , listener{where.host, where.port}
        , threads{2, static_cast<int>(Room.all) + SpareThreads, ThreadIdleSeconds, ThreadStack}
    {
        if (where.speaksTls())
            tls.emplace(where.tlsCertificate, where.tlsKey);
    }

    /// Takes connections until stop.
    void accept()
    {
        while (!stopping) {
            Listener::Accepted next = listener.accept();
            if (next.socket && mayTalk(next.peer))
                begin(std::move(next));
        }
    }

    /// Without TLS only this machine and the proxies: anybody else would send a token in the clear.
    [[nodiscard]] bool mayTalk(const Address& peer) const
    {
        return at.speaksTls() || peer.isLoopback() || at.trust.trusts(peer);
    }

    void begin(Listener::Accepted next);

    const ListenAt at;
    ConnectionLimits limits{};
    std::optional<TlsFiles> tls{};
    RequestHandler handler;
    ConnectionTable table{Room};
    Listener listener;
    std::atomic<bool> stopping{false};
    Poco::ThreadPool threads;
    std::thread acceptor{};
};

namespace {

/// One connection's thread. Owns itself, as the pool does not.
class Worker final : public Poco::Runnable
{
public:
    using Serve = std::function<void(Stream&)>;
    Worker(FileDescriptor socket, std::shared_ptr<SSL_CTX> tls, ConnectionTable& table,
           ConnectionTable::Id id, Serve serve)
        : m_socket{std::move(socket)}
        , m_tls{std::move(tls)}
        , m_table{table}
        , m_id{id}
        , m_serve{std::move(serve)}
    {}

    void run() override
    {
        const std::unique_ptr<Worker> self{this};
        try {
            const auto stream = m_tls ? tlsStream(m_socket.get(), *m_tls) : plainStream(m_socket.get());
            m_serve(*stream);
        } catch (const std::exception&) {
            logLine("error", "a connection ended for want of memory");
        }
        m_table.leave(m_id);
    }

private:
    FileDescriptor m_socket;
    std::shared_ptr<SSL_CTX> m_tls;
    ConnectionTable& m_table;
    ConnectionTable::Id m_id;
    Serve m_serve;
};

} // namespace

void WebServer::Running::begin(Listener::Accepted next)
{
    const std::string address = at.trust.trusts(next.peer) ? std::string{} : next.peer.limitKey();
    const auto id = table.enter(next.socket.get(), address);
    if (!id)
        return; // closed: there is no room
    auto worker = std::make_unique<Worker>(std::move(next.socket), tls ? tls->context() : nullptr, table, *id,
                                           [this, peer = next.peer, id = *id](Stream& stream) {
                                               Connection{stream, peer, handler, table, id, limits}.serve();
                                           });
    try {
        threads.start(*worker);
        [[maybe_unused]] auto* const running = worker.release();
    } catch (const Poco::Exception&) { // no thread to be had
        table.leave(*id);
    }
}

WebServer::WebServer(Router& router, const ListenAt& where)
{
    allowManyFiles();
    m_running = std::make_unique<Running>(router, where);
    m_running->acceptor = std::thread{[this] { m_running->accept(); }};
}

WebServer::~WebServer()
{
    stop();
}

std::string WebServer::url() const
{
    return (m_running->at.speaksTls() ? "https://" : "http://") + m_running->listener.where();
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
    if (!m_running->acceptor.joinable())
        return;
    const auto deadline = std::chrono::steady_clock::now() + DrainTime;
    m_running->stopping = true;
    m_running->listener.wake();
    m_running->acceptor.join();
    m_running->table.close();
    if (!m_running->table.waitUntilEmpty(deadline - LastMoment))
        m_running->table.cutAll();
    m_running->threads.joinAll();
}

bool isLoopback(const std::string& host)
{
    if (const auto address = Address::parse(host))
        return address->isLoopback();
    try {
        return Poco::Net::DNS::resolveOne(host).isLoopback();
    } catch (const Poco::Exception&) {
        return false;
    }
}

} // namespace tocsin::server
