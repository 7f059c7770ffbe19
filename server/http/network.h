// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/address.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::server {

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
