// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tocsin::server {

/// The head of an HTTP/1 request (RFC 9112), read strictly: what two servers in a row could understand
/// differently is refused.
struct RequestHead
{
    std::string method;
    std::string target; ///< begins with `/`, visible ASCII only
    bool http11{true};
    std::vector<std::pair<std::string, std::string>> headers;

    /// The values of every header of that name, which is in lower case.
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
    /// The first of them, or nothing.
    [[nodiscard]] std::string header(std::string_view name) const;
    /// True when one of the comma-separated words of that header is `word`, in lower case.
    [[nodiscard]] bool has(std::string_view name, std::string_view word) const;
};

/// Why a request cannot be read. The connection ends with it: where the next one begins is not known.
struct Unreadable
{
    int status{400};
    std::string code{"invalid_request"};
    std::string message;
};

/// `text`: up to and with the empty line.
[[nodiscard]] std::variant<RequestHead, Unreadable> parseHead(std::string_view text);

/// How many bytes of body follow; chunked when not known beforehand.
struct BodyLength
{
    bool chunked{false};
    size_t bytes{0};
};
[[nodiscard]] std::variant<BodyLength, Unreadable> bodyLength(const RequestHead& head);

/// The bytes that the line before a chunk announces: hex digits, perhaps with an extension after `;`.
[[nodiscard]] std::optional<size_t> chunkSize(std::string_view line);

/// Status line and headers with the empty line.
[[nodiscard]] std::string answerHead(int status,
                                     const std::vector<std::pair<std::string, std::string>>& headers);

/// ASCII only, whatever the locale.
[[nodiscard]] std::string lowerCase(std::string_view text);

} // namespace tocsin::server
