// SPDX-License-Identifier: MIT
#include "server/http/request_reader.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <cctype>
#include <optional>

namespace tocsin::server {

namespace {

namespace http = boost::beast::http;
using Error = boost::beast::error_code;
using Text = boost::beast::string_view;

constexpr std::string_view LineEnd{"\r\n"};
constexpr std::string_view EmptyLine{"\r\n\r\n"};
constexpr size_t MaxHeaders = 100;
constexpr size_t MaxChunkLine = 256;
/// However a chunked body begins, so many bytes follow. Beast 1.74 asserts it.
constexpr size_t LeastOfChunks = std::string_view{"0\r\n\r\n"}.size();
constexpr size_t RoomWhileWaiting = 2048;
constexpr size_t RoomInARequest = 16UL * 1024;

std::string_view view(Text text)
{
    return {text.data(), text.size()};
}

Unreadable bad(std::string message)
{
    return {400, "invalid_request", std::move(message)};
}

/// A line that begins with a space would go on with the one before: obsolete, and a way to smuggle.
bool hasFoldedLine(std::string_view lines)
{
    return lines.find("\r\n ") != std::string_view::npos || lines.find("\r\n\t") != std::string_view::npos;
}

bool isControl(char c)
{
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

} // namespace

class RequestReader::Parser final : public http::basic_parser<true>
{
public:
    explicit Parser(const Most& most)
    {
        header_limit(static_cast<std::uint32_t>(most.headBytes));
        body_limit(most.bodyBytes);
        eager(false); // one element at a call, so that tail() is exact
    }

    RequestHead head;
    std::string body;
    bool hasTooManyHeaders{false};

    /// Notes what a call has used; what follows the data of the last chunk is its tail.
    void used(std::string_view bytes)
    {
        if (m_hadData)
            m_tail.clear();
        else
            m_tail.append(bytes);
        m_hadData = false;
    }
    /// The last chunk's line and the trailers.
    [[nodiscard]] const std::string& tail() const { return m_tail; }

private:
    void on_request_impl(http::verb, Text method, Text target, int version, Error&) override
    {
        head.method = view(method);
        head.target = view(target);
        head.http11 = version == 11;
    }
    void on_response_impl(int, Text, int, Error&) override {}
    void on_field_impl(http::field, Text name, Text value, Error& error) override
    {
        if (m_headIsDone)
            return; // a trailer: nothing here wants one
        if (head.headers.size() == MaxHeaders) {
            hasTooManyHeaders = true;
            error = http::error::header_limit;
            return;
        }
        head.headers.emplace_back(lowerCase(view(name)), view(value));
    }
    /// Newer Beasts have it and want it overridden; to an older one it is a function more.
    virtual void on_trailer_field_impl(http::field, Text, Text, Error&) {}
    void on_header_impl(Error&) override { m_headIsDone = true; }
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, Error&) override
    {
        body.reserve(length.value_or(0));
    }
    std::size_t on_body_impl(Text bytes, Error&) override
    {
        body.append(bytes.data(), bytes.size());
        m_hadData = true;
        return bytes.size();
    }
    void on_chunk_header_impl(std::uint64_t, Text extensions, Error& error) override
    {
        // Beast takes anything in a quoted string.
        if (extensions.size() > MaxChunkLine || std::any_of(extensions.begin(), extensions.end(), isControl))
            error = http::error::bad_chunk_extension;
    }
    std::size_t on_chunk_body_impl(std::uint64_t, Text bytes, Error& error) override
    {
        return on_body_impl(bytes, error);
    }
    void on_finish_impl(Error&) override {}

