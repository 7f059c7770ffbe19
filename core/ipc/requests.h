// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <cstdint>

/// The messages of the local socket (docs/protocol.md): one request, one reply, each a JSON object. Unknown
/// fields are ignored, missing ones are empty, so either side may be newer. Replies: replies.h.
namespace tocsin::ipc {

enum class RequestType : uint8_t {
    Unknown,
    Hook,        ///< HookHeader, and the event
    Spooled,     ///< SpooledRequest
    Raise,       ///< RaiseRequest
    Login,       ///< LoginRequest
    Pair,        ///< PairRequest
    CodeStatus,  ///< a CodeStatusReply
    Start,       ///< StartRequest
    Stop,        ///< SessionRequest
    Status,      ///< SessionRequest
    Logout,      //
    Diagnostics, ///< a MessageReply with the text for a bug report
    Mute,        ///< MuteRequest
    Presence,    ///< PresenceRequest
    History,     ///< HistoryRequest
    Quit,        //
    Doctor,      ///< a DoctorReply
    Test,        ///< a TestReply
    Logins,      ///< a LoginsReply
    RevokeLogin  ///< RevokeLoginRequest
};

[[nodiscard]] RequestType typeOf(const QJsonObject& request);
/// A request that has nothing but its type.
[[nodiscard]] QJsonObject bareRequest(RequestType type);

/// The Claude process in which a hook runs, as the bridge sees it.
struct ClaudeInfo
{
    qint64 pid{0};
    QString startTime;
    QString pidNamespace;
    QString sessionId;  ///< CLAUDE_CODE_SESSION_ID
    QString entrypoint; ///< CLAUDE_CODE_ENTRYPOINT
    QString attended;   ///< CLAUDE_CODE_SESSION_ATTENDED
    QString terminal;   ///< controllingTerminal(); empty: none
    bool isTeammate{false};
};

/// What the bridge adds to a hook event.
struct HookHeader
{
    QString id; ///< a UUID; the same live and through the spool
    QString bootId;
    quint64 monotonicNs{0};
    qint64 wallMs{0};
    QString hostname;
    ClaudeInfo claude;
    QJsonObject terminal; ///< environment variables that tell which terminal it is

    [[nodiscard]] QJsonObject toJson() const;
};
/// The whole `hook` request; `event` is the JSON object that Claude Code wrote.
[[nodiscard]] QByteArray hookRequest(const QJsonObject& header, const QByteArray& event);

/// Hook requests from another machine's spool, oldest first.
struct SpooledRequest
{
    QList<QJsonObject> hooks;

    /// Without parsing them again.
    [[nodiscard]] static QByteArray json(const QByteArrayList& hooks);
    [[nodiscard]] static SpooledRequest fromJson(const QJsonObject& request);
};

/// Show the window.
struct RaiseRequest
{
    /// Of the desktop, for the start that asks: lets the window come to the front. Empty: none.
    QString activationToken;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static RaiseRequest fromJson(const QJsonObject& request);
};

struct LoginRequest
{
    QString phone;
    bool inBrowser{false};

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static LoginRequest fromJson(const QJsonObject& request);
};

struct PairRequest
{
    QString code;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static PairRequest fromJson(const QJsonObject& request);
};

struct StartRequest
{
    QString sessionId;
    QString description;
    QString folder;
    bool isNamed{false}; ///< by a person: it has to be there, and the beginning of its id is enough

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static StartRequest fromJson(const QJsonObject& request);
};

/// Stop or Status, of one session; empty: the only one there is, or none.
struct SessionRequest
{
    RequestType type{RequestType::Status};
    QString sessionId;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static SessionRequest fromJson(const QJsonObject& request);
};

struct MuteRequest
{
    QString sessionId; ///< empty: everything
    QString span;      ///< `15m`, `1h`, …, `tomorrow`, `off`

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static MuteRequest fromJson(const QJsonObject& request);
};

/// Past alerts, the latest ones.
struct HistoryRequest
{
    int rows{20};

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static HistoryRequest fromJson(const QJsonObject& request);
};

struct PresenceRequest
{
    bool isAway{false}; ///< else here

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static PresenceRequest fromJson(const QJsonObject& request);
};

/// End a login of the same phone.
struct RevokeLoginRequest
{
    QString loginId; ///< or its beginning

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static RevokeLoginRequest fromJson(const QJsonObject& request);
};

} // namespace tocsin::ipc
