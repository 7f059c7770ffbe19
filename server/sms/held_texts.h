// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/store.h"

#include <string>
#include <string_view>
#include <vector>

namespace tocsin::server {

/// Why a held text was not sent: OutgoingText::reason and the outcome of its event. The API's words.
namespace not_sent {
inline constexpr std::string_view Withdrawn = "withdrawn";
inline constexpr std::string_view RateLimited = "rate_limited";
inline constexpr std::string_view TooOld = "too_old";
inline constexpr std::string_view OptedOut = "opted_out";
inline constexpr std::string_view SessionEnded = "session_ended";
inline constexpr std::string_view LoggedOut = "logged_out";
} // namespace not_sent

/// Ends the hold of a text that will not be sent.
void endHold(Transaction& tx, OutgoingText text, std::string_view reason);
/// The same for those of `ids` that are still held.
void endHolds(Transaction& tx, const std::vector<std::string>& ids, std::string_view reason);

/// Withdraws a text that is not in anybody's hands yet; one that is, is not tried again, and counts as
/// answered from `now` on. True when it was not sent and will not be.
[[nodiscard]] bool withdrawText(Transaction& tx, OutgoingText text, Instant now);

/// The number gets no texts any more; holds of its texts end.
void optOut(Transaction& tx, const std::string& number, OptOut why, Instant at);

/// A text that was queued or claimed is not to be sent after all: it counts for no limit any more.
void withdrawCounted(Transaction& tx, OutgoingText text);

} // namespace tocsin::server
