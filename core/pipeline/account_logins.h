// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/answer.h"
#include "core/server/api/api_error.h"
#include "core/server/api/api_messages.h"
#include "core/server/api/secret.h"

#include <QList>
#include <QObject>
#include <QString>

#include <functional>

namespace tocsin {

class ApiClient;
class ServerLogin;

/// Lists the logins of the person's phone at the server, and ends one of another computer. This computer's
/// own is ended by Login::logOut() alone, which also forgets it here.
class AccountLogins final : public QObject
{
    Q_OBJECT
public:
    /// Both outlive it.
    AccountLogins(ApiClient& api, ServerLogin& login, QObject* parent = nullptr);

    void list(const Answer& answer);
    /// `given`: a login's id, or as much of its beginning as no other has.
    void revoke(const QString& given, const Answer& answer);

private:
    using Listed = std::function<void(const QList<AccountLogin>& logins, const Secret& token)>;

    /// Failures are answered.
    void fetch(const Answer& answer, const Listed& then);
    void end(const AccountLogin& login, const Secret& token, const Answer& answer);
    void fail(const ApiError& error, const Secret& token, const Answer& answer);

    ApiClient& m_api;
    ServerLogin& m_login;
};

} // namespace tocsin
