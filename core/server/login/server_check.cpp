// SPDX-License-Identifier: MIT
#include "core/server/login/server_check.h"

#include "core/base/loopback.h"
#include "core/server/login/login_text.h"

#include <QCoreApplication>
#include <QUrl>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ServerCheck)
};

/// What a Tocsin server answers has an id; a page of a proxy has none.
bool isOurs(const ApiError& error)
{
    return !error.requestId.isEmpty();
}

/// A proxy answers so when the server behind it does not.
bool isOfProxy(int status)
{
    return status == 502 || status == 503 || status == 504;
}

QString notOurs(int httpStatus, bool isPage, const QString& address)
{
    const bool isSuccess = httpStatus >= 200 && httpStatus < 300;
    const QString status = isSuccess ? QString{} : u" (HTTP %1)"_s.arg(httpStatus);
    if (isPage)
        //: %2 is empty, or for example " (HTTP 501)"
        return Words::tr("%1 answered, but it is not a Tocsin server%2. Check the address and whether your "
                         "network requires you to sign in.")
            .arg(address, status);
    if (isOfProxy(httpStatus))
        //: %2 is for example " (HTTP 502)"
        return Words::tr(
                   "%1 answered, but no Tocsin server is running there now%2. Check the address, or try "
                   "again in a few minutes.")
            .arg(address, status);
    //: %2 is empty, or for example " (HTTP 501)"
    return Words::tr("%1 answered, but it is not a Tocsin server%2. Check the address.").arg(address, status);
}

QString notOurs(const ApiError& error, const QString& address)
{
    const bool isPage = error.code == ApiErrorCode::UnusableAnswer || error.code == ApiErrorCode::Redirected;
    return notOurs(error.httpStatus, isPage, address);
}

QString unreachable(const ApiError& error, const QUrl& server)
{
    const QString address = server.toDisplayString();
    if (error.certainlyNotSent && isLoopbackHost(server.host()))
        return Words::tr("No Tocsin server at %1. Notifications work without one. To get texts, start a "
                         "server on this computer or enter the address of another one.")
            .arg(address);
    if (error.certainlyNotSent)
        return Words::tr(
                   "Could not reach %1. Check the address and your internet connection, then try again.")
            .arg(address);
    if (error.code == ApiErrorCode::Timeout)
        return Words::tr("%1 is not responding. Check the address and your internet connection, then try "
                         "again.")
            .arg(address);
    return Words::tr("%1 closed the connection without an answer. Check the address, then try again.")
        .arg(address);
}

} // namespace

QString serverProblem(const ApiError& error, const QUrl& server)
{
    const QString address = server.toDisplayString();
    switch (error.code) {
    case ApiErrorCode::Network:
    case ApiErrorCode::Timeout:
        return unreachable(error, server);
    case ApiErrorCode::Tls:
        return Words::tr("Could not connect securely to %1. Check the address and this computer's date and "
                         "time.")
            .arg(address);
    case ApiErrorCode::TlsUntrusted:
        return Words::tr("This computer does not trust the certificate of %1. Check the address; if the "
                         "server uses a private certificate authority, add its certificate in Settings.")
            .arg(address);
    case ApiErrorCode::TlsWrongHost:
        return Words::tr("The certificate of %1 was issued for a different address. Check the address.")
            .arg(address);
    case ApiErrorCode::TlsExpired:
        return Words::tr("The certificate of %1 has expired or is not valid yet. Check this computer's date; "
                         "if it is correct, ask the server's administrator to renew the certificate.")
            .arg(address);
    case ApiErrorCode::InsecureUrl:
        return Words::tr("The address %1 is not secure. Enter one that starts with https://.").arg(address);
    case ApiErrorCode::ServerError:
        if (isOurs(error))
            return Words::tr("The Tocsin server at %1 reported a problem. Try again in a few minutes.")
                .arg(address);
        return notOurs(error, address);
    case ApiErrorCode::Redirected:
    case ApiErrorCode::UnusableAnswer:
        return notOurs(error, address);
    default:
        return {};
    }
}

std::optional<ServerRefusal> judgeServer(const Expected<HealthAnswer, ApiError>& answer, const QUrl& server)
{
    const QString address = server.toDisplayString();
    if (answer) {
        switch (answer->kind) {
        case ServerKind::Tocsin:
            return {};
        case ServerKind::OtherVersion:
            return ServerRefusal{.message = Words::tr("The Tocsin server at %1 and this Tocsin are "
                                                      "incompatible versions. Update the older one.")
                                                .arg(address)};
        case ServerKind::Foreign:
            break;
        }
        return ServerRefusal{.message = notOurs(200, false, address)};
    }
    const ApiError& error = answer.error();
    const LoginError kind = loginError(error.code);
    const bool isOurTrouble =
        isOurs(error) && (kind == LoginError::RateLimited || kind == LoginError::ServerRefused);
    if (isOurTrouble || kind == LoginError::ServerTooFar || kind == LoginError::ServerUnsafe)
        return ServerRefusal{.error = kind, .message = describeForLogin(error, server)};
    return ServerRefusal{.message = notOurs(error, address)};
}

} // namespace tocsin
