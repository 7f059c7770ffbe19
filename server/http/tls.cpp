// SPDX-License-Identifier: MIT
#include "server/http/tls.h"

#include <ctime>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509err.h>
#include <stdexcept>
#include <utility>

namespace tocsin::server {

namespace {

[[noreturn]] void fail(const std::string& what)
{
    const char* const reason = ERR_reason_error_string(ERR_peek_error());
    ERR_clear_error();
    throw std::runtime_error(what + (reason != nullptr ? std::string{": "} + reason : std::string{}));
}

std::shared_ptr<SSL_CTX> load(const std::string& certificate, const std::string& key)
{
    ERR_clear_error();
    std::shared_ptr<SSL_CTX> context{SSL_CTX_new(TLS_server_method()), &SSL_CTX_free};
    if (!context)
        fail("TLS cannot be used");
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    // TLS 1.3 has only such ciphers; of 1.2's these are the ones with forward secrecy and authentication.
    if (SSL_CTX_set_cipher_list(context.get(), "ECDHE+AESGCM:ECDHE+CHACHA20") != 1)
        fail("TLS has no cipher that is good enough");
    if (SSL_CTX_use_certificate_chain_file(context.get(), certificate.c_str()) != 1)
        fail("cannot read a certificate from " + certificate);
    if (SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1) {
        // It compares the two as soon as it has both.
        const int reason = ERR_GET_REASON(ERR_peek_error());
        if (reason == X509_R_KEY_VALUES_MISMATCH || reason == X509_R_KEY_TYPE_MISMATCH)
            fail("the key in " + key + " does not belong to the certificate in " + certificate);
        fail("cannot use the key in " + key);
    }
    return context;
}

} // namespace

TlsFiles::TlsFiles(std::string certificate, std::string key)
    : m_certificate{std::move(certificate)}
    , m_key{std::move(key)}
    , m_context{load(m_certificate, m_key)}
{}

std::shared_ptr<SSL_CTX> TlsFiles::context() const
{
    const std::lock_guard lock{m_mutex};
    return m_context;
}

void TlsFiles::reload()
{
    auto fresh = load(m_certificate, m_key);
    const std::lock_guard lock{m_mutex};
    m_context = std::move(fresh);
}

Instant TlsFiles::expires() const
{
    const auto now = context();
    std::tm parts{};
    ASN1_TIME_to_tm(X509_get0_notAfter(SSL_CTX_get0_certificate(now.get())), &parts);
    return Instant{std::chrono::seconds{timegm(&parts)}};
}

} // namespace tocsin::server