    std::string m_tail;
    bool m_headIsDone{false};
    bool m_hadData{false};
};

namespace {

Unreadable reasonOf(const Error& error, bool tooManyHeaders)
{
    if (tooManyHeaders)
        return {431, "invalid_request", "There are more than 100 headers."};
    if (error == http::error::header_limit)
        return {431, "invalid_request", "The headers are larger than 16 KiB."};
    if (error == http::error::body_limit)
        return {413, "payload_too_large", "The body is larger than 64 KiB."};
    if (error == http::error::bad_version)
        return bad("Use HTTP/1.1.");
    if (error == http::error::bad_field || error == http::error::bad_value)
        return bad("A header is not as HTTP says.");
    if (error == http::error::bad_content_length)
        return bad("The length of the body is not a number.");
    if (error == http::error::bad_transfer_encoding)
        return bad("The length of the body is given in two ways.");
    if (error == http::error::bad_chunk || error == http::error::bad_chunk_extension)
        return bad("The chunks of the body are not as HTTP says.");
    return bad("This is not an HTTP request.");
}

/// `http://host/path` becomes `/path`, if the Host header says the same host: servers differ in which of them
/// counts (RFC 9112, 3.2.2).
void takeAbsoluteForm(RequestHead& head)
{
    const std::string lower = lowerCase(head.target);
    const size_t host = lower.starts_with("http://") ? 7 : lower.starts_with("https://") ? 8 : 0;
    if (host == 0)
        return;
    const size_t path = std::min(lower.find_first_of("/?#", host), lower.size());
    if (path == host || lower.substr(host, path - host) != lowerCase(head.header("host")))
        return;
    head.target.erase(0, path);
    if (!head.target.starts_with('/'))
        head.target.insert(0, "/");
}

/// What Beast takes and two servers in a row could understand differently.
std::optional<Unreadable> whyUnclear(const RequestHead& head)
{
    const bool visible =
        std::all_of(head.target.begin(), head.target.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (!head.target.starts_with('/') || !visible)
        return bad("This is not an HTTP request.");
    if (const size_t hosts = head.all("host").size(); hosts > 1 || (head.http11 && hosts == 0))
        return bad("One Host header is needed.");
    const auto lengths = head.all("content-length");
    if (lengths.size() > 1 || (lengths.size() == 1 && lengths[0].find(',') != std::string::npos))
        return bad("The length of the body is not a number.");
    const auto codings = head.all("transfer-encoding");
    if (codings.empty())
        return std::nullopt;
    if (!lengths.empty() || !head.http11)
        return bad("The length of the body is given in two ways.");
    if (codings.size() > 1 || lowerCase(codings[0]) != "chunked")
        return bad("Of transfer encodings only chunked is known.");
    return std::nullopt;
}

} // namespace

RequestReader::RequestReader(Most most)
    : m_most{most}
    , m_parser{std::make_unique<Parser>(m_most)}
{}

RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader::~RequestReader() = default;

std::span<char> RequestReader::room()
{
    const bool waits = isEmpty();
    const size_t wanted = waits ? RoomWhileWaiting : RoomInARequest;
    if (m_begin > 0) {
        std::copy(m_space.begin() + static_cast<long>(m_begin), m_space.begin() + static_cast<long>(m_end),
                  m_space.begin());
        m_end -= m_begin;
        m_begin = 0;
    }
    if (waits && m_space.size() > RoomWhileWaiting)
        m_space = std::vector<char>(RoomWhileWaiting);
    else if (m_space.size() < m_end + wanted)
        m_space.resize(m_end + wanted);
    return {m_space.data() + m_end, wanted};
}

void RequestReader::arrived(size_t bytes)
{
    m_end += bytes;
}

std::string_view RequestReader::pending() const
{
    return {m_space.data() + m_begin, m_end - m_begin};
}

void RequestReader::use(size_t bytes)
{
    m_begin += bytes;
}

RequestReader::Step RequestReader::proceed()
{
    return m_headIsRead ? readBody() : readHead();
}

RequestReader::Step RequestReader::readHead()
{
    while (pending().starts_with(LineEnd)) { // RFC 9112, 2.2: an empty line before a request is to be ignored
        use(LineEnd.size());
        m_seen = 0;
    }
    const std::string_view text = pending();
    const size_t end = text.find(EmptyLine, m_seen < 3 ? 0 : m_seen - 3);
    if (end == std::string_view::npos || end + EmptyLine.size() > m_most.headBytes) {
        m_seen = text.size();
        if (text.size() > m_most.headBytes)
            return refuse(reasonOf(http::error::header_limit, false));
        return Step::NeedsMore;
    }
    m_seen = 0;
    const std::string_view whole = text.substr(0, end + EmptyLine.size());
    if (hasFoldedLine(whole))
        return refuse(reasonOf(http::error::bad_field, false));
    Error error;
    use(m_parser->put(boost::asio::buffer(whole.data(), whole.size()), error));
    if (error && error != http::error::body_limit)
        return refuse(reasonOf(error, m_parser->hasTooManyHeaders));
    takeAbsoluteForm(m_parser->head);
    if (auto unclear = whyUnclear(m_parser->head))
        return refuse(std::move(*unclear));
    if (error)
        return refuse(reasonOf(error, false));
    m_headIsRead = true;
    return m_parser->is_done() ? Step::Whole : Step::Head;
}

RequestReader::Step RequestReader::readBody()
{
    while (!m_parser->is_done()) {
        const std::string_view text = pending();
        if (text.size() < (m_parser->chunked() ? LeastOfChunks : 1))
            return Step::NeedsMore;
        Error error;
        const size_t used = m_parser->put(boost::asio::buffer(text.data(), text.size()), error);
        m_parser->used(text.substr(0, used));
        use(used);
        if (error == http::error::need_more)
            return isChunkLost() ? refuse(reasonOf(http::error::bad_chunk, false)) : Step::NeedsMore;
        if (error)
            return refuse(reasonOf(error, false));
    }
    if (m_parser->chunked() &&
        (m_parser->tail().size() > m_most.headBytes || hasFoldedLine(m_parser->tail())))
        return refuse(reasonOf(http::error::bad_chunk, false));
    return Step::Whole;
}

/// What is pending is a chunk's line, or the last one's with the trailers, and Beast waits for more of it. It
/// also does where no more can help: it looks for the end of a quoted string behind the line.
bool RequestReader::isChunkLost() const
{
    std::string_view text = pending();
    if (text.starts_with(LineEnd)) // of the chunk before
        text.remove_prefix(LineEnd.size());
    const size_t end = text.find(LineEnd);
    if (end == std::string_view::npos)
        return text.size() > MaxChunkLine + 1; // its CR may be here
    // The last chunk is 0, in as many digits as the client likes; its trailers may still come.
    const size_t size = text.find_first_not_of('0');
    const bool isLast = size > 0 && std::isxdigit(static_cast<unsigned char>(text[size])) == 0;
    return end > MaxChunkLine || !isLast || text.find(EmptyLine, end) != std::string_view::npos ||
           text.size() > m_most.headBytes;
}

RequestReader::Step RequestReader::refuse(Unreadable why)
{
    // The answer to a HEAD has no body, whatever else is wrong with it.
    if (m_parser->head.method.empty() && pending().starts_with("HEAD "))
        m_parser->head.method = "HEAD";
    m_why = std::move(why);
    return Step::Refused;
}

const RequestHead& RequestReader::head() const
{
    return m_parser->head;
}

const std::string& RequestReader::body() const
{
    return m_parser->body;
}

void RequestReader::next()
{
    m_parser = std::make_unique<Parser>(m_most);
    m_headIsRead = false;
    m_seen = 0;
}

bool RequestReader::isEmpty() const
{
    return m_begin == m_end && !m_headIsRead;
}

} // namespace tocsin::server
