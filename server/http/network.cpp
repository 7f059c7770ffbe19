// SPDX-License-Identifier: MIT
#include "server/http/network.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace tocsin::server {

namespace {

std::string_view trimmed(std::string_view text)
{
    const size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Some proxies write the port too: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
std::optional<Address> parseWithPort(std::string_view text)
{
    if (text.starts_with('['))
        return Address::parse(text.substr(1, text.find(']') - 1));
    if (std::count(text.begin(), text.end(), ':') == 1)
        return Address::parse(text.substr(0, text.find(':')));
    return Address::parse(text);
}

/// All entries of all headers of that name, the last first.
std::vector<std::string_view> fromTheRight(const std::vector<std::string>& headers)
{
    std::vector<std::string_view> entries;
    for (auto header = headers.rbegin(); header != headers.rend(); ++header) {
        std::string_view rest{*header};
        while (true) {
            const size_t comma = rest.rfind(',');
            entries.push_back(trimmed(comma == std::string_view::npos ? rest : rest.substr(comma + 1)));
            if (comma == std::string_view::npos)
                break;
            rest = rest.substr(0, comma);
        }
    }
    return entries;
}

} // namespace

std::optional<Network> Network::parse(std::string_view cidr)
{
    const size_t slash = cidr.find('/');
    const auto address = Address::parse(cidr.substr(0, slash));
    if (!address)
        return std::nullopt;
    const bool v4 = address->isMapped() && cidr.find(':') == std::string_view::npos;
    int bits = v4 ? 32 : 128;
    if (slash != std::string_view::npos) {
        const std::string_view text = cidr.substr(slash + 1);
        const int most = bits;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
        if (error != std::errc{} || end != text.data() + text.size() || bits < 0 || bits > most)
            return std::nullopt;
    }
    Network network;
    network.m_first = *address;
    network.m_bits = v4 ? bits + 96 : bits;
    return network;
}

bool Network::contains(const Address& address) const
{
    const auto whole = static_cast<size_t>(m_bits / 8);
    if (!std::equal(m_first.bytes.begin(), m_first.bytes.begin() + static_cast<long>(whole),
                    address.bytes.begin()))
        return false;
    const int rest = m_bits % 8;
    if (rest == 0)
        return true;
    const auto mask = static_cast<uint8_t>(0xffU << static_cast<unsigned>(8 - rest));
    return ((m_first.bytes.at(whole) ^ address.bytes.at(whole)) & mask) == 0;
}

bool ProxyTrust::trusts(const Address& peer) const
{
    if (networks.empty())
        return anyPeer;
    return std::any_of(networks.begin(), networks.end(),
                       [&](const Network& network) { return network.contains(peer); });
}

std::string ProxyTrust::limitKey(const Address& peer, const std::vector<std::string>& forwarded) const
{
    if (!trusts(peer))
        return peer.limitKey();
    Address last = peer;
    for (const std::string_view entry : fromTheRight(forwarded)) {
        const auto address = parseWithPort(entry);
        if (!address)
            return "unknown";
        last = *address;
        if (networks.empty() || !trusts(last))
            break;
    }
    return last.limitKey();
}

} // namespace tocsin::server
