// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QObject>
#include <QString>

#include <cstdint>

namespace tocsin {

enum class LoginPhase : uint8_t {
    Restoring,
    LoggedOut,
    RequestingCode,
    WaitingForBrowser, ///< the number is entered on the server's page; AwaitingCode follows by itself
    AwaitingCode,
    Exchanging,
    LoggedIn
};

enum class LoginError : uint8_t {
    InvalidPhone,  ///< not E.164, or refused by the server
    WrongCode,     ///< attemptsLeft() more tries
    CodeExpired,   ///< or its five attempts are used up: request a new one
    RateLimited,   ///< retryAfter() says when
    ServerTooFar,  ///< no answer: network, timeout
    ServerUnsafe,  ///< its certificate, or a plain http address: nothing secret was sent
    NotOurServer,  ///< no Tocsin server, or one of another version: no phone number was sent
    ServerRefused, ///< an answer we cannot use
    StateMismatch, ///< the answer was not to our request; dropped
    NoBrowser,     ///< it could not be opened: requestCode() works without
    BrowserSilent, ///< no response from it in ten minutes
    NotNow         ///< e.g. submitCode() when no code was requested
};

/// Where a login is, or would be.
enum class LoginStorage : uint8_t {
    Keychain,
    File,
    Memory ///< no store takes it: it ends with the program
};

/// From a phone number to an access token, and back (server/api/openapi.yaml). One instance per program.
/// Every call returns at once; its outcome is exactly one phaseChanged() or failed(). Only reopenBrowser()
/// reports nothing on success, and watchCode() nothing but codeUndelivered().
class Login : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual LoginPhase phase() const = 0;
    [[nodiscard]] virtual QString maskedPhone() const = 0;      ///< `+1***8912`, empty when unknown
    [[nodiscard]] virtual QDateTime tokenExpiresAt() const = 0; ///< UTC; invalid unless LoggedIn
    [[nodiscard]] virtual QDateTime codeExpiresAt() const = 0;  ///< UTC; invalid unless AwaitingCode
    [[nodiscard]] virtual int attemptsLeft() const = 0;         ///< 5 … 0
    [[nodiscard]] virtual int retryAfterSeconds() const = 0;    ///< after RateLimited

    /// Why the text with the code will not come, as far as the server says: a translated sentence that says
    /// what to do. Empty while nothing is wrong, and unless AwaitingCode.
    [[nodiscard]] virtual QString codeProblem() const = 0;

    virtual void requestCode(const QString& phone) = 0;
    /// The number is entered on the server's page in the browser. A second call replaces the first, whose
    /// page is no longer valid.
    virtual void requestInBrowser() = 0;
    /// While WaitingForBrowser: shows the same page once more.
    virtual void reopenBrowser() = 0;
    /// To the same number, kept in memory only. A number that was entered in the browser is asked for there
    /// again, because it is not known here.
    virtual void resendCode() = 0;
    /// To be called every second or so while the person is at the field for the code: asks the server now and
    /// then, for two minutes, what became of the text.
    virtual void watchCode() = 0;
    virtual void submitCode(const QString& code) = 0;
    virtual void cancel() = 0; ///< back to LoggedOut from any phase before LoggedIn
    virtual void logOut() = 0;

Q_SIGNALS:
    void phaseChanged(tocsin::LoginPhase phase);
    /// `message` is translated, for people, and says what to do next.
    void failed(tocsin::LoginError error, const QString& message);
    /// codeProblem() is known now.
    void codeUndelivered(const QString& message);
    /// Once for each logOut(), after phaseChanged(), when the server and the store have answered or failed.
    /// `problem` is a translated message about what is left to do; mostly empty.
    void logOutFinished(int sessionsCleared, const QString& problem);
};

} // namespace tocsin
