// SPDX-License-Identifier: MIT
#include "server/http/http_text.h"

#include <Poco/Net/HTTPResponse.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace tocsin::server {

namespace {

constexpr size_t MaxHeaders = 100;

bool isTokenChar(char c)
{
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           others.find(c) != std::string_view::npos;
}

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

bool isValue(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    });
}

std::string_view trimmed(std::string_view text)
{
    const size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes one line off the front; nothing when there is no CR LF.
std::optional<std::string_view> takeLine(std::string_view& text)
{
    const size_t end = text.find("\r\n");
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 2);
    return line;
}

Unreadable bad(std::string message)
{
    return {400, "invalid_request", std::move(message)};
}

std::optional<Unreadable> readRequestLine(std::string_view line, RequestHead& head)
{
    const size_t first = line.find(' ');
    const size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (second == std::string_view::npos)
        return bad("This is not an HTTP request.");
    head.method = line.substr(0, first);
    head.target = line.substr(first + 1, second - first - 1);
    const std::string_view version = line.substr(second + 1);
    const bool visible =
        std::all_of(head.target.begin(), head.target.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (!isToken(head.method) || !head.target.starts_with('/') || !visible)
        return bad("This is not an HTTP request.");
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return Unreadable{400, "invalid_request", "Use HTTP/1.1."};
    head.http11 = version == "HTTP/1.1";
    return std::nullopt;
}

} // namespace

std::string lowerCase(std::string_view text)
{
    std::string lower{text};
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    return lower;
}

std::vector<std::string> RequestHead::all(std::string_view name) const
{
    std::vector<std::string> values;
    for (const auto& [key, value] : headers) {
        if (key == name)
            values.push_back(value);
    }
    return values;
}

std::string RequestHead::header(std::string_view name) const
{
    const auto found =
        std::find_if(headers.begin(), headers.end(), [&](const auto& pair) { return pair.first == name; });
    return found == headers.end() ? std::string{} : found->second;
}

bool RequestHead::has(std::string_view name, std::string_view word) const
{
    for (const std::string& value : all(name)) {
        std::string_view rest{value};
        while (!rest.empty()) {
            const size_t comma = std::min(rest.find(','), rest.size());
            if (lowerCase(trimmed(rest.substr(0, comma))) == word)
                return true;
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
    }
    return false;
}

std::variant<RequestHead, Unreadable> parseHead(std::string_view text)
{
    RequestHead head;
    const auto first = takeLine(text);
    if (!first)
        return bad("This is not an HTTP request.");
    if (auto problem = readRequestLine(*first, head))
        return *problem;
    for (auto line = takeLine(text); line && !line->empty(); line = takeLine(text)) {
        const size_t colon = line->find(':');
        const std::string_view value =
            colon == std::string_view::npos ? std::string_view{} : trimmed(line->substr(colon + 1));
        // A line that begins with a space would go on with the one before: obsolete, and a way to smuggle.
        if (colon == std::string_view::npos || !isToken(line->substr(0, colon)) || !isValue(value))
            return bad("A header is not as HTTP says.");
        if (head.headers.size() == MaxHeaders)
            return Unreadable{431, "invalid_request", "There are more than 100 headers."};
        head.headers.emplace_back(lowerCase(line->substr(0, colon)), value);
    }
    if (const size_t hosts = head.all("host").size(); hosts > 1 || (head.http11 && hosts == 0))
        return bad("One Host header is needed.");
    return head;
}

std::variant<BodyLength, Unreadable> bodyLength(const RequestHead& head)
{
    const auto lengths = head.all("content-length");
    const auto codings = head.all("transfer-encoding");
    if (!codings.empty()) {
        if (!lengths.empty() || !head.http11)
            return bad("The length of the body is given in two ways.");
        if (codings.size() > 1 || lowerCase(codings[0]) != "chunked")
            return Unreadable{400, "invalid_request", "Of transfer encodings only chunked is known."};
        return BodyLength{true, 0};
    }
    if (lengths.empty())
        return BodyLength{};
    uint64_t bytes = 0;
    const std::string& text = lengths[0];
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bytes);
    if (lengths.size() > 1 || error != std::errc{} || end != text.data() + text.size())
        return bad("The length of the body is not a number.");
    return BodyLength{false, bytes};
}

std::optional<size_t> chunkSize(std::string_view line)
{
    const std::string_view digits = trimmed(line.substr(0, line.find(';')));
    uint64_t bytes = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bytes, 16);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size())
        return std::nullopt;
    return bytes;
}

std::string answerHead(int status, const std::vector<std::pair<std::string, std::string>>& headers)
{
    using Response = Poco::Net::HTTPResponse;
    std::string text = "HTTP/1.1 " + std::to_string(status) + " " +
                       Response::getReasonForStatus(static_cast<Response::HTTPStatus>(status)) + "\r\n";
    for (const auto& [name, value] : headers)
        text.append(name).append(": ").append(value).append("\r\n");
    return text + "\r\n";
}

} // namespace tocsin::server
