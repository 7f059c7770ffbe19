// SPDX-License-Identifier: MIT
#include "server/http/connection.h"

#include "server/base/log.h"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <openssl/ssl.h>
#include <utility>

namespace tocsin::server {

namespace {

namespace asio = boost::asio;

constexpr std::string_view GoOn{"HTTP/1.1 100 Continue\r\n\r\n"};
/// Closing with bytes unread resets a connection, and the client may lose our answer: so much is thrown away.
constexpr size_t MostDiscarded = 1024UL * 1024;
constexpr std::chrono::seconds DiscardTime{2};
constexpr size_t KeptAnswer = 4096; ///< bytes of memory that an idle connection may keep

} // namespace

Connection::Connection(const Serving& serving, TcpSocket socket, const Address& peer)
    : m_serving{serving}
    , m_tcp{std::move(socket)}
    , m_patience{m_tcp.get_executor()}
    , m_peer{peer}
    , m_reader{serving.limits.bytes}
{}

Connection::~Connection()
{
    if (m_id)
        m_serving.table.leave(*m_id);
}

bool Connection::enter(const std::string& address)
{
    m_id = m_serving.table.enter(
        [self = weak_from_this(), executor = m_tcp.get_executor()](ConnectionTable::End how) {
            asio::post(executor, [self, how] {
                if (const auto alive = self.lock())
                    alive->end(how);
            });
        },
        address);
    return m_id.has_value();
}

void Connection::start()
{
    asio::post(m_tcp.get_executor(), [self = shared_from_this()] {
        self->expiresIn(self->m_serving.limits.headTime);
        self->shakeHands();
    });
}

/// What is under way then fails, or reads what has arrived and no more.
void Connection::end(ConnectionTable::End how)
{
    Error ignored;
    m_tcp.socket().shutdown(
        how == ConnectionTable::End::Now ? TcpSocket::shutdown_both : TcpSocket::shutdown_receive, ignored);
}

void Connection::expiresIn(std::chrono::seconds time)
{
    m_tcp.expires_after(time);
}

void Connection::ready(const Error& error)
{
    if (!error)
        read();
}

void Connection::read()
{
    readSome(m_reader.room());
}

void Connection::took(const Error& error, size_t bytes)
{
    if (error)
        return;    // without an answer: no client waits for one
    if (m_waits) { // not the first request: its time begins with its first byte
        m_waits = false;
        expiresIn(m_serving.limits.headTime);
    }
    m_serving.table.now(*m_id, Doing::Reading);
    m_reader.arrived(bytes);
    proceed();
}

void Connection::proceed()
{
    switch (m_reader.proceed()) {
    case RequestReader::Step::NeedsMore:
        return read();
    case RequestReader::Step::Head:
        return beginBody();
    case RequestReader::Step::Whole:
        return answer();
    case RequestReader::Step::Refused:
        return refuse(m_reader.why());
    }
}

void Connection::beginBody()
{
    expiresIn(m_serving.limits.bodyTime);
    const RequestHead& head = m_reader.head();
    if (!head.http11 || !head.has("expect", "100-continue"))
        return proceed();
    m_after = After::GoOnWithBody;
    m_answer = GoOn;
    writeAll(m_answer);
}

void Connection::answer()
{
    m_until = std::chrono::steady_clock::now() + m_serving.limits.thinkTime;
    const RequestHead& head = m_reader.head();
    if (const Unreadable* const why = m_serving.handler.whyRefused(head, m_peer))
        return refuse(*why);
    const bool goesOn = head.http11 ? !head.has("connection", "close") : head.has("connection", "keep-alive");
    const auto make = [this, goesOn] {
        return m_serving.handler.answer(m_reader.head(), m_reader.body(), m_peer, m_until,
                                        goesOn && !m_serving.table.closed());
    };
    const After after = goesOn ? After::GoOn : After::Close;
    m_serving.table.now(*m_id, Doing::Answering);
    if (m_serving.handler.answersAtOnce(head))
        return write(make(), after);
    const bool begun = m_serving.handler.answerLater(
        head, m_reader.body(), m_peer, m_until,
        [self = shared_from_this(), make, after](RequestHandler::Pending pending) mutable {
            const auto executor = self->m_tcp.get_executor();
            asio::post(executor, [self = std::move(self), make, after, pending = std::move(pending)] {
                if (!pending.answer)
                    return self->think(make, after);
                const bool open = after == After::GoOn && !self->m_serving.table.closed();
                self->write(self->m_serving.handler.finish(self->m_reader.head(), pending, open), after);
            });
        });
    if (!begun)
        think(make, after);
}

void Connection::refuse(const Unreadable& why)
{
    if (!m_serving.handler.answersRefused(m_reader.head(), m_peer)) {
        m_after = After::Close;
        return sayGoodbye();
    }
    m_until = std::chrono::steady_clock::now() + m_serving.limits.thinkTime;
    m_serving.table.now(*m_id, Doing::Answering);
    think([this, &why] { return m_serving.handler.refusal(why, m_reader.head()); }, After::Refuse);
}

template<typename Make> void Connection::think(Make make, After after)
{
    m_begun = false;
    const bool begins = m_serving.pool.run([self = shared_from_this(), make, after]() mutable {
        if (self->m_begun.exchange(true))
            return;
        const auto executor = self->m_tcp.get_executor();
        std::string text;
        try {
            text = make();
        } catch (const std::exception&) {
            logLine("error", "a connection ended for want of memory");
        }
        // With its owner, so that it never ends in a thread that is not its own.
        asio::post(executor, [self = std::move(self), text = std::move(text), after]() mutable {
            self->m_patience.cancel();
            if (!text.empty())
                self->write(std::move(text), after);
        });
    });
    if (begins)
        return;
    m_patience.expires_at(std::min(m_until, std::chrono::steady_clock::now() + m_serving.limits.queueTime));
    m_patience.async_wait([self = shared_from_this()](const Error& error) {
        if (!error && !self->m_begun.exchange(true))
            self->refuseAsBusy();
    });
}

void Connection::refuseAsBusy()
{
    static const Unreadable why{503, "server_error", "The server is busy. Try again later."};
    write(m_serving.handler.refusal(why, m_reader.head()), After::Refuse);
}

void Connection::write(std::string text, After after)
{
    m_serving.table.now(*m_id, Doing::Writing);
    m_after = after;
    m_answer = std::move(text);
    expiresIn(m_serving.limits.answerTime);
    writeAll(m_answer);
}

void Connection::wrote(const Error& error)
{
    if (error)
        return;
    switch (m_after) {
    case After::GoOnWithBody:
        return proceed();
    case After::GoOn:
        return waitForNext();
    case After::Close:
    case After::Refuse:
        expiresIn(DiscardTime);
        return sayGoodbye();
    }
}

void Connection::waitForNext()
{
    if (m_answer.capacity() > KeptAnswer)
        m_answer = {};
    m_reader.next();
    m_waits = m_reader.isEmpty();
    if (m_waits) {
        expiresIn(m_serving.limits.waitTime);
        m_serving.table.now(*m_id, Doing::Waiting); // when it is closed by now, it ends this wait
        return read();
    }
    expiresIn(m_serving.limits.headTime);
    m_serving.table.now(*m_id, Doing::Reading);
    proceed();
}

void Connection::saidGoodbye()
{
    Error error;
    m_tcp.socket().shutdown(TcpSocket::shutdown_send, error);
    if (!error && m_after == After::Refuse)
        discard();
}

/// What still comes, in whatever form, until the client ends or has had its time.
void Connection::discard()
{
    m_tcp.async_read_some(asio::buffer(m_reader.room().data(), m_reader.room().size()),
                          [self = shared_from_this()](const Error& error, size_t bytes) {
                              self->m_discarded += bytes;
                              if (!error && self->m_discarded < MostDiscarded)
                                  self->discard();
                          });
}

namespace {

class PlainConnection final : public Connection
{
public:
    PlainConnection(const Serving& serving, TcpSocket socket, const Address& peer)
        : Connection{serving, std::move(socket), peer}
    {}

private:
    void shakeHands() override { ready({}); }
    void readSome(std::span<char> into) override
    {
        tcp().async_read_some(
            asio::buffer(into.data(), into.size()),
            [self = self<PlainConnection>()](const Error& error, size_t bytes) { self->took(error, bytes); });
    }
    void writeAll(const std::string& bytes) override
    {
        asio::async_write(
            tcp(), asio::buffer(bytes),
            [self = self<PlainConnection>()](const Error& error, size_t) { self->wrote(error); });
    }
    void sayGoodbye() override { saidGoodbye(); }
};

class TlsConnection final : public Connection
{
public:
    TlsConnection(const Serving& serving, TcpSocket socket, const Address& peer,
                  std::shared_ptr<SSL_CTX> context)
        : Connection{serving, std::move(socket), peer}
        , m_context{std::move(context)}
    {}

private:
    /// Only now, when it has its place, for it takes much memory.
    void shakeHands() override
    {
        SSL_CTX_up_ref(m_context.get());
        asio::ssl::context context{m_context.get()};
        m_tls.emplace(tcp(), context);
        m_context.reset(); // the stream has it
        m_tls->async_handshake(asio::ssl::stream_base::server,
                               [self = self<TlsConnection>()](const Error& error) { self->ready(error); });
    }
    void readSome(std::span<char> into) override
    {
        m_tls->async_read_some(
            asio::buffer(into.data(), into.size()),
            [self = self<TlsConnection>()](const Error& error, size_t bytes) { self->took(error, bytes); });
    }
    void writeAll(const std::string& bytes) override
    {
        asio::async_write(*m_tls, asio::buffer(bytes),
                          [self = self<TlsConnection>()](const Error& error, size_t) { self->wrote(error); });
    }
    void sayGoodbye() override
    {
        m_tls->async_shutdown([self = self<TlsConnection>()](const Error&) { self->saidGoodbye(); });
    }

    std::shared_ptr<SSL_CTX> m_context;
    std::optional<asio::ssl::stream<TcpStream&>> m_tls{};
};

} // namespace

std::shared_ptr<Connection> plainConnection(const Serving& serving, TcpSocket socket, const Address& peer)
{
    return std::make_shared<PlainConnection>(serving, std::move(socket), peer);
}

std::shared_ptr<Connection> tlsConnection(const Serving& serving, TcpSocket socket, const Address& peer,
                                          std::shared_ptr<SSL_CTX> context)
{
    return std::make_shared<TlsConnection>(serving, std::move(socket), peer, std::move(context));
}

} // namespace tocsin::server
