// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <optional>

namespace tocsin {

/// Whether the person is at this computer, or at a session's terminal.
enum class Presence : uint8_t { Unknown, Present, Away };

/// What one source said at one time. What it does not know is left out.
struct PresenceFact
{
    QString source{};                                ///< `logind`, `XScreenSaver`, `terminal`, …
    std::optional<std::chrono::milliseconds> idle{}; ///< since the last input
    std::optional<bool> idleHint{}; ///< the desktop calls the session idle, by a threshold of its own
    std::optional<bool> locked{};   ///< or blanked: nothing is seen on the screen
    std::optional<bool> active{};   ///< the session is the one on the screen
    QString problem{};              ///< why it says nothing; English, for diagnostics
    QDateTime at{};                 ///< UTC
};

enum class PresenceReason : uint8_t {
    NotAsked,        ///< no source has answered yet
    NotKnown,        ///< no source says enough
    SetByUser,       ///< "I'm away", "I'm here"
    TypedInTerminal, ///< in the session's own
    Locked,
    SessionInactive, ///< another session is on the screen
    RecentInput,
    Idle,    ///< no input for as long as the limit
    IdleHint ///< no idle time is known, but the desktop calls the session idle
};

/// What follows from all facts, and from which of them.
struct Assessment
{
    Presence presence{Presence::Unknown};
    PresenceReason reason{PresenceReason::NotAsked};
    QStringList sources{}; ///< whose facts decided

    friend bool operator==(const Assessment&, const Assessment&) = default;
};

struct PresenceLimits
{
    std::chrono::milliseconds away{std::chrono::minutes{2}};        ///< without input
    std::chrono::milliseconds terminal{std::chrono::minutes{2}};    ///< since the last key in the terminal
    std::chrono::milliseconds freshness{std::chrono::seconds{30}};  ///< older facts do not count
    std::chrono::milliseconds awayAtLeast{std::chrono::minutes{1}}; ///< input before that may be the way out
    std::chrono::milliseconds hereAtMost{std::chrono::hours{4}};
};

/// `unknown`, `present`, `away`
[[nodiscard]] QString wireName(Presence presence);
/// `typed_in_terminal`, …: for the log and the history
[[nodiscard]] QString wireName(PresenceReason reason);

} // namespace tocsin
