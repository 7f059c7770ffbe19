// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <cstdint>
#include <set>
#include <string>

namespace tocsin::server {

/// Every limit and lifetime of the contract in one place. The program runs with these values; a unit test
/// hands in others.
struct Limits
{
    // Pairing
    Duration codeLife{std::chrono::minutes{10}};
    int codesPerPhoneShort{3};
    Duration codesPerPhoneShortSpan{std::chrono::minutes{10}};
    int codesPerPhoneDay{10};
    int askersPerPhone{2}; ///< so many times those two for all askers together
    int codesPerAddress{5};
    int codesPerSite{20};
    Duration codesPerAddressSpan{std::chrono::hours{1}};
    int attemptsPerCode{5};
    int failuresBeforeLock{10}; ///< of an address
    Duration failureSpan{std::chrono::hours{24}};
    Duration lockTime{std::chrono::hours{24}};
    int codesPerDay{500};              ///< all phones together
    std::set<std::string> countries{}; ///< that may log in, as readCountries() gives them; empty: all

    // Logins
    Duration accessTokenLife{std::chrono::hours{36}};
    Duration refreshedTokenGrace{std::chrono::seconds{60}}; ///< after the first use of its successor
    Duration loginLife{std::chrono::days{90}};

    // Sessions
    int openSessions{1000}; ///< of a login, at a time
    Duration staleAfter{std::chrono::minutes{5}};
    Duration endedAfter{std::chrono::hours{24}};
    Duration oldSessionTokenGrace{std::chrono::minutes{5}};
    Duration idempotencySpan{std::chrono::hours{24}};

    // Texts
    Duration sameTypeSpan{std::chrono::minutes{30}};
    int textsPerPhone{20};
    int textsForRequests{8}; ///< of these, kept for permissions and questions; less than all
    Duration textsPerPhoneSpan{std::chrono::hours{1}};
    Duration answeredSpan{std::chrono::minutes{2}}; ///< sameTypeSpan after a request that was answered
    int mostHoldSeconds{900};
    int mostHeld{100};    ///< at a time, of a phone
    int graceSeconds{60}; ///< while the user is at another computer, unless the event says otherwise
    Duration presenceLife{std::chrono::minutes{2}};
    int withdrawalsAhead{1000}; ///< remembered for a login, of events that have not arrived
    Duration tooOldAfter{std::chrono::minutes{15}};
    int textsPerDay{2000}; ///< alerts, all phones together

    // How long rows are kept. Both longer than any rule looks back (24 hours), and no longer than needed:
    // phone numbers and descriptions are personal.
    Duration recordsKept{std::chrono::days{7}};
    Duration historyKept{std::chrono::days{90}}; ///< events and texts: what somebody may want to look up

    // Requests
    int anonymousPerMinute{100}; ///< an address
    int anonymousPerSite{1000};  ///< an IPv6 /48
    int loginPerMinute{3000};    ///< a login
    int changesPerPhone{5000};   ///< an hour: what makes a row, heartbeats not among it

    // Connections
    int connections{12'000};
    int connectionsPerAddress{50};
    int connectionsPerSite{200}; ///< an IPv6 /48
};

} // namespace tocsin::server
