// SPDX-License-Identifier: MIT
#include "core/server/api/api_error.h"

#include "core/server/api/http_date.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QSslError>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

ApiErrorCode codeOfNetworkError(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return ApiErrorCode::Timeout;
    case QNetworkReply::SslHandshakeFailedError:
        return ApiErrorCode::Tls;
    default:
        return ApiErrorCode::Network;
    }
}

ApiErrorCode codeOfFaults(const QList<QSslError>& faults)
{
    bool isWrongHost{false};
    bool isOutOfTime{false};
    for (const QSslError& fault : faults) {
        switch (fault.error()) {
        case QSslError::HostNameMismatch:
            isWrongHost = true;
            break;
        case QSslError::CertificateExpired:
        case QSslError::CertificateNotYetValid:
            isOutOfTime = true;
            break;
        default: // an untrusted issuer: the name and the dates prove nothing
            return ApiErrorCode::TlsUntrusted;
        }
    }
    if (isWrongHost)
        return ApiErrorCode::TlsWrongHost;
    return isOutOfTime ? ApiErrorCode::TlsExpired : ApiErrorCode::Tls;
}

/// There was no connection.
bool isBeforeTheRequest(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::ConnectionRefusedError || error == QNetworkReply::HostNotFoundError ||
           error == QNetworkReply::SslHandshakeFailedError;
}

ApiErrorCode codeOfStatus(int status, const QString& word)
{
    switch (status) {
    case 400:
        if (word == u"opted_out")
            return ApiErrorCode::OptedOut;
        return word == u"invalid_pairing_code" ? ApiErrorCode::InvalidPairingCode
                                               : ApiErrorCode::InvalidRequest;
    case 401:
        if (word == u"token_expired")
            return ApiErrorCode::TokenExpired;
        // A proxy or a captive portal that asks for a password knows nothing of our tokens.
        return word == u"unauthorized" ? ApiErrorCode::Unauthorized : ApiErrorCode::UnusableAnswer;
    case 404:
        return word == u"session_not_found" ? ApiErrorCode::SessionNotFound : ApiErrorCode::Refused;
    case 413:
        return ApiErrorCode::PayloadTooLarge;
    case 429:
        return ApiErrorCode::RateLimited;
    default:
        break;
    }
    if (status >= 500)
        return ApiErrorCode::ServerError;
    if (status >= 400)
        return ApiErrorCode::Refused;
    if (status >= 300)
        return ApiErrorCode::Redirected;
    return ApiErrorCode::UnusableAnswer;
}

/// Retry-After is a number of seconds or a date (RFC 9110, 10.2.3). More than a day is taken as a day.
std::optional<std::chrono::seconds> retryAfter(const QNetworkReply& reply)
{
    const QByteArray header = reply.rawHeader("Retry-After").trimmed();
    if (header.isEmpty())
        return {};
    bool isNumber{false};
    qint64 seconds = header.toLongLong(&isNumber);
    if (!isNumber) {
        const QDateTime when = parseHttpDate(header);
        if (!when.isValid())
            return {};
        const QDateTime now = parseHttpDate(reply.rawHeader("Date")); // by the same clock
        seconds = (now.isValid() ? now : QDateTime::currentDateTimeUtc()).secsTo(when);
    }
    return std::chrono::seconds{std::clamp<qint64>(seconds, 0, 24 * 60 * 60)};
}

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ApiError)
};

} // namespace

std::optional<ApiError> translateReply(const QNetworkReply& reply, const QByteArray& body,
                                       const QList<QSslError>& faults)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool isSuccess = status >= 200 && status < 300;
    if (isSuccess && reply.error() == QNetworkReply::NoError)
        return {};
    if (status == 0 || isSuccess) // no answer, or an incomplete one
        return ApiError{.code = faults.isEmpty() ? codeOfNetworkError(reply.error()) : codeOfFaults(faults),
                        .httpStatus = status,
                        .certainlyNotSent = isBeforeTheRequest(reply.error()),
                        .message = reply.errorString()};

    const QJsonObject json = QJsonDocument::fromJson(body).object();
    const QString word = json.value("error"_L1).toString();
    ApiError error{.code = codeOfStatus(status, word),
                   .httpStatus = status,
                   .retryAfter = retryAfter(reply),
                   .message = json.value("message"_L1).toString(),
                   .requestId = json.value("request_id"_L1).toString()};
    const QJsonValue attempts = json.value("details"_L1).toObject().value("attempts_left"_L1);
    if (attempts.isDouble())
        error.attemptsLeft = std::max(0, attempts.toInt());
    return error;
}

