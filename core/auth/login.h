// SPDX-License-Identifier: MIT
#pragma once

#include "core/api/api_client.h"
#include "core/auth/login_machine.h"
#include "core/auth/login_text.h"
#include "core/auth/token_store.h"
#include "core/base/clock.h"

#include <QPointer>
#include <QTimer>
#include <QUrl>

namespace tocsin {

/// The login of this program: asks for codes, exchanges them, keeps the access token in the store and gives
/// it to delivery. Begins in LoginPhase::Restoring; call restore() once. RequestingCode and Exchanging are
/// told too; a failure goes back a phase first (phaseChanged()), then says why (failed()). A code that is no
/// longer good leads to LoggedOut, and resendCode() still works. The timer and the server may end a login:
/// loginEnded() says it once, before phaseChanged(). In the last quarter of its
/// life the token is refreshed.
class LoginMachine final : public LoginMachineInterface
{
    Q_OBJECT
public:
    /// `fingerprint`: see device_fingerprint.h. What is handed in outlives this object.
    LoginMachine(ApiClient& api, TokenStore& store, const Clock& clock, const QString& fingerprint,
                 QObject* parent = nullptr);

    [[nodiscard]] LoginPhase phase() const override { return m_phase; }
    [[nodiscard]] QString maskedPhone() const override;
    [[nodiscard]] QDateTime tokenExpiresAt() const override { return m_login.expiresAt; }
    [[nodiscard]] QDateTime codeExpiresAt() const override;
    [[nodiscard]] int attemptsLeft() const override { return m_attemptsLeft; }
    [[nodiscard]] int retryAfterSeconds() const override { return m_retryAfter; }

    void requestCode(const QString& phone) override;
    void resendCode() override;
    void submitCode(const QString& code) override;
    void cancel() override;
    void logOut() override;

    /// Reads the store; LoggedIn or LoggedOut follows.
    void restore();
    /// Empty unless LoggedIn at the server that the API client talks to now.
    [[nodiscard]] Secret accessToken() const;
    /// The server answered 401 to `token`. Ends the login if that is still its token: a late answer to an
    /// older one changes nothing.
    void tokenRejected(const Secret& token);
    /// The login goes to `store` from now on, the present one at once: after the user agreed to another
    /// place.
    void useStore(TokenStore& store);
    /// To be called when ApiClient::setServerUrl() was: a login belongs to one server and is sent to no
    /// other.
    void serverChanged();

Q_SIGNALS:
    /// `message` is translated, for people; empty after LoggedOut, which they asked for.
    void loginEnded(tocsin::LoginEnd why, const QString& message);
    /// The server has answered to logOut(), or could not be reached (0).
    void logOutFinished(int sessionsCleared);
    /// The store could not be read or written. The login lasts until the program ends; `message` is for
    /// people.
    void storeFailed(const QString& message);
    /// The same login has a new token and a new expiry.
    void tokenRefreshed();

private:
    /// A code that was asked for.
    struct Pairing
    {
        QString phone{}; ///< in full, for resendCode(); in memory only
        QString maskedPhone{};
        Secret tempToken{};
        QDateTime expiresAt{};
    };

    void setPhase(LoginPhase phase);
    void fail(LoginError error, LoginPhase next, const QString& message = {});
    void askForCode();
    void onCodeRequested(const Expected<LoginAnswer, ApiError>& answer);
    void onExchanged(const Expected<TokenAnswer, ApiError>& answer);
    void onRestored(const StoreResult& result);
    void codeIsDead();
    void adopt(const TokenAnswer& answer);
    void save();
    void forget();
    void end(LoginEnd why);
    void startTimer();
    void onTimer();
    void refresh();

    ApiClient& m_api;
    TokenStore* m_store;
    const Clock& m_clock;
    QString m_fingerprint;
    LoginPhase m_phase{LoginPhase::Restoring};
    StoredLogin m_login;
    Pairing m_pairing;
    QString m_requestState;
    int m_attemptsLeft{0};
    int m_retryAfter{0};
    QPointer<ApiCall> m_call;
    QPointer<ApiCall> m_refreshCall;
    QTimer m_timer;
};

} // namespace tocsin
