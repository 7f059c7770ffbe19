// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/server/api/api_client.h"
#include "core/server/login/browser_login.h"
#include "core/server/login/code_text_watch.h"
#include "core/server/login/login.h"
#include "core/server/login/login_text.h"
#include "core/server/login/refresh_schedule.h"
#include "core/server/login/token_revoker.h"
#include "core/server/login/token_store.h"

#include <QPointer>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tocsin {

/// The login of this program: asks for codes, exchanges them, keeps the access token in the store and gives
/// it to delivery. Begins in LoginPhase::Restoring; call restore() once. RequestingCode and Exchanging are
/// told too; a failure goes back a phase first (phaseChanged()), then says why (failed()). A code that is no
/// longer good leads to LoggedOut, and resendCode() still works.
///
/// Only the server ends a login, by two 401s to its present token: no clock of ours does, and no lost answer.
/// The token is refreshed in the last quarter of its life and soon after restore(). A new token is stored
/// before it is used, because its first use ends the old one (server/api/openapi.yaml, operation refresh);
/// until then the old one goes on. A login that the person ended stays in the store until its server knows.
/// loginEnded() reports the end once, before phaseChanged(). What the store
/// could not do is done when storeAvailable() is called.
class ServerLogin final : public Login
{
    Q_OBJECT
public:
    /// `fingerprint`: see device_fingerprint.h. What is handed in outlives this object.
    ServerLogin(ApiClient& api, TokenStore& store, const Clock& clock, const QString& fingerprint,
                RefreshTiming timing = {}, QObject* parent = nullptr);

    /// What shows the server's page. Without it requestInBrowser() fails: there is no display.
    void setBrowser(OpenUrl open, std::chrono::milliseconds patience = BrowserPatience);

    [[nodiscard]] LoginPhase phase() const override { return m_phase; }
    [[nodiscard]] QString maskedPhone() const override;
    /// By our clock; for people. Nothing is decided by it.
    [[nodiscard]] QDateTime tokenExpiresAt() const override { return m_login.expiresAt; }
    [[nodiscard]] QDateTime codeExpiresAt() const override;
    [[nodiscard]] int attemptsLeft() const override { return m_attemptsLeft; }
    [[nodiscard]] int retryAfterSeconds() const override { return m_retryAfter; }

    [[nodiscard]] QString codeProblem() const override;

    void requestCode(const QString& phone) override;
    void requestInBrowser() override;
    void reopenBrowser() override;
    void resendCode() override;
    void watchCode() override;
    void submitCode(const QString& code) override;
    void cancel() override;
    void logOut() override;