bool isTransient(ApiErrorCode code)
{
    switch (code) {
    case ApiErrorCode::Network:
    case ApiErrorCode::Timeout:
    case ApiErrorCode::Tls:
    case ApiErrorCode::TlsUntrusted:   // a captive portal shows a certificate like this,
    case ApiErrorCode::TlsWrongHost:   // or like this
    case ApiErrorCode::TlsExpired:     // until it is renewed, or the clock is right
    case ApiErrorCode::InsecureUrl:    // until the address in the settings is another
    case ApiErrorCode::Redirected:     // a captive portal answers like this,
    case ApiErrorCode::UnusableAnswer: // or like this
    case ApiErrorCode::RateLimited:
    case ApiErrorCode::ServerError:
        return true;
    case ApiErrorCode::InvalidRequest:
    case ApiErrorCode::InvalidPairingCode:
    case ApiErrorCode::OptedOut:
    case ApiErrorCode::Unauthorized:
    case ApiErrorCode::TokenExpired:
    case ApiErrorCode::SessionNotFound:
    case ApiErrorCode::PayloadTooLarge:
    case ApiErrorCode::Refused:
        return false;
    }
    return false;
}

QString describe(ApiErrorCode code)
{
    switch (code) {
    case ApiErrorCode::Network:
    case ApiErrorCode::Timeout:
        return Words::tr("The server is not responding. Check your internet connection and the server "
                         "address in Settings, then try again.");
    case ApiErrorCode::Tls:
        return Words::tr("Could not connect securely to the server. Check the server address and this "
                         "computer's date and time.");
    case ApiErrorCode::TlsUntrusted:
        return Words::tr(
            "This computer does not trust the server's certificate. If your server uses a private "
            "certificate authority, add its certificate in Settings. Otherwise, check the server address.");
    case ApiErrorCode::TlsWrongHost:
        return Words::tr("The server's certificate was issued for a different address. Check the server "
                         "address in Settings.");
    case ApiErrorCode::TlsExpired:
        return Words::tr("The server's certificate has expired or is not valid yet. Check this computer's "
                         "date; if it is correct, ask the server's administrator to renew the certificate.");
    case ApiErrorCode::InsecureUrl:
        return Words::tr(
            "The server address is not secure. In Settings, enter one that starts with https://.");
    case ApiErrorCode::Redirected:
    case ApiErrorCode::UnusableAnswer:
        return Words::tr("The reply did not come from a Tocsin server. Check the server address and whether "
                         "your network requires you to sign in.");
    case ApiErrorCode::InvalidPairingCode:
        return Words::tr("That code is not correct. Check it and try again.");
    case ApiErrorCode::OptedOut:
        return Words::tr(
            "This number has opted out of texts. Reply START to the number that texted you, then try again.");
    case ApiErrorCode::Unauthorized:
    case ApiErrorCode::TokenExpired:
        return Words::tr("You are no longer logged in. Please log in again.");
    case ApiErrorCode::RateLimited:
        return Words::tr("Too many attempts. Please wait a moment and try again.");
    case ApiErrorCode::ServerError:
        return Words::tr("The server reported a problem. Please try again in a few minutes.");
    case ApiErrorCode::InvalidRequest:
    case ApiErrorCode::SessionNotFound:
    case ApiErrorCode::PayloadTooLarge:
    case ApiErrorCode::Refused:
        return Words::tr("The server rejected the request. If this keeps happening, update Tocsin.");
    }
    return {};
}

} // namespace tocsin
