// SPDX-License-Identifier: MIT
#include "server/http/connection.h"

#include <array>

namespace tocsin::server {

namespace {

using Doing = ConnectionTable::Doing;

constexpr std::string_view EmptyLine{"\r\n\r\n"};
constexpr size_t MaxChunkLine = 256;
/// Closing with bytes unread resets a connection, and the client may lose our answer: so much is thrown away.
constexpr size_t MostDiscarded = 1024UL * 1024;
constexpr std::chrono::seconds DiscardTime{2};

SteadyTime after(std::chrono::seconds time)
{
    return std::chrono::steady_clock::now() + time;
}

Unreadable tooLarge()
{
    return {413, "payload_too_large", "The body is larger than 64 KiB."};
}

Unreadable badChunk()
{
    return {400, "invalid_request", "The chunks of the body are not as HTTP says."};
}

} // namespace

Connection::Connection(Stream& stream, Address peer, const RequestHandler& handler, ConnectionTable& table,
                       ConnectionTable::Id id, const ConnectionLimits& limits)
    : m_stream{stream}
    , m_peer{peer}
    , m_handler{handler}
    , m_table{table}
    , m_id{id}
    , m_limits{limits}
{}

void Connection::serve()
{
    SteadyTime headBy = after(m_limits.headTime);
    SteadyTime firstByteBy = headBy;
    while (true) {
        if (m_buffer.empty()) {
            if (!fill(firstByteBy))
                return;
            if (firstByteBy != headBy) // not the first request: its time begins with its first byte
                headBy = after(m_limits.headTime);
        }
        m_table.now(m_id, Doing::Reading);
        const auto head = readHead(headBy);
        if (!head)
            return;
        if (const auto* const why = std::get_if<Unreadable>(&*head))
            return refuse(*why, {});
        if (!answerOne(std::get<RequestHead>(*head)))
            return;
        headBy = after(m_limits.headTime); // for one that is in the buffer already
        firstByteBy = after(m_limits.waitTime);
        if (m_buffer.empty())
            m_table.now(m_id, Doing::Waiting);
    }
}

Connection::MaybeHead Connection::readHead(SteadyTime deadline)
{
    size_t seen = 0;
    while (true) {
        while (seen == 0 && m_buffer.starts_with("\r\n"))
            m_buffer.erase(0, 2); // RFC 9112, 2.2: an empty line before a request is to be ignored
        const size_t end = m_buffer.find(EmptyLine, seen < 3 ? 0 : seen - 3);
        if (end != std::string::npos && end + EmptyLine.size() <= m_limits.headBytes) {
            auto head = parseHead(std::string_view{m_buffer}.substr(0, end + EmptyLine.size()));
            m_buffer.erase(0, end + EmptyLine.size());
            return head;
        }
        if (m_buffer.size() > m_limits.headBytes)
            return Unreadable{431, "invalid_request", "The headers are larger than 16 KiB."};
        seen = m_buffer.size();
        if (!fill(deadline))
            return std::nullopt;
    }
}

bool Connection::answerOne(const RequestHead& head)
{
    const auto body = readBody(head);
    if (!body)
        return false;
    if (const auto* const why = std::get_if<Unreadable>(&*body)) {
        refuse(*why, head);
        return false;
    }
    m_table.now(m_id, Doing::Answering);
    const bool goesOn = head.http11 ? !head.has("connection", "close") : head.has("connection", "keep-alive");
    const std::string answer =
        m_handler.answer(head, std::get<std::string>(*body), m_peer, goesOn && !m_table.closed());
    m_table.now(m_id, Doing::Writing);
    if (!m_stream.write(answer, after(m_limits.answerTime)))
        return false;
    if (goesOn)
        return true; // when the table is closed by now, it ends the wait for a next request
    m_stream.finish(after(DiscardTime));
    return false;
}

Connection::MaybeBody Connection::readBody(const RequestHead& head)
{
    const auto length = bodyLength(head);
    if (const auto* const why = std::get_if<Unreadable>(&length))
        return *why;
    const auto [chunked, bytes] = std::get<BodyLength>(length);
    if (bytes > m_limits.bodyBytes)
        return tooLarge();
    const SteadyTime deadline = after(m_limits.bodyTime);
    if ((chunked || bytes > 0) && head.http11 && head.has("expect", "100-continue") &&
        !m_stream.write("HTTP/1.1 100 Continue\r\n\r\n", deadline))
        return std::nullopt;
    if (chunked)
        return readChunks(deadline);
    if (!fillTo(bytes, deadline))
        return std::nullopt;
    std::string body = m_buffer.substr(0, bytes);
    m_buffer.erase(0, bytes);
    return body;
}

Connection::MaybeBody Connection::readChunks(SteadyTime deadline)
{
    std::string body;
    while (true) {
        const auto line = readLine(deadline);
        if (!line)
            return std::nullopt;
        const auto size = chunkSize(*line);
        if (!size)
            return badChunk();
        if (*size > m_limits.bodyBytes - body.size())
            return tooLarge();
        if (*size == 0)
            break;
        if (!fillTo(*size + 2, deadline))
            return std::nullopt;
        if (m_buffer.compare(*size, 2, "\r\n") != 0)
            return badChunk();
        body.append(m_buffer, 0, *size);
        m_buffer.erase(0, *size + 2);
    }
    // Trailers: nothing here wants one.
    for (size_t trailers = 0; trailers < m_limits.headBytes;) {
        const auto line = readLine(deadline);
        if (!line)
            return std::nullopt;
        if (line->empty())
            return body;
        trailers += line->size() + 2;
    }
    return badChunk();
}

/// Without its end; a line that is too long comes back as one that is no chunk's size.
std::optional<std::string> Connection::readLine(SteadyTime deadline)
{
    size_t end = 0;
    while ((end = m_buffer.find("\r\n")) == std::string::npos) {
        if (m_buffer.size() > MaxChunkLine)
            return "too long";
        if (!fill(deadline))
            return std::nullopt;
    }
    std::string line = m_buffer.substr(0, end);
    m_buffer.erase(0, end + 2);
    return line;
}

void Connection::refuse(const Unreadable& why, const RequestHead& head)
{
    m_table.now(m_id, Doing::Writing);
    if (!m_stream.write(m_handler.refusal(why, head), after(m_limits.answerTime)))
        return;
    m_stream.finish(after(DiscardTime));
    discard();
}

void Connection::discard()
{
    const SteadyTime deadline = after(DiscardTime);
    std::array<char, 16UL * 1024> waste{};
    size_t total = 0;
    while (total < MostDiscarded) {
        const size_t got = m_stream.read(waste, deadline);
        if (got == 0)
            return;
        total += got;
    }
}

bool Connection::fill(SteadyTime deadline)
{
    std::array<char, 16UL * 1024> piece; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by read()
    const size_t got = m_stream.read(piece, deadline);
    m_buffer.append(piece.data(), got);
    return got > 0;
}

bool Connection::fillTo(size_t bytes, SteadyTime deadline)
{
    while (m_buffer.size() < bytes) {
        if (!fill(deadline))
            return false;
    }
    return true;
}

} // namespace tocsin::server
