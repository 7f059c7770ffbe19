// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace tocsin::server {

/// How long a request may take in all, however busily the other side drips bytes meanwhile.
struct WebPatience
{
    std::chrono::milliseconds connect{4000}; ///< finding the address, the connection and TLS
    std::chrono::milliseconds total{8000};   ///< that, and the whole answer
};

struct WebRequest
{
    std::string url; ///< http or https, without user and password
    std::string user;
    std::string password;
    std::optional<std::string> form{}; ///< POSTed, urlencoded; without it this is a GET
};

/// What came of a request.
struct WebAnswer
{
    enum class Outcome : uint8_t {
        Answered,
        NotSent,   ///< certainly: there was no connection, or the other side is not who it should be
        Unanswered ///< some of it may have been sent, and no answer came, or not all of it, or too much
    };
    Outcome outcome{Outcome::Unanswered};
    int status{0}; ///< what follows is of an answer alone
    std::string body{};
    std::string retryAfter{}; ///< the header's text, empty without one
    std::string problem{};    ///< why there is no answer, in words; nothing of the request is quoted in it
};

/// Asks servers one thing at a time: each request has a connection of its own, is sent at most once, and
/// follows nobody elsewhere. Certificates are checked as OpenSSL is told to (SSL_CERT_FILE, SSL_CERT_DIR).
/// https goes by a proxy if the usual variables (https_proxy, no_proxy) name one, http never. Thread-safe.
class WebClient final
{
public:
    /// The most bytes of an answer, its headers included.
    static constexpr size_t MostAnswer = 64 * 1024;

    /// Throws std::runtime_error with a text for people when this libcurl will not do.
    explicit WebClient(WebPatience patience = {});
    ~WebClient();
    WebClient(const WebClient&) = delete;
    WebClient& operator=(const WebClient&) = delete;

    /// Throws for want of memory alone; whatever a network does is an Outcome.
    [[nodiscard]] WebAnswer ask(const WebRequest& request) const;

private:
    WebPatience m_patience;
};

} // namespace tocsin::server
