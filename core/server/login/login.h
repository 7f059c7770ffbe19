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
    WaitingForBrowser, ///< the number is typed on the server's page; AwaitingCode follows by itself
    AwaitingCode,
    Exchanging,
    LoggedIn
};

enum class LoginError : uint8_t {
    InvalidPhone,  ///< not E.164, or the server would not take it
    WrongCode,     ///< attemptsLeft() more tries
    CodeExpired,   ///< or its five attempts are used up: ask for a new one
    RateLimited,   ///< retryAfter() says when
    ServerTooFar,  ///< no answer: network, timeout
    ServerUnsafe,  ///< its certificate, or a plain http address: nothing secret was sent
    ServerRefused, ///< an answer we cannot use
    StateMismatch, ///< the answer was not to our request; dropped
    NoBrowser,     ///< it could not be opened: requestCode() works without
    BrowserSilent, ///< nothing came back from it in ten minutes
    NotNow         ///< e.g. submitCode() when no code was asked for
};

/// The way from a phone number to an access token, and back. One instance a program. Every call returns at
/// once; what came of it is told by exactly one phaseChanged() or failed(). server-api.md, Authentication.
/// Only reopenBrowser() tells nothing when all is well.
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

    virtual void requestCode(const QString& phone) = 0;
    /// The number is typed on the server's page in the browser. A second call replaces the first, whose page
    /// is no longer good.
    virtual void requestInBrowser() = 0;
    /// While WaitingForBrowser: shows the same page once more.
    virtual void reopenBrowser() = 0;
    /// To the same number, kept in memory only. Who typed it in the browser is asked there again: we never
    /// had it.
    virtual void resendCode() = 0;
    virtual void submitCode(const QString& code) = 0;
    virtual void cancel() = 0; ///< back to LoggedOut from any phase before LoggedIn
    virtual void logOut() = 0;

Q_SIGNALS:
    void phaseChanged(tocsin::LoginPhase phase);
    /// `message` is translated, for people, and says what to do next.
    void failed(tocsin::LoginError error, const QString& message);
    /// Once for each logOut(), after phaseChanged(): the server and the store have answered, or could not.
    /// `problem` is translated and says what is not as it should be; mostly empty.
    void logOutFinished(int sessionsCleared, const QString& problem);
};

} // namespace tocsin
