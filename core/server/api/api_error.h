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
    Tls,                ///< no secure connection; no certificate is to blame
    TlsUntrusted,       ///< the certificate is from nobody whom we trust; never overridden, as the next two
    TlsWrongHost,       ///< it is another host's
    TlsExpired,         ///< it is not good at the time that our clock shows
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

/// What went wrong with one call. `message` is the server's or the network's word, for the log: what people
/// read is made from `code`.
struct ApiError
{
    ApiErrorCode code{ApiErrorCode::Network};
    int httpStatus{0};                                ///< 0 without an answer
    std::optional<std::chrono::seconds> retryAfter{}; ///< of a 429 or 503
    std::optional<int> attemptsLeft{};                ///< details.attempts_left
    bool certainlyNotSent{false}; ///< no connection came about, so the server has nothing of it
    QString message{};
    QString requestId{};
};

/// The one place where HTTP and network errors become an ApiError. Nothing if `reply`, which has finished
/// with `body`, is a 2xx. `faults`: what its certificate was refused for. A call stopped by its deadline or
/// its size cap is told by the caller.
[[nodiscard]] std::optional<ApiError> translateReply(const QNetworkReply& reply, const QByteArray& body,
                                                     const QList<QSslError>& faults);

/// True when asking again later may help: the network, the server's trouble, a limit.
[[nodiscard]] bool isTransient(ApiErrorCode code);

/// `code` in a translated sentence that says what to do next.
[[nodiscard]] QString describe(ApiErrorCode code);

} // namespace tocsin
