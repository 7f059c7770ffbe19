// SPDX-License-Identifier: MIT
#include "server/domain/loopback_url.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace tocsin::server {

std::optional<LoopbackUrl> LoopbackUrl::parse(std::string_view text)
{
    constexpr size_t MostBytes = 512;
    constexpr std::string_view v4{"http://127.0.0.1"};
    constexpr std::string_view v6{"http://[::1]"};
    const bool isV6 = text.starts_with(v6);
    if (text.size() > MostBytes || !(isV6 || text.starts_with(v4)))
        return std::nullopt;
    size_t end = (isV6 ? v6 : v4).size();
    if (end < text.size() && text[end] == ':') {
        uint16_t port = 0;
        const char* const first = text.data() + end + 1;
        const auto [after, error] = std::from_chars(first, text.data() + text.size(), port);
        if (error != std::errc{} || port == 0)
            return std::nullopt;
        end = static_cast<size_t>(after - text.data());
    }
    // Anything else here would make the host longer, or what came before a user's name.
    const std::string_view rest = text.substr(end);
    constexpr std::string_view forbidden{"#\\\"'<>`{}|^"};
    if ((!rest.empty() && rest.front() != '/' && rest.front() != '?') ||
        !std::all_of(rest.begin(), rest.end(), [&](char c) {
            return c > ' ' && c < '\x7f' && forbidden.find(c) == std::string_view::npos;
        }))
        return std::nullopt;
    return LoopbackUrl{std::string{text}, std::string{text.substr(0, end)}, isV6};
}

std::string LoopbackUrl::withQuery(const std::string& encoded) const
{
    return text + (text.find('?') == std::string::npos ? "?" : "&") + encoded;
}

} // namespace tocsin::server
