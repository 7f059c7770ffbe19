// SPDX-License-Identifier: MIT
#include "server/api/code_limits.h"

#include "server/base/log.h"
#include "server/domain/rate_window.h"

namespace tocsin::server {

namespace {

constexpr Duration Day = std::chrono::hours{24};

} // namespace

std::optional<Instant> guesserLockedUntil(Transaction& tx, const Limits& limits, Instant now,
                                          const std::string& address)
{
    const auto until = blockedUntil(tx.pairingFailures(address, now - limits.failureSpan),
                                    limits.failuresBeforeLock, limits.lockTime, now);
    return until && *until > now ? until : std::nullopt;
}

std::optional<CodeRefusal> codeRefusal(Transaction& tx, const Limits& limits, Instant now,
                                       const CodeRequest& request, CapWatch& day)
{
    std::optional<CodeRefusal> longest;
    const auto block = [&](std::optional<Instant> until, std::string_view why, const char* words) {
        if (until && *until > now && (!longest || *until > longest->until))
            longest = CodeRefusal{why, words, *until};
    };
    const std::string& phone = request.phone.id;
    const Duration brief = limits.codesPerPhoneShortSpan;
    block(guesserLockedUntil(tx, limits, now, request.address), "wrong codes from this address",
          "Too many wrong codes came from your network address. Try again later, or from another network.");
    const char* const ofPhone =
        "Several codes were sent to this number lately. Use the latest one, or try again later.";
    // Who has logged in from there before is bound by nobody else's requests from elsewhere.
    const bool isOwnAddress = tx.hasLoggedInFrom(phone, request.address);
    const bool isOwnSite = isOwnAddress || tx.hasLoggedInFrom(phone, request.site);
    const std::string& asker = isOwnAddress ? request.address : request.site;
    block(blockedUntil(tx.codesForPhone(phone, asker, now - brief), limits.codesPerPhoneShort, brief, now),
          "codes for this number from this network", ofPhone);
    block(blockedUntil(tx.codesForPhone(phone, asker, now - Day), limits.codesPerPhoneDay, Day, now),
          "codes for this number from this network in a day", ofPhone);
    if (!isOwnSite) {
        block(blockedUntil(tx.codesForPhone(phone, {}, now - brief),
                           limits.codesPerPhoneShort * limits.askersPerPhone, brief, now),
              "codes for this number", ofPhone);
        block(blockedUntil(tx.codesForPhone(phone, {}, now - Day),
                           limits.codesPerPhoneDay * limits.askersPerPhone, Day, now),
              "codes for this number in a day", ofPhone);
    }
    const char* const ofNetwork = "Too many codes were asked for from your network address. Try again later.";
    const Instant since = now - limits.codesPerAddressSpan;
    block(blockedUntil(tx.codesForAddress(request.address, since), limits.codesPerAddress,
                       limits.codesPerAddressSpan, now),
          "codes from this address", ofNetwork);
    if (request.site != request.address && !isOwnAddress)
        block(blockedUntil(tx.codesForSite(request.site, since), limits.codesPerSite,
                           limits.codesPerAddressSpan, now),
              "codes from this network", ofNetwork);
    // A quarter is left to those who have logged in before: strangers cannot spend it.
    const int sent = tx.codesOfAll(now - Day);
    const int forStrangers = limits.codesPerDay - limits.codesPerDay / 4;
    if (day.note(sent, forStrangers))
        logLine("warning",
                "80 % of the day's pairing codes for phones that are not logged in are used: the limit "
                "daily-codes sets "
                "how many there are",
                {{"used", std::to_string(sent)}, {"most", std::to_string(forStrangers)}});
    const bool known = sent >= forStrangers && tx.hasLogin(phone, now);
    if (sent >= (known ? limits.codesPerDay : forStrangers))
        block(now + std::chrono::hours{1}, "the day's codes of this server",
              "This server has sent as many codes as it may in a day. Try again later.");
    return longest;
}

} // namespace tocsin::server
