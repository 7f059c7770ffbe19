// SPDX-License-Identifier: MIT
#include "server/base/address.h"

#include <Poco/Exception.h>
#include <Poco/Net/DNS.h>

#include <algorithm>
#include <arpa/inet.h>

namespace tocsin::server {

namespace {

constexpr std::array<uint8_t, 12> MappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

} // namespace

bool Address::isMapped() const
{
    return std::equal(MappedPrefix.begin(), MappedPrefix.end(), bytes.begin());
}

std::optional<Address> Address::parse(std::string_view text)
{
    const std::string copy{text};
    Address address;
    in_addr v4{};
    if (inet_pton(AF_INET, copy.c_str(), &v4) == 1) {
        const uint32_t bits = ntohl(v4.s_addr);
        std::copy(MappedPrefix.begin(), MappedPrefix.end(), address.bytes.begin());
        for (unsigned i = 0; i < 4; ++i)
            address.bytes.at(12 + i) = static_cast<uint8_t>(bits >> (24 - 8 * i));
        return address;
    }
    if (inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1)
        return address;
    return std::nullopt;
}

bool Address::isLoopback() const
{
    static constexpr std::array<uint8_t, 16> v6{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    return isMapped() ? bytes[12] == 127 : bytes == v6;
}

namespace {

/// The address, or the first `bytes` of it for IPv6.
std::string keyOf(const Address& address, size_t bytes)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.isMapped()) {
        inet_ntop(AF_INET, &address.bytes[12], text.data(), text.size());
        return text.data();
    }
    Address network = address;
    std::fill(network.bytes.begin() + static_cast<long>(bytes), network.bytes.end(), uint8_t{0});
    inet_ntop(AF_INET6, network.bytes.data(), text.data(), text.size());
    return std::string{text.data()} + "/" + std::to_string(8 * bytes);
}

} // namespace

std::string Address::limitKey() const
{
    return keyOf(*this, 8);
}

std::string Address::siteKey() const
{
    return keyOf(*this, 6);
}

std::string siteOf(const std::string& limitKey)
{
    const auto address = Address::parse(std::string_view{limitKey}.substr(0, limitKey.find('/')));
    return address ? address->siteKey() : limitKey;
}

bool isLoopback(const std::string& host)
{
    if (const auto address = Address::parse(host))
        return address->isLoopback();
    try {
        return Poco::Net::DNS::resolveOne(host).isLoopback();
    } catch (const Poco::Exception&) {
        return false;
    }
}

} // namespace tocsin::server
