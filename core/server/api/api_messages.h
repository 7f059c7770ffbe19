// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/api/secret.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUuid>

#include <chrono>
#include <cstdint>
#include <optional>

// The bodies of server/api/openapi.yaml as values.
namespace tocsin {

/// What answered /health.
enum class ServerKind : uint8_t {
    Tocsin,       ///< also an older one, which does not give its name
    OtherVersion, ///< a Tocsin server of another version of the API
    Foreign
};

/// What /ready says of the server's texts.
enum class TextsKind : uint8_t {
    Unknown, ///< an older server does not say
    Sent,
    Printed ///< it has no SMS provider: no phone gets one
};

struct LoginAnswer
{
    Secret tempToken{};
    int expiresIn{0}; ///< seconds
    QString maskedPhone{};
    QString state{};
};

struct TokenAnswer
{
    Secret accessToken{};
    std::chrono::seconds life{0}; ///< from now on; the server's absolute time is by the server's clock
    QString maskedPhone{};
};

/// A login of the same phone. Times are UTC, by the server's clock.
struct AccountLogin
{
    QString id{};
    QString hostname{}; ///< a plain line; empty: the server does not know it
    QDateTime createdAt{};
    QDateTime lastUsedAt{};
    QDateTime expiresAt{};
    bool isCurrent{false}; ///< the one whose token asks
};

struct LoginsAnswer
{
    QList<AccountLogin> logins{}; ///< oldest first
};

struct LogoutAnswer
{
    int sessionsCleared{0};
};

/// Why the text with a pairing code did not reach its phone, as far as is known.
enum class CodeProblem : uint8_t {
    None,
    OptedOut,
    WrongNumber, ///< no mobile phone has it
    Unreachable, ///< the phone is off or has no signal
    Blocked,     ///< by the mobile network
    NotAllowed,  ///< the server's SMS account may not text this number
    Unexplained
};

/// What became of the text with a pairing code.
struct CodeStatusAnswer
{
    bool isFinal{false}; ///< nothing else will be known
    CodeProblem problem{CodeProblem::None};
};

struct SessionStart
{
    QString claudeSessionId{};
    QString description{}; ///< cut to MaxDescription when sent
    QString hostname{};
    QDateTime startedAt{};
};

/// What a server can do beyond the first version of the contract, as it says in `features`.
struct ServerFeatures
{
    bool hold{false};       ///< holds events for hold_seconds, and withdraws them
    bool presence{false};   ///< `present` of a heartbeat, `grace_seconds` of an event
    bool codeStatus{false}; ///< says what became of the text with a code

    friend bool operator==(const ServerFeatures&, const ServerFeatures&) = default;
};

/// What answered /health, and what it can do.
struct HealthAnswer
{
    ServerKind kind{ServerKind::Foreign};
    ServerFeatures features{};
};

struct StartAnswer
{
    Secret sessionToken{};
    QString monitoringId{};
    ServerFeatures features{};
};

struct ServerEvent
{
    QString type{}; ///< error | done | waiting
    QDateTime timestamp{};
    QJsonObject details{};                       ///< kind, message
    std::chrono::seconds hold{0};                ///< 0: not to be held; at most 900 s
    std::optional<std::chrono::seconds> grace{}; ///< at most 900 s; without it the server's own
};

/// How far a text is, where the server says so.
enum class TextStatus : uint8_t { Unknown, Queued, Sent, Delivered, Undelivered };
/// `queued`, `sent`, `delivered`, `undelivered`; empty for Unknown.
[[nodiscard]] QString wireName(TextStatus status);

struct EventAnswer
{
    bool smsSent{false};
    bool rateLimited{false};
    QDateTime nextAllowedAt{}; ///< UTC, invalid when null
    QString reason{};
    QDateTime heldUntil{}; ///< UTC; valid while the server holds the text
    /// Nothing when the answer has no `sms_status`, as of a server that does not keep it.
    std::optional<TextStatus> status{};
};

enum class WithdrawResult : uint8_t {
    Withdrawn,   ///< no text of this event was sent or will be
    AlreadySent, ///< the text was sent, or handed to the SMS provider
    Unknown      ///< the server does not know the event, or could not be asked
};

struct WithdrawAnswer
{
    WithdrawResult result{WithdrawResult::Unknown};
};

struct SessionBeat
{
    QDateTime timestamp{};
    QDateTime lastActivity{};
    std::optional<bool> present{}; ///< whether the person is at this computer; nothing: not known
};

struct HeartbeatAnswer
{
    QString status{};
    bool monitoring{false};
    ServerFeatures features{};
};

struct SessionStop
{
    QString reason{};
    QString finalState{};
    QDateTime endedAt{};
};

struct StopAnswer
{
    bool stopped{false};
};

} // namespace tocsin
