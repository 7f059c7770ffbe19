// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tocsin::server {

/// An address on the user's own computer: what a browser login may hand its result to (RFC 8252, 7.3).
struct LoopbackUrl
{
    std::string text;
    std::string origin; ///< `http://127.0.0.1:4711`
    bool v6{false};

    /// Nothing unless it is http on the literal `127.0.0.1` or `[::1]` (a name could be made to point
    /// elsewhere), without userinfo and fragment, of visible characters, 512 at most.
    [[nodiscard]] static std::optional<LoopbackUrl> parse(std::string_view text);

    /// With these parameters after those that it has.
    [[nodiscard]] std::string withQuery(const std::string& encoded) const;
};

} // namespace tocsin::server
