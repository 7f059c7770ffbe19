// SPDX-License-Identifier: MIT
#include "core/server/login/login_text.h"

#include "core/server/login/server_check.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

QDateTime utcTime(const QJsonValue& value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODate).toUTC();
}

QString waitText(std::chrono::seconds wait)
{
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(wait);
    if (minutes > std::chrono::minutes{90}) {
        const auto hours = std::chrono::ceil<std::chrono::hours>(wait);
        return Login::tr("Too many attempts. Try again in %n hour(s).", nullptr,
                         static_cast<int>(hours.count()));
    }
    return Login::tr("Too many attempts. Try again in %n minute(s).", nullptr,
                     static_cast<int>(minutes.count()));
}

Secret toSecret(QJsonObject json, const std::vector<EndedLogin>& ended)
{
    QJsonArray list;
    for (const EndedLogin& one : ended)
        list.append(
            QJsonObject{{u"server"_s, one.server.toString()}, {u"access_token"_s, one.token.reveal()}});
    if (!list.isEmpty())
        json.insert(u"ended"_s, list);
    return Secret{QString::fromUtf8(QJsonDocument{json}.toJson(QJsonDocument::Compact))};
}

} // namespace

Secret serializeLogin(const StoredLogin& login, const std::vector<EndedLogin>& ended)
{
    return toSecret({{u"version"_s, 1},
                     {u"server"_s, login.server.toString()},
                     {u"access_token"_s, login.token.reveal()},
                     {u"issued_at"_s, login.issuedAt.toString(Qt::ISODate)},
                     {u"expires_at"_s, login.expiresAt.toString(Qt::ISODate)},
                     {u"phone"_s, login.phone}},
                    ended);
}

Secret serializeEndedLogins(const std::vector<EndedLogin>& ended)
{
    return toSecret({{u"version"_s, 1}}, ended);
}

std::optional<StoredLogin> parseStoredLogin(const Secret& stored)
{
    const QJsonObject json = QJsonDocument::fromJson(stored.reveal().toUtf8()).object();
    StoredLogin login{.server = QUrl{json.value("server"_L1).toString()},
                      .token = Secret{json.value("access_token"_L1).toString()},
                      .issuedAt = utcTime(json.value("issued_at"_L1)),
                      .expiresAt = utcTime(json.value("expires_at"_L1)),
                      .phone = ensureMasked(json.value("phone"_L1).toString())};
    if (json.value("version"_L1).toInt() != 1 || login.token.isEmpty() || !login.expiresAt.isValid())
        return {};
    return login;
}

std::vector<EndedLogin> parseEndedLogins(const Secret& stored)
{
    const QJsonObject json = QJsonDocument::fromJson(stored.reveal().toUtf8()).object();
    std::vector<EndedLogin> ended;
    if (json.value("version"_L1).toInt() != 1)
        return ended;
    for (const QJsonValue one : json.value("ended"_L1).toArray()) {
        const Secret token{one[u"access_token"_s].toString()};
        if (!token.isEmpty())
            ended.push_back({.server = QUrl{one[u"server"_s].toString()}, .token = token});
    }
    return ended;
}

QString ensureMasked(const QString& phone)
{
    static const QRegularExpression masked{u"^\\+[0-9]{1,3}\\*{3}[0-9]{4}$"_s};
    if (phone.isEmpty() || masked.match(phone).hasMatch())
        return phone;
    return u"+***"_s + phone.right(4);
}

bool isPairingCode(const QString& code)
{
    return code.size() == 6 &&
           std::all_of(code.cbegin(), code.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

LoginError loginError(ApiErrorCode code)
{
    switch (code) {
    case ApiErrorCode::Network:
    case ApiErrorCode::Timeout:
        return LoginError::ServerTooFar;
    case ApiErrorCode::Tls:
    case ApiErrorCode::TlsUntrusted:
    case ApiErrorCode::TlsWrongHost:
    case ApiErrorCode::TlsExpired:
    case ApiErrorCode::InsecureUrl:
        return LoginError::ServerUnsafe;
    case ApiErrorCode::RateLimited:
        return LoginError::RateLimited;
    default:
        return LoginError::ServerRefused;
    }
}

QString describe(CodeProblem problem)
{
    switch (problem) {
    case CodeProblem::None:
        break;
    case CodeProblem::OptedOut:
        return Login::tr("The text with the code could not be delivered: this number has opted out of texts. "
                         "Reply START to the number that texted you, then try again.");
    case CodeProblem::WrongNumber:
        return Login::tr("The text with the code could not be delivered: no mobile phone has this number. "
                         "Check the number, or try again.");
    case CodeProblem::Unreachable:
        return Login::tr("The text with the code could not be delivered: the phone is off or out of "
                         "coverage. Check the phone and the number, then try again.");
    case CodeProblem::Blocked:
        return Login::tr("The text with the code could not be delivered: the mobile network blocked it. Ask "
                         "your operator, or use another number.");
    case CodeProblem::NotAllowed:
        return Login::tr("The text with the code could not be delivered: the server's SMS account may not "
                         "text this number. Ask the server's administrator, or use another number.");
    case CodeProblem::Unexplained:
        return Login::tr("The text with the code could not be delivered. Check the number, or try again.");
    }
    return {};
}

QString describe(LoginError error)
{
    switch (error) {
    case LoginError::InvalidPhone:
        return Login::tr("Enter a valid mobile number with country code, for example +1 415 555 0123.");
    case LoginError::WrongCode:
        return describe(ApiErrorCode::InvalidPairingCode);
    case LoginError::CodeExpired:
        return Login::tr("This code has expired. Request a new one.");
    case LoginError::RateLimited:
        return describe(ApiErrorCode::RateLimited);
    case LoginError::ServerTooFar:
        return describe(ApiErrorCode::Network);
    case LoginError::ServerUnsafe:
        return describe(ApiErrorCode::Tls);
    case LoginError::NotOurServer:
        return describe(ApiErrorCode::UnusableAnswer);
    case LoginError::ServerRefused:
        return describe(ApiErrorCode::Refused);
    case LoginError::StateMismatch:
        return Login::tr("Unexpected reply from the server. Please try again.");
    case LoginError::NoBrowser:
        return Login::tr("Your browser could not be opened. Enter your phone number instead.");
    case LoginError::BrowserSilent:
        return Login::tr(
            "No response from the browser after ten minutes. Try again, or enter your phone number.");
    case LoginError::NotNow:
        return Login::tr("Enter your phone number first.");
    }
    return {};
}

QString describeForLogin(const ApiError& error, const QUrl& server)
{
    if (error.code == ApiErrorCode::RateLimited && error.retryAfter)
        return waitText(*error.retryAfter);
    const QString text = serverProblem(error, server);
    return text.isEmpty() ? describe(error.code) : text;
}

QString describeLoginEnd(LoginEnd why)
{
    switch (why) {
    case LoginEnd::LoggedOut:
        return {};
    case LoginEnd::Expired:
        return Login::tr("Your login has expired. Log in again to get texts.");
    case LoginEnd::Rejected:
        return Login::tr("The server has ended your login. Log in again to get texts.");
    case LoginEnd::ServerChanged:
        return Login::tr("The server address has changed. Log in there to get texts.");
    }
    return {};
}

QString describeLogOut(bool canNotify)
{
    const QString now = canNotify
                            ? Login::tr("You get no texts now; notifications continue.")
                            : Login::tr("You get no texts now, and no notifications can be shown here.");
    return now + u' ' +
           Login::tr("Sessions that had texts on get them again when you log in, also with another number.");
}

} // namespace tocsin
