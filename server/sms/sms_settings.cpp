// SPDX-License-Identifier: MIT
#include "server/sms/sms_settings.h"

#include "server/domain/phone_rules.h"
#include "server/limits.h"

#include <charconv>
#include <stdexcept>

namespace tocsin::server {

namespace {

std::optional<std::set<std::string>> usualCountries(const Environment& environment,
                                                    const std::optional<TwilioSettings>& twilio)
{
    if (const std::string list = environment("SMS_COUNTRIES"); !list.empty()) {
        if (auto countries = readCountries(list))
            return countries;
        throw std::runtime_error(
            "SMS_COUNTRIES takes countries or calling codes, such as US,DE,44, or the word all");
    }
    if (!twilio)
        return std::set<std::string>{};
    if (twilio->senderKind() == SenderKind::Number)
        return std::set{countryOf(twilio->from)}; // texts abroad are what fraud is made of
    return std::nullopt;
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

} // namespace

SmsSettings readSmsSettings(const Environment& environment)
{
    auto twilio = readTwilio(environment);
    auto countries = usualCountries(environment, twilio);
    return {std::move(twilio),
            readBaseUrl(environment, "PUBLIC_URL"),
            std::move(countries),
            readNumber(environment, "SMS_DAILY_CAP", 1, 1'000'000).value_or(0),
            limitsFrom(environment),
            choice(environment, "SMS_MARKS", "auto", "always") ? SmsMarks::Always : SmsMarks::Auto,
            choice(environment, "TWILIO_OPT_OUT", "twilio", "ours"),
            readNumber(environment, "SMS_RESERVED_TEXTS", 0, Limits{}.textsPerPhone - 1)};
}

std::set<std::string> allowedCountries(const std::optional<std::set<std::string>>& named,
                                       const SmsSettings& settings)
{
    if (named)
        return *named;
    if (settings.countries)
        return *settings.countries;
    throw std::runtime_error("SMS_COUNTRIES is missing: a sender that is no phone number does not say whose "
                             "numbers may be texted. Name countries, such as US,DE,44, or the word all");
}

} // namespace tocsin::server