    /// Asks the server for a token of our own in exchange for `token`, which some other program got from it:
    /// LoggedIn follows, or `done` with an error. Dropped without a word by whatever begins another login.
    void takeOver(const Secret& token, std::function<void(const std::optional<ApiError>&)> done);
    /// Reads the store; LoggedIn or LoggedOut follows.
    void restore();
    /// Empty unless LoggedIn at the server that the API client talks to now.
    [[nodiscard]] Secret accessToken() const;
    /// Who is logged in where: the same text after the next login with the same number at the same server.
    /// Opaque, may be written to disk; empty unless LoggedIn. Made of the masked number, the most we know.
    [[nodiscard]] QString accountId() const;
    /// The server answered 401 to `token`. If that is still this login's token, a newer one is used, or else
    /// asked for: the login goes on (tokenRefreshed()) or ends (loginEnded()). A late answer to an older
    /// token changes nothing.
    void tokenRejected(const Secret& token);
    /// The store may work now when it did not before, or may be another place: what failed is done again.
    void storeAvailable();
    /// The store did what was last asked of it, as far as is known.
    [[nodiscard]] bool isStoreUsable() const { return m_owed == Owed::Nothing; }
    [[nodiscard]] QUrl serverUrl() const { return m_api.serverUrl(); }
    /// To be called when ApiClient::setServerUrl() was: a login belongs to one server and is sent to no
    /// other.
    void serverChanged();

Q_SIGNALS:
    /// `message` is translated, for people; empty after LoggedOut, which they asked for.
    void loginEnded(tocsin::LoginEnd why, const QString& message);
    // What the store could not do; `message` is for people.
    /// The login that was found at the start is for `server`, and is kept there.
    void foundElsewhere(const QUrl& server);
    void readFailed(const QString& message);   ///< whether there is a login is not known
    void storeFailed(const QString& message);  ///< the login lasts until the program ends
    void forgetFailed(const QString& message); ///< logged out, but the login is still in the store
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
        bool isByBrowser{false}; ///< the number was typed there and is not known here
    };
    /// A new token that is being stored, and what follows when it is used.
    struct Next
    {
        StoredLogin login{};
        std::function<void()> then{};
    };
    /// That the server still knows the token.
    enum class Doubt : uint8_t {
        None,
        Rejected,      ///< a request was refused; a refresh decides
        RefreshRefused ///< the next refusal, of whatever request, ends the login
    };
    /// What the store still has to do.
    enum class Owed : uint8_t { Nothing, Read, Write, Removal };
    struct LogOut;

    void setPhase(LoginPhase phase);
    void fail(LoginError error, LoginPhase next, const QString& message = {});
    /// Nothing about the person goes to a server that did not say that it is one of ours.
    void checkServer(std::function<void()> then);
    void askForCode();
    void openBrowser();
    void onCodeRequested(const Expected<LoginAnswer, ApiError>& answer);
    void onBrowserAnswered(const BrowserAnswer& answer);
    void giveUpRequest(LoginError error, const QString& message = {});
    void awaitCode(const LoginAnswer& answer);
    void onExchanged(const Expected<TokenAnswer, ApiError>& answer);
    void onRestored(const StoreResult& result);
    void codeIsDead(const QString& why = {});
    void storeThenUse(const TokenAnswer& answer, std::function<void()> then);
    void onNextStored(const Secret& token, const StoreResult& result);
    void useNext();
    void dropNext();
    void save();
    void noteUnstored(const QString& message);
    void revoke(const Secret& token, const std::shared_ptr<LogOut>& logOut = {});
    void onRevoked(const EndedLogin& login, const std::shared_ptr<LogOut>& logOut = {});
    void forget(const std::shared_ptr<LogOut>& logOut = {});
    void reportLogOut(const std::shared_ptr<LogOut>& logOut);
    void end(LoginEnd why, const std::shared_ptr<LogOut>& logOut = {});
    void startTimer();
    void onTimer();
    void refresh();
    void onRefreshed(const Expected<TokenAnswer, ApiError>& answer);

    ApiClient& m_api;
    TokenStore& m_store;
    const Clock& m_clock;
    QString m_fingerprint;
    RefreshSchedule m_schedule;
    TokenRevoker m_revoker;
    BrowserLogin m_browser;
    CodeTextWatch m_codeText;
    ServerFeatures m_serverFeatures; ///< of the server that was asked for the code
    LoginPhase m_phase{LoginPhase::Restoring};
    StoredLogin m_login;
    std::vector<EndedLogin> m_ended; ///< their servers do not know yet
    Pairing m_pairing;
    QString m_requestState;
    int m_attemptsLeft{0};
    int m_retryAfter{0};
    Owed m_owed{Owed::Nothing};
    bool m_hasServerChanged{false}; ///< since the start
    std::optional<Next> m_next{};
    Doubt m_doubt{Doubt::None};
    LoginEnd m_refusal{LoginEnd::Rejected};                 ///< what RefreshRefused will end as
    std::optional<std::chrono::milliseconds> m_lastDoubt{}; ///< when a refresh resolved one
    QPointer<ApiCall> m_call;
    QPointer<ApiCall> m_refreshCall;
    QTimer m_timer;
    QTimer m_storePatience;
};

} // namespace tocsin
