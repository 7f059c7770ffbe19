// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::server {

/// An IPv4 or IPv6 address. IPv4 is kept as IPv4-mapped IPv6 (RFC 4291, 2.5.5.2), so that a client is the
/// same whichever socket it came through.
struct Address
{
    std::array<uint8_t, 16> bytes{};

    [[nodiscard]] static std::optional<Address> parse(std::string_view text);
    [[nodiscard]] bool isLoopback() const;
    /// Whose limits a request counts against: the address, or its /64 for IPv6, where one client has that
    /// many.
    [[nodiscard]] std::string limitKey() const;

    /// The network that is given to one customer: the address, or its /48 for IPv6.
    [[nodiscard]] std::string siteKey() const;

    bool operator==(const Address&) const = default;
};

/// siteKey() of the address that limitKey() is.
[[nodiscard]] std::string siteOf(const std::string& limitKey);

/// A block of addresses in CIDR notation: `10.0.0.0/8`, `fd00::/8`, or a single address.
class Network final
{
public:
    [[nodiscard]] static std::optional<Network> parse(std::string_view cidr);
    [[nodiscard]] bool contains(const Address& address) const;

private:
    Address m_first{};
    int m_bits{0};
};

/// Whose word about the client's address is taken.
struct ProxyTrust
{
    bool anyPeer{false};             ///< whoever connects is our proxy, one hop
    std::vector<Network> networks{}; ///< if there are any, only these are, over as many hops as they make

    /// True when a peer's X-Forwarded-For counts.
    [[nodiscard]] bool trusts(const Address& peer) const;

    /// The key of the client's limits. `forwarded`: the values of X-Forwarded-For in their order. A proxy
    /// adds the address it saw at the end, so they are walked from there past every trusted address: what is
    /// further left is the client's own word.
    [[nodiscard]] std::string limitKey(const Address& peer, const std::vector<std::string>& forwarded) const;
};

} // namespace tocsin::server
