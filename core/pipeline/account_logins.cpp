// SPDX-License-Identifier: MIT
#include "core/pipeline/account_logins.h"

#include "core/ipc/replies.h"
#include "core/pipeline/login_error_code.h"
#include "core/server/api/api_client.h"
#include "core/server/login/server_login.h"

#include <QLocale>

#include <algorithm>
#include <iterator>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// `lg_` and eight digits, as long as they are enough.
constexpr qsizetype ShownId{11};

QJsonObject failure(ipc::ErrorCode code, const QString& message)
{
    return ipc::ErrorReply{.code = code, .message = message}.toJson();
}

QList<AccountLogin> withId(const QList<AccountLogin>& logins, const QString& beginning)
{
    QList<AccountLogin> found;
    std::copy_if(logins.begin(), logins.end(), std::back_inserter(found),
                 [&](const AccountLogin& login) { return login.id.startsWith(beginning); });
    return found;
}

QString shownId(const AccountLogin& login, const QList<AccountLogin>& all)
{
    qsizetype length = ShownId;
    while (length < login.id.size() && withId(all, login.id.left(length)).size() > 1)
        ++length;
    return login.id.left(length);
}

} // namespace

AccountLogins::AccountLogins(ApiClient& api, ServerLogin& login, QObject* parent)
    : QObject{parent}
    , m_api{api}
    , m_login{login}
{}

void AccountLogins::fetch(const Answer& answer, const Listed& then)
{
    const Secret token = m_login.accessToken();
    if (token.isEmpty())
        return answer(failure(ipc::ErrorCode::NotLoggedIn, tr("You are not logged in.")));
    m_api.logins(token, this, [this, token, answer, then](const Expected<LoginsAnswer, ApiError>& found) {
        if (found)
            return then(found->logins, token);
        if (found.error().httpStatus == 404)
            return answer(
                failure(ipc::ErrorCode::ServerError,
                        tr("This server is too old to list logins. Its administrator can update it.")));
        fail(found.error(), token, answer);
    });
}

void AccountLogins::list(const Answer& answer)
{
    fetch(answer, [this, answer](const QList<AccountLogin>& logins, const Secret&) {
        QStringList lines{tr("Logins of %1:").arg(m_login.maskedPhone())};
        ipc::LoginsReply reply;
        for (const AccountLogin& login : logins) {
            // The server hears a computer's name with its first session.
            const QString host = !login.hostname.isEmpty() ? login.hostname
                                 : login.isCurrent         ? tr("this computer")
                                                           : tr("unknown computer");
            const QString used = QLocale{}.toString(login.lastUsedAt.toLocalTime(), QLocale::ShortFormat);
            //: %1 is a computer, %2 a time
            const QString text = login.isCurrent ? tr("%1, last used %2 (this login)").arg(host, used)
                                                 //: %1 is a computer, %2 a time
                                                 : tr("%1, last used %2").arg(host, used);
            lines << u"  %1  %2"_s.arg(shownId(login, logins), text);
            reply.logins << ipc::LoginEntry{.id = login.id,
                                            .hostname = login.hostname,
                                            .createdAt = login.createdAt,
                                            .lastUsedAt = login.lastUsedAt,
                                            .expiresAt = login.expiresAt,
                                            .isCurrent = login.isCurrent};
        }
        reply.message = lines.join(u'\n');
        answer(reply.toJson());
    });
}

void AccountLogins::revoke(const QString& given, const Answer& answer)
{
    fetch(answer, [this, given, answer](const QList<AccountLogin>& logins, const Secret& token) {
        const QList<AccountLogin> found = given.isEmpty() ? QList<AccountLogin>{} : withId(logins, given);
        if (found.isEmpty())
            return answer(failure(ipc::ErrorCode::BadRequest,
                                  tr("You have no login \"%1\". To list them: tocsin logins").arg(given)));
        if (found.size() > 1)
            return answer(
                failure(ipc::ErrorCode::BadRequest,
                        tr("More than one login begins with \"%1\". Give more of the ID.").arg(given)));
        if (found.first().isCurrent)
            return answer(failure(ipc::ErrorCode::BadRequest,
                                  tr("That is the login of this computer. To end it: tocsin logout")));
        end(found.first(), token, answer);
    });
}

void AccountLogins::end(const AccountLogin& login, const Secret& token, const Answer& answer)
{
    m_api.revokeLogin(
        token, login.id, this, [this, login, token, answer](const Expected<LogoutAnswer, ApiError>& ended) {
            if (!ended)
                return fail(ended.error(), token, answer);
            const QString done = login.hostname.isEmpty()
                                     ? tr("The login has ended.")
                                     : tr("The login on %1 has ended.").arg(login.hostname);
            answer(ipc::LogoutReply{.message = done, .sessionsCleared = ended->sessionsCleared}.toJson());
        });
}

void AccountLogins::fail(const ApiError& error, const Secret& token, const Answer& answer)
{
    if (error.code == ApiErrorCode::Unauthorized || error.code == ApiErrorCode::TokenExpired)
        m_login.tokenRejected(token);
    answer(failure(errorCodeOf(loginError(error.code)), describeForLogin(error, m_login.serverUrl())));
}

} // namespace tocsin
