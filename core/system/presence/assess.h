// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/presence/presence.h"

#include <QList>

#include <optional>

namespace tocsin {

/// "I'm away" or "I'm here", as the person said.
struct PresenceOverride
{
    Presence presence{Presence::Away};
    QDateTime since{};            ///< UTC
    std::optional<bool> locked{}; ///< isUnseen() at that time

    friend bool operator==(const PresenceOverride&, const PresenceOverride&) = default;
};

/// Everything that an assessment rests on.
struct PresenceEvidence
{
    QList<PresenceFact> facts{};            ///< of this computer, one per source
    std::optional<PresenceFact> terminal{}; ///< of the session in question; see terminalIdle()
    std::optional<PresenceOverride> setByUser{};
};

/// Weighs the evidence. The first rule that applies decides:
///   1. the person has said so, and that has not ended;
///   2. typed in the session's own terminal: present, for this session only;
///   3. locked by any source: away; 4. the session is not on the screen: away;
///   5. the shortest idle time decides between present and away;
///   6. the desktop calls the session idle: away.
/// Otherwise unknown. A terminal without input says nothing: the person may be at another window.
[[nodiscard]] Assessment assess(const PresenceEvidence& evidence, const QDateTime& now,
                                const PresenceLimits& limits);

/// A source says that the screen is locked, or that another session is on it.
[[nodiscard]] bool isUnseen(const QList<PresenceFact>& facts);

/// "Away" ends with the first input seen after a minute, at the computer or in the session's terminal. "Here"
/// ends when the screen is locked or the session leaves it, unless it was so already, and after 4 hours.
[[nodiscard]] bool hasEnded(const PresenceOverride& setByUser, const PresenceEvidence& evidence,
                            const QDateTime& now, const PresenceLimits& limits);

} // namespace tocsin
