// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace tocsin::server {

// What the store keeps. Ids are random; hashes are hex.

struct Phone
{
    std::string id;
    std::string number; ///< the full number: it is here and nowhere else
};

struct PairingCode
{
    std::string tempTokenHash;
    std::string phoneId;
    std::string codeHash; ///< keyed; empty: none was sent, for the number has opted out
    std::string address;
    std::string site; ///< the network of the address
    Instant createdAt;
    Instant expiresAt;
    int attempts{0};
    bool dead{false};      ///< used, replaced, or out of attempts
    std::string loginId{}; ///< the login it was used for; empty: none, or out of attempts since
};

struct Login
{
    std::string id;
    std::string phoneId;
    std::string fingerprint;
    Instant createdAt;
    Instant expiresAt;
    std::optional<Instant> endedAt;
    std::optional<Instant>
        lastUsedAt{};      ///< that an access token was used, to the hour; none: not since it was made
    std::string address{}; ///< that its code was asked for from; written only
    std::string site{};    ///< the network of the address
};

/// What is known of a login's use by its sessions.
struct LoginUse
{
    std::optional<Instant> lastBeatAt; ///< of any of its sessions
    std::string hostname;              ///< of the latest; empty: it had none
};

struct AccessToken
{
    std::string jti;
    std::string loginId;
    Instant expiresAt;
    std::optional<Instant> diesAt; ///< set once another of the login has taken its place
    std::string replaces;          ///< the jti of the token that was refreshed; empty: it came from a pairing
    bool used{false};              ///< a request with it was answered, so its holder has it
};

struct MonitoredSession
{
    std::string monitoringId;
    std::string loginId;
    std::string claudeSessionId;
    std::string description;
    std::string hostname;
    Instant startedAt; ///< as the client says
    Instant createdAt; ///< as our clock says
    Instant lastBeatAt;
    Instant lastActivityAt;
    std::optional<Instant> endedAt;
    int textsSent{0};
    int errorsSeen{0};
    bool notifyNoContact{false};         ///< the client wants a text when it falls silent
    bool noContactTold{false};           ///< that was done for this silence
    std::optional<Instant> presenceAt{}; ///< the last beat that said whether the user is there; read only
};

/// What housekeeping looks at of an open session.
struct OpenSession
{
    std::string monitoringId;
    std::string loginId;
    std::string hostname;
    Instant lastBeatAt;
    bool notifyNoContact{false};
    bool noContactTold{false};
};

/// Of the open sessions whose ids are after one and up to another, those without a beat since then.
struct SilentSessions
{
    std::string after;
    std::string upTo;
    Instant lastBeatBefore;
};

/// What is over by its age alone.
enum class OldRows : uint8_t {
    Texts,
    Events,
    Answers,
    PairingFailures,
    PairingCodes,
    CodeTexts,
    SessionTokens,
    AccessTokens
};
inline constexpr std::array AllOldRows{OldRows::Texts,           OldRows::Events,       OldRows::Answers,
                                       OldRows::PairingFailures, OldRows::PairingCodes, OldRows::CodeTexts,
                                       OldRows::SessionTokens,   OldRows::AccessTokens};

/// What is over once it is old and nothing refers to it; each is referred to by those before it.
enum class UnusedRows : uint8_t { Sessions, Logins, Phones };
inline constexpr std::array AllUnusedRows{UnusedRows::Sessions, UnusedRows::Logins, UnusedRows::Phones};

struct SessionToken
{
    std::string hash;
    std::string monitoringId;
    std::optional<Instant> diesAt;
};

/// Who comes with a session token.
struct SessionHolder
{
    SessionToken token;
    MonitoredSession session;
    Login login;
};

/// A session says that it is alive.
struct Beat
{
    std::string tokenHash;
    std::string monitoringId;
    Instant at;
    Instant lastActivity;
    Instant lastBeatAfter;         ///< it beat since then
    std::optional<bool> present{}; ///< whether the user is at that computer, if it says
};

/// What happened and when; not the words, which nothing here asks for again.
struct StoredEvent
{
    std::string id;
    std::string monitoringId;
    std::string type;
    std::string kind;
    Instant happenedAt;
    Instant receivedAt;
    std::string outcome; ///< sent or held (see its text), failed, or why it was not texted
};

/// How far a text is. It only ever moves down this list, but for Sending back to Queued when it was certainly
/// not sent, and Unknown to what is heard of it later. Held and Withdrawn count for no limit, nor does
/// Failed if nothing was tried.
enum class TextStatus : uint8_t {
    Held,
    Queued,
    Sending,
    Unknown,
    Sent,
    Delivered,
    Undelivered,
    Failed,
    Withdrawn
};

/// How we know that a number wants no texts.
enum class OptOut : uint8_t {
    Said,   ///< it texted STOP to us
    Learned ///< the SMS provider refused a text to it: it may have said START there since, which we are not
            ///< told
};

/// Which texts are looked for.
enum class Texts : uint8_t { All, Codes };

/// A text on its way, and what came of it.
struct OutgoingText
{
    std::string id;
    std::string phoneId;
    std::string monitoringId; ///< empty: it is a pairing code
    std::string eventId;      ///< empty likewise
    std::string type;         ///< of the event, or `code`
    std::string kind;
    std::string sealedBody; ///< emptied once it cannot be sent any more
    Instant at;             ///< what the limits count from; of a held one, when it came
    Instant dueAt;          ///< not before
    Instant uselessAt;      ///< not after
    TextStatus status{TextStatus::Queued};
    int attempts{0};
    std::string owner{};  ///< who claimed it last
    Instant leaseUntil{}; ///< when that one, still Sending, counts as dead
    std::string providerId{};
    int errorCode{0};
    std::string reason{}; ///< why a held one was not sent; Sending: `withdrawn` if that was asked
    std::optional<Instant> allowedAt{};  ///< when the limit that ended its hold ends
    std::optional<Instant> answeredAt{}; ///< when the client said that the user had reacted to it
};

/// What the limit of a kind asks of its last text.
struct CountedText
{
    Instant at;
    std::optional<Instant> answeredAt;
};

/// The answer that an Idempotency-Key was given.
struct StoredAnswer
{
    std::string scope; ///< whose key it is and for what
    std::string key;
    std::string answer;
    Instant createdAt;
    std::string requestHash{}; ///< of what it was given to; empty: not known
};

} // namespace tocsin::server
