// SPDX-License-Identifier: MIT
#pragma once

#include "core/api/api_client.h"
#include "core/auth/login_machine.h"
#include "core/auth/token_store.h"
#include "core/base/clock.h"

#include <QPointer>
#include <QTimer>
#include <QUrl>

namespace tocsin {

/// Why a login is over.
enum class LoginEnd : uint8_t { LoggedOut, Expired, Rejected, ServerChanged };

/// The login of this program: asks for codes, exchanges them, keeps the access token in the store and gives
/// it to delivery. Begins in LoginPhase::Restoring; call restore() once. The store's answer, the timer and
/// the server may all end a login: loginEnded() says it once, before phaseChanged().
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
    /// Empty unless LoggedIn.
    [[nodiscard]] Secret accessToken() const { return m_login.token; }
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
    struct Login
    {
        Secret token{};
        QDateTime issuedAt{};
        QDateTime expiresAt{};
        QString phone{};
        QUrl server{};
    };
    /// A code that was asked for.
    struct Pairing
    {
        QString phone{}; ///< in full, for resendCode(); in memory only
        QString maskedPhone{};
        QString state{};
        Secret tempToken{};
        QDateTime expiresAt{};
    };

    void setPhase(LoginPhase phase);
    void fail(LoginError error, LoginPhase next, const QString& detail = {});
    void onCodeRequested(const Expected<LoginAnswer, ApiError>& answer);
    void onExchanged(const Expected<TokenAnswer, ApiError>& answer);
    void onRestored(const StoreResult& result);
    void adopt(const TokenAnswer& answer);
    void save();
    void forget();
    void end(LoginEnd why);
    void watchExpiry();
    void onTimer();
    void refresh();
    [[nodiscard]] Secret serialized() const;
    [[nodiscard]] static Login parsed(const Secret& stored);
    [[nodiscard]] static LoginError loginError(const ApiError& error);

    ApiClient& m_api;
    TokenStore* m_store;
    const Clock& m_clock;
    QString m_fingerprint;
    LoginPhase m_phase{LoginPhase::Restoring};
    Login m_login;
    Pairing m_pairing;
    int m_attemptsLeft{0};
    int m_retryAfter{0};
    QPointer<ApiCall> m_call;
    QPointer<ApiCall> m_refreshCall;
    QTimer m_timer;
};

} // namespace tocsin
