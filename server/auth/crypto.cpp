// SPDX-License-Identifier: MIT
#include "server/auth/crypto.h"

#include <array>
#include <cstdint>
#include <memory>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <span>
#include <stdexcept>
#include <sys/random.h>
#include <vector>

namespace tocsin::server {

namespace {

void fillRandom(std::span<unsigned char> bytes)
{
    // Up to 256 bytes getrandom() is never cut short once the pool is ready.
    if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        throw std::runtime_error("the system's random generator does not answer");
}

struct FreeDigest
{
    void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }
};

/// Looked up once: EVP_sha256() makes OpenSSL look it up for each hash, which takes as long as the hash.
const EVP_MD* sha256()
{
    static const std::unique_ptr<EVP_MD, FreeDigest> digest{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
    if (!digest)
        throw std::runtime_error("OpenSSL has no SHA-256");
    return digest.get();
}

constexpr size_t HmacBytes = 32;
using HmacDigest = std::array<unsigned char, HmacBytes>;

HmacDigest hmac(std::string_view key, std::string_view text)
{
    HmacDigest digest{};
    unsigned int length = 0;
    const void* bytes = text.data();
    if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), static_cast<const unsigned char*>(bytes),
             text.size(), digest.data(), &length) == nullptr ||
        length != digest.size())
        throw std::runtime_error("HMAC-SHA-256 failed");
    return digest;
}

} // namespace

std::string toHex(std::span<const unsigned char> bytes)
{
    constexpr std::string_view digits{"0123456789abcdef"};
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const unsigned char byte : bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 0x0fU];
    }
    return text;
}

std::string randomHex(size_t bytes)
{
    std::vector<unsigned char> buffer(bytes);
    fillRandom(buffer);
    return toHex(buffer);
}

std::string randomPairingCode()
{
    constexpr uint32_t codes = 1'000'000;
    constexpr uint32_t fair = UINT32_MAX - UINT32_MAX % codes;
    uint32_t value = 0;
    do {
        std::array<unsigned char, 4> bytes{};
        fillRandom(bytes);
        value = uint32_t{bytes[0]} << 24U | uint32_t{bytes[1]} << 16U | uint32_t{bytes[2]} << 8U | bytes[3];
    } while (value >= fair);
    const std::string digits = std::to_string(value % codes);
    return std::string(6 - digits.size(), '0') + digits;
}

std::string tokenHash(std::string_view token)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    if (EVP_Digest(token.data(), token.size(), digest.data(), &length, sha256(), nullptr) != 1)
        throw std::runtime_error("SHA-256 failed");
    return toHex(std::span{digest}.first(length));
}

std::string keyedHash(std::string_view key, std::string_view text)
{
    return toHex(hmac(key, text));
}

std::string keyedHashBase64(std::string_view key, std::string_view text)
{
    const HmacDigest digest = hmac(key, text);
    std::array<unsigned char, 4 * ((HmacBytes + 2) / 3) + 1> encoded{};
    EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest.size()));
    std::string result;
    for (const unsigned char c : encoded) {
        if (c != '=' && c != '\0')
            result += c == '+' ? '-' : c == '/' ? '_' : static_cast<char>(c);
    }
    return result;
}

std::string hmacSha1Base64(std::string_view key, std::string_view text)
{
    constexpr int bytes = 20;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    std::array<unsigned char, 4 * ((bytes + 2) / 3) + 1> encoded{};
    const void* const data = text.data();
    if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), static_cast<const unsigned char*>(data),
             text.size(), digest.data(), nullptr) == nullptr)
        throw std::runtime_error("HMAC-SHA-1 failed");
    const int length = EVP_EncodeBlock(encoded.data(), digest.data(), bytes);
    return {encoded.begin(), encoded.begin() + length};
}

bool equalInConstantTime(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace tocsin::server
