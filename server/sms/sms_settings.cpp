// SPDX-License-Identifier: MIT
#include "server/sms/sms_settings.h"

#include "server/base/address.h"
#include "server/domain/phone.h"
#include "server/domain/phone_rules.h"
#include "server/limits.h"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <array>
#include <charconv>
#include <stdexcept>

namespace tocsin::server {

namespace {

/// A base URL without its last slash. https, or http to this machine.
std::string readUrl(const Environment& environment, const char* name)
{
    std::string url = environment(name);
    while (url.ends_with('/'))
        url.pop_back();
    if (url.empty())
        return {};
    try {
        const Poco::URI parsed{url};
        const bool good =
            !parsed.getHost().empty() && parsed.getUserInfo().empty() && parsed.getRawQuery().empty() &&
            parsed.getFragment().empty() &&
            (parsed.getScheme() == "https" || (parsed.getScheme() == "http" && isLoopback(parsed.getHost())));
        if (good) // with the scheme in small letters, as everybody else looks for it
            return parsed.getScheme() + url.substr(parsed.getScheme().size());
    } catch (const Poco::Exception&) {
        // said below
    }
    throw std::runtime_error(std::string{name} +
                             " is not a URL such as https://texts.example.com; plain http is "
                             "for loopback addresses alone");
}

bool isAccountSid(const std::string& sid)
{
    return sid.size() == 34 && sid.starts_with("AC") &&
           sid.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string::npos;
}

std::set<std::string> allowedCountries(const Environment& environment,
                                       const std::optional<TwilioSettings>& twilio)
{
    const std::string list = environment("SMS_COUNTRIES");
    if (list == "all")
        return {};
    if (list.empty() && twilio)
        return {countryOf(twilio->from)}; // texts abroad are what fraud is made of
    if (list.empty())
        return {};
    if (auto countries = readCountries(list))
        return *countries;
    throw std::runtime_error(
        "SMS_COUNTRIES takes countries or calling codes, such as US,DE,44, or the word all");
}

std::optional<int> readNumber(const Environment& environment, const char* name, int least, int most)
{
    const std::string text = environment(name);
    if (text.empty())
        return std::nullopt;
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < least || number > most)
        throw std::runtime_error(std::string{name} + " takes a number from " + std::to_string(least) +
                                 " to " + std::to_string(most));
    return number;
}

/// Whether it is the second of two words; the first is usual.
bool choice(const Environment& environment, const char* name, std::string_view usual, std::string_view other)
{
    const std::string word = environment(name);
    if (!word.empty() && word != usual && word != other)
        throw std::runtime_error(std::string{name} + " is either " + std::string{usual} + " or " +
                                 std::string{other});
    return word == other;
}

LimitValues limitsFrom(const Environment& environment)
{
    const std::string list = environment("SMS_LIMITS");
    if (list.empty())
        return {};
    if (auto limits = readLimits(list))
        return *limits;
    throw std::runtime_error("SMS_LIMITS takes limits such as codes-per-address=50,open-sessions=2000; "
                             "tocsin-server --help lists them");
}

std::optional<TwilioSettings> readTwilio(const Environment& environment)
{
    constexpr std::array names{"TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_PHONE_NUMBER"};
    std::string missing;
    size_t set = 0;
    for (const char* const name : names) {
        if (!environment(name).empty())
            ++set;
        else
            missing += (missing.empty() ? "" : " and ") + std::string{name};
    }
    if (set == 0)
        return std::nullopt;
    if (set < names.size())
        throw std::runtime_error(
            missing + (set == 2 ? " is" : " are") +
            " missing: set all three of Twilio's variables to send texts, or none to print "
            "them on the console");
    TwilioSettings twilio{environment(names[0]), environment(names[1]), environment(names[2])};
    if (!isAccountSid(twilio.accountSid))
        throw std::runtime_error("TWILIO_ACCOUNT_SID is not an account SID: AC and 32 hex digits");
    if (!isE164(twilio.from))
        throw std::runtime_error("TWILIO_PHONE_NUMBER is not a number such as +14155550123");
    if (const std::string base = readUrl(environment, "TWILIO_API_BASE_URL"); !base.empty())
        twilio.apiBase = base;
    return twilio;
}

} // namespace

SmsSettings readSmsSettings(const Environment& environment)
{
    auto twilio = readTwilio(environment);
    auto countries = allowedCountries(environment, twilio);
    return {std::move(twilio),
            readUrl(environment, "PUBLIC_URL"),
            std::move(countries),
            readNumber(environment, "SMS_DAILY_CAP", 1, 1'000'000).value_or(0),
            limitsFrom(environment),
            choice(environment, "SMS_MARKS", "auto", "always") ? SmsMarks::Always : SmsMarks::Auto,
            choice(environment, "TWILIO_OPT_OUT", "twilio", "ours"),
            readNumber(environment, "SMS_RESERVED_TEXTS", 0, Limits{}.textsPerPhone - 1)};
}

} // namespace tocsin::server
