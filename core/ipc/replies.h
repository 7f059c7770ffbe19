// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

/// What the app replies to the requests of requests.h.
namespace tocsin::ipc {

enum class ErrorCode : uint8_t {
    ServerError, ///< also any code that is not known here
    BadRequest,
    NotAllowed,
    Busy, ///< the app cannot take it now: try again later
    NotLoggedIn,
    InvalidPhone,
    WrongCode,
    CodeExpired,
    CodeUndelivered, ///< its text did not reach the phone
    RateLimited,
    ServerUnreachable,
    NoSession,
    NoBrowser,
    // The bridge's own, of an app that did not reply:
    NotRunning,
    NotOurUser,
    TimedOut,
    BadAnswer
};
[[nodiscard]] QString wireName(ErrorCode code);

struct ErrorReply
{
    ErrorCode code{ErrorCode::ServerError};
    QString message;    ///< for people, translated
    QString codeName{}; ///< as it was received; it may be one that is not known here

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static ErrorReply fromJson(const QJsonObject& reply);
};

/// False for an ErrorReply.
[[nodiscard]] bool isOk(const QJsonObject& reply);

/// What every other reply has too. `message`: for people, translated; empty for requests of programs.
struct MessageReply
{
    QString message;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static MessageReply fromJson(const QJsonObject& reply);
};

/// To Login and Pair.
struct LoginReply
{
    QString message;
    QString phone; ///< masked
    QDateTime expiresAt;
    std::optional<qint64> codeExpiresIn; ///< seconds
    bool isAlreadyLoggedIn{false};

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static LoginReply fromJson(const QJsonObject& reply);
};

/// To CodeStatus, unless the text with the code was not delivered: that is an error.
struct CodeStatusReply
{
    bool isAwaited{false}; ///< a code is, or the number in the browser

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static CodeStatusReply fromJson(const QJsonObject& reply);
};

/// To Start and Stop.
struct SessionReply
{
    QString message;
    QString name;

    [[nodiscard]] QJsonObject toJson() const;
};

/// To Mute.
struct MuteReply
{
    QString message;
    QDateTime until; ///< invalid: no longer muted

    [[nodiscard]] QJsonObject toJson() const;
};

/// One past alert. Names as in the history; never what it says.
struct PastAlert
{
    QString session;
    QString name; ///< of the session
    QString topic;
    QDateTime at;
    QString notification; ///< what became of it
    QString notificationReason;
    QString text; ///< what became of it
    QString textReason;
    QDateTime closedAt; ///< invalid: it is open
    QString answer;     ///< what was decided in Tocsin
};

struct HistoryReply
{
    QString message;
    QList<PastAlert> alerts; ///< the latest last

    [[nodiscard]] QJsonObject toJson() const;
};

/// One thing that was looked at. The texts are for people.
struct Check
{
    enum class State : uint8_t { Ok, Warning, Failed };
    State state{State::Ok};
    QString id; ///< names it for programs, such as `login`
    QString title;
    QString remedy{}; ///< what to do about it

    [[nodiscard]] QJsonObject toJson() const;
};
/// `ok`, `warning`, `failed`.
[[nodiscard]] QString wireName(Check::State state);

struct DoctorReply
{
    QList<Check> checks;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static DoctorReply fromJson(const QJsonObject& reply);
};

/// What has become of the alert of `tocsin test`. Names as in the history.
struct TestReply
{
    bool hasAlert{false};   ///< else the hook has not arrived
    bool hasReacted{false}; ///< the person has clicked or closed the notification
    QString notification;
    QString notificationWords; ///< why not, or not yet, for people
    bool hasDisplay{true};     ///< else there is nothing to show it on
    qint64 notificationId{0};  ///< the service's; 0: it is not on the screen
    QString service;           ///< which shows it
    QString text;
    QString textWords;
    QString delivery; ///< of a text that was sent

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static TestReply fromJson(const QJsonObject& reply);
};

/// One of the person's logins at the server. Times are UTC.
struct LoginEntry
{
    QString id;
    QString hostname; ///< empty: not known
    QDateTime createdAt;
    QDateTime lastUsedAt;
    QDateTime expiresAt;
    bool isCurrent{false}; ///< this app's
};

struct LoginsReply
{
    QString message;
    QList<LoginEntry> logins; ///< oldest first

    [[nodiscard]] QJsonObject toJson() const;
};

/// To Logout and RevokeLogin.
struct LogoutReply
{
    QString message;
    int sessionsCleared{0};

    [[nodiscard]] QJsonObject toJson() const;
};

struct LoginStatus
{
    enum class Phase : uint8_t { LoggedOut, AwaitingCode, WaitingForBrowser, LoggedIn };
    Phase phase{Phase::LoggedOut};
    QString phone;       ///< masked
    QDateTime expiresAt; ///< of the login or the code
};

struct ServerStatus
{
    QString url;
    std::optional<bool> isReachable; ///< nothing: not tried yet
    int waitingTexts{0};
};

struct SessionStatus
{
    QString id;
    QString name;
    QString state;
    QDateTime since;
    QString texts;
    bool isCurrent{false}; ///< the one that the request named
    QDateTime mutedUntil;  ///< of the session alone
    QStringList heldBack;  ///< for people, translated
};

struct PresenceStatus
{
    QString presence; ///< `present`, `away`, `unknown`
    QString reason;
};

struct NotificationStatus
{
    bool isAvailable{true}; ///< there is a display and a notification service
    bool isDoNotDisturb{false};
};

struct StatusReply
{
    QString message;
    QString version;
    LoginStatus login;
    ServerStatus server;
    QList<SessionStatus> sessions;
    PresenceStatus presence{};
    NotificationStatus notifications{};
    QDateTime mutedUntil{}; ///< everything
    QString loginStorage{}; ///< `keychain`, `file`, `memory`
    QStringList troubles{}; ///< what keeps texts from the person

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static StatusReply fromJson(const QJsonObject& reply);
};

} // namespace tocsin::ipc
