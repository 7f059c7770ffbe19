// SPDX-License-Identifier: MIT
#include "server/auth/sealed_text.h"

#include "server/auth/crypto.h"

#include <array>
#include <charconv>
#include <memory>
#include <openssl/evp.h>
#include <stdexcept>
#include <vector>

namespace tocsin::server {

namespace {

constexpr size_t NonceBytes = 12;
constexpr size_t TagBytes = 16;

using Bytes = std::vector<unsigned char>;
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

Bytes fromHex(std::string_view hex)
{
    if (hex.size() % 2 != 0)
        return {};
    Bytes bytes(hex.size() / 2);
    for (size_t i = 0; i < bytes.size(); ++i) {
        const char* const at = hex.data() + i * 2;
        if (const auto [end, error] = std::from_chars(at, at + 2, bytes[i], 16);
            error != std::errc{} || end != at + 2)
            return {};
    }
    return bytes;
}

/// A cipher for one message; the key may have any length.
Cipher cipher(std::string_view key, const unsigned char* nonce, bool encrypt)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    Cipher context{EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free};
    if (!context || EVP_Digest(key.data(), key.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1 ||
        EVP_CipherInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, digest.data(), nonce, encrypt ? 1 : 0) !=
            1)
        throw std::runtime_error("AES-256-GCM failed");
    return context;
}

} // namespace

std::string sealed(std::string_view key, std::string_view text)
{
    Bytes message = fromHex(randomHex(NonceBytes));
    const Cipher context = cipher(key, message.data(), true);
    message.resize(NonceBytes + text.size() + TagBytes);
    int length = 0;
    int rest = 0;
    const void* const plain = text.data();
    unsigned char* const body = message.data() + NonceBytes;
    if (EVP_CipherUpdate(context.get(), body, &length, static_cast<const unsigned char*>(plain),
                         static_cast<int>(text.size())) != 1 ||
        EVP_CipherFinal_ex(context.get(), body + length, &rest) != 1 ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, TagBytes, body + text.size()) != 1)
        throw std::runtime_error("AES-256-GCM failed");
    return toHex(message);
}

std::optional<std::string> unsealed(std::string_view key, std::string_view hex)
{
    Bytes message = fromHex(hex);
    if (message.size() < NonceBytes + TagBytes)
        return std::nullopt;
    const Cipher context = cipher(key, message.data(), false);
    const size_t size = message.size() - NonceBytes - TagBytes;
    const unsigned char* const body = message.data() + NonceBytes;
    Bytes plain(size + 1);
    int length = 0;
    int rest = 0;
    if (EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, TagBytes,
                            message.data() + NonceBytes + size) != 1 ||
        EVP_CipherUpdate(context.get(), plain.data(), &length, body, static_cast<int>(size)) != 1 ||
        EVP_CipherFinal_ex(context.get(), plain.data() + length, &rest) != 1)
        return std::nullopt;
    return std::string{plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(size)};
}

std::optional<std::string> unsealed(const Keys& keys, std::string_view hex)
{
    for (const std::string& key : keys.all()) {
        if (auto text = unsealed(key, hex))
            return text;
    }
    return std::nullopt;
}

} // namespace tocsin::server
