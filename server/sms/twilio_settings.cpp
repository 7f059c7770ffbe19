// SPDX-License-Identifier: MIT
#include "server/sms/twilio_settings.h"

#include "server/domain/phone.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace tocsin::server {

namespace {

constexpr const char* Account = "TWILIO_ACCOUNT_SID";
constexpr const char* Token = "TWILIO_AUTH_TOKEN";
constexpr const char* Key = "TWILIO_API_KEY";
constexpr const char* KeySecret = "TWILIO_API_KEY_SECRET";
constexpr const char* Number = "TWILIO_PHONE_NUMBER";
constexpr const char* From = "TWILIO_FROM";
constexpr const char* Service = "TWILIO_MESSAGING_SERVICE_SID";

bool isSid(const std::string& sid, std::string_view prefix)
{
    return sid.size() == 34 && sid.starts_with(prefix) &&
           sid.find_first_not_of("0123456789abcdefABCDEF", prefix.size()) == std::string::npos;
}

bool isShortCode(const std::string& from)
{
    return from.size() >= 3 && from.size() <= 8 && from.find_first_not_of("0123456789") == std::string::npos;
}

/// https://help.twilio.com/articles/223181348: letters, digits, spaces and a few signs, with a letter in it.
bool isName(const std::string& from)
{
    constexpr size_t most = 11;
    constexpr std::string_view letters{"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"};
    return from.size() <= most && from.find_first_of(letters) != std::string::npos &&
           from.find_first_not_of(std::string{letters} + "0123456789 +-_&") == std::string::npos &&
           !from.starts_with(' ') && !from.ends_with(' ');
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : " and ") + name;
    return text;
}

void refuseMissing(const std::vector<std::string>& missing)
{
    if (missing.empty())
        return;
    throw std::runtime_error(
        listed(missing) + (missing.size() == 1 ? " is missing" : " are missing") +
        ". To send texts, set the account SID, the auth token or an API key, and a sender; to print them on "
        "the console, set none of Twilio's variables");
}

/// The number, the short code or the name; empty when a Messaging Service is named. Exactly one sender.
std::string readSender(const Environment& environment)
{
    std::vector<std::string> senders;
    for (const char* const name : {Number, From, Service}) {
        if (!environment(name).empty())
            senders.emplace_back(name);
    }
    if (senders.size() > 1)
        throw std::runtime_error(listed(senders) + " are set: a text has one sender, so set one of them");
    const std::string number = environment(Number);
    if (!number.empty() && !isE164(number))
        throw std::runtime_error(std::string{Number} + " is not a number such as +14155550123");
    const std::string from = environment(From);
    if (!from.empty() && !isE164(from) && !isShortCode(from) && !isName(from))
        throw std::runtime_error(
            std::string{From} +
            " is neither a number such as +14155550123, nor a short code, nor a name of at "
            "most 11 letters, digits and spaces");
    if (const std::string service = environment(Service); !service.empty() && !isSid(service, "MG"))
        throw std::runtime_error(std::string{Service} + " is not a Messaging Service: MG and 32 hex digits");
    return number.empty() ? from : number;
}

} // namespace

SenderKind TwilioSettings::senderKind() const
{
    if (!messagingService.empty())
        return SenderKind::Service;
    if (isE164(from))
        return SenderKind::Number;
    return isShortCode(from) ? SenderKind::ShortCode : SenderKind::Name;
}

std::optional<TwilioSettings> readTwilio(const Environment& environment)
{
    const auto isSet = [&](const char* name) { return !environment(name).empty(); };
    constexpr std::array all{Account, Token, Key, KeySecret, Number, From, Service};
    if (std::none_of(all.begin(), all.end(), isSet))
        return std::nullopt;
    std::vector<std::string> missing;
    if (!isSet(Account))
        missing.emplace_back(Account);
    if (isSet(Key) != isSet(KeySecret))
        missing.emplace_back(isSet(Key) ? KeySecret : Key);
    else if (!isSet(Token) && !isSet(Key))
        missing.emplace_back(Token);
    if (!isSet(Number) && !isSet(From) && !isSet(Service))
        missing.emplace_back(Number);
    refuseMissing(missing);
    TwilioSettings twilio{.accountSid = environment(Account),
                          .authToken = environment(Token),
                          .from = readSender(environment),
                          .apiKey = environment(Key),
                          .apiKeySecret = environment(KeySecret),
                          .messagingService = environment(Service)};
    if (!isSid(twilio.accountSid, "AC"))
        throw std::runtime_error(std::string{Account} + " is not an account SID: AC and 32 hex digits");
    if (!twilio.apiKey.empty() && !isSid(twilio.apiKey, "SK"))
        throw std::runtime_error(std::string{Key} + " is not the SID of an API key: SK and 32 hex digits");
    if (const std::string base = readBaseUrl(environment, "TWILIO_API_BASE_URL"); !base.empty())
        twilio.apiBase = base;
    return twilio;
}

} // namespace tocsin::server
