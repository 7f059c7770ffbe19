// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

class QByteArray;
class QNetworkReply;
class QSslError;
template<typename T> class QList;

namespace tocsin {

enum class ApiErrorCode : uint8_t {
    Network,            ///< no connection, name not found, connection lost
    Timeout,            ///< no whole answer in time
    Tls,                ///< no secure connection, for another reason than the certificate
    TlsUntrusted,       ///< the certificate is not trusted; never overridden, like the next two
    TlsWrongHost,       ///< the certificate was issued for another host
    TlsExpired,         ///< expired or not valid yet, by our clock
    InsecureUrl,        ///< plain http beyond loopback: nothing was sent
    Redirected,         ///< 3xx; not followed
    UnusableAnswer,     ///< not the JSON of the contract, or too big
    InvalidRequest,     ///< 400
    InvalidPairingCode, ///< 400; see attemptsLeft
    OptedOut,           ///< 400: the phone said STOP
    Unauthorized,       ///< 401 of a Tocsin server
    TokenExpired,       ///< 401
    SessionNotFound,    ///< 404
    PayloadTooLarge,    ///< 413
    RateLimited,        ///< 429; see retryAfter
    Refused,            ///< another 4xx
    ServerError,        ///< 5xx
};

/// Why a call failed. `message` is the server's or the network's, for the log; people read describe(code).
struct ApiError
{
    ApiErrorCode code{ApiErrorCode::Network};
    int httpStatus{0};                                ///< 0 without an answer
    std::optional<std::chrono::seconds> retryAfter{}; ///< of a 429 or 503
    std::optional<int> attemptsLeft{};                ///< details.attempts_left
    bool certainlyNotSent{false}; ///< there was no connection, so the server did not receive it
    QString message{};
    QString requestId{};
};

/// The one place where HTTP and network errors become an ApiError. Nothing if `reply`, which has finished
/// with `body`, is a 2xx. `faults`: errors of its certificate. The caller reports a call that was stopped by
/// its deadline or its size limit.
[[nodiscard]] std::optional<ApiError> translateReply(const QNetworkReply& reply, const QByteArray& body,
                                                     const QList<QSslError>& faults);

/// True when a later try may succeed: network, server error, rate limit.
[[nodiscard]] bool isTransient(ApiErrorCode code);

/// A translated sentence that says what happened and what to do next.
[[nodiscard]] QString describe(ApiErrorCode code);

} // namespace tocsin
