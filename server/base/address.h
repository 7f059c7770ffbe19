// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tocsin::server {

/// An IPv4 or IPv6 address. IPv4 is kept as IPv4-mapped IPv6 (RFC 4291, 2.5.5.2), so that a client is the
/// same whichever socket it came through.
struct Address
{
    std::array<uint8_t, 16> bytes{};

    [[nodiscard]] static std::optional<Address> parse(std::string_view text);
    [[nodiscard]] bool isLoopback() const;
    /// True for IPv4.
    [[nodiscard]] bool isMapped() const;
    /// Whose limits a request counts against: the address, or its /64 for IPv6, where one client has that
    /// many.
    [[nodiscard]] std::string limitKey() const;

    /// The network that is given to one customer: the address, or its /48 for IPv6.
    [[nodiscard]] std::string siteKey() const;

    bool operator==(const Address&) const = default;
};

/// siteKey() of the address that limitKey() is.
[[nodiscard]] std::string siteOf(const std::string& limitKey);

/// True when only this machine can reach `host` (a name or an address).
[[nodiscard]] bool isLoopback(const std::string& host);

} // namespace tocsin::server
