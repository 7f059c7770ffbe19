// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <optional>
#include <string>

namespace tocsin::server {

// What the store keeps. Ids are random; hashes are hex.

struct Phone
{
    std::string id;
    std::string number; ///< the full number: it is here and nowhere else
    std::optional<Instant> lockedUntil;
};

struct PairingCode
{
    std::string tempTokenHash;
    std::string phoneId;
    std::string codeHash; ///< keyed
    std::string address;
    Instant createdAt;
    Instant expiresAt;
    int attempts{0};
    bool dead{false}; ///< used, replaced, or out of attempts
};

struct Login
{
    std::string id;
    std::string phoneId;
    std::string fingerprint;
    Instant createdAt;
    Instant expiresAt;
    std::optional<Instant> endedAt;
};

struct AccessToken
{
    std::string jti;
    std::string loginId;
    Instant expiresAt;
    std::optional<Instant> diesAt; ///< set once it has been refreshed away
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
};

struct SessionToken
{
    std::string hash;
    std::string monitoringId;
    std::optional<Instant> diesAt;
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
    std::string outcome; ///< sent | rate_limited | too_old
};

struct SentText
{
    std::string id;
    std::string phoneId;
    std::string monitoringId;
    std::string type;
    std::string kind;
    Instant at;
};

/// The answer that an Idempotency-Key was given.
struct StoredAnswer
{
    std::string scope; ///< whose key it is and for what
    std::string key;
    std::string answer;
    Instant createdAt;
};

} // namespace tocsin::server
