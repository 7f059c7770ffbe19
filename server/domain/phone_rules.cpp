// SPDX-License-Identifier: MIT
#include "server/domain/phone_rules.h"

#include "server/domain/phone.h"

#include <algorithm>
#include <charconv>
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

namespace tocsin::server {

namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

/// Its tables, which it reads once and locks by itself.
const PhoneNumberUtil& tables()
{
    return *PhoneNumberUtil::GetInstance();
}

std::optional<PhoneNumber> parsed(const std::string& number)
{
    PhoneNumber result;
    constexpr const char* noRegion = "ZZ"; // the plus sign says it all
    return tables().Parse(number, noRegion, &result) == PhoneNumberUtil::NO_PARSING_ERROR
               ? std::optional{result}
               : std::nullopt;
}

/// In North America neither an area code nor what follows it begins with 0 or 1
/// (https://www.nanpa.com/area_codes): their lengths say little.
bool isPossible(const PhoneNumber& number)
{
    if (tables().IsPossibleNumberWithReason(number) != PhoneNumberUtil::IS_POSSIBLE)
        return false;
    std::string digits;
    tables().GetNationalSignificantNumber(number, &digits);
    return number.country_code() != 1 || (digits.size() == 10 && digits[0] >= '2' && digits[3] >= '2');
}

bool isCallingCode(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && value >= 1 && value <= 999;
}

} // namespace

std::optional<std::string> canonicalNumber(const std::string& number)
{
    const auto found = parsed(number);
    if (!found)
        return std::nullopt;
    std::string text;
    tables().Format(*found, PhoneNumberUtil::E164, &text);
    return isE164(text) ? std::optional{text} : std::nullopt;
}

NumberKind numberKind(const std::string& number)
{
    const auto found = parsed(number);
    if (!found || !isPossible(*found))
        return NumberKind::NotAssigned;
    switch (tables().GetNumberType(*found)) {
    case PhoneNumberUtil::PREMIUM_RATE:
    case PhoneNumberUtil::SHARED_COST:
    case PhoneNumberUtil::UAN:
    case PhoneNumberUtil::VOICEMAIL:
    case PhoneNumberUtil::PAGER:
        return NumberKind::CostsExtra;
    default:
        return NumberKind::Ordinary;
    }
}

std::string countryOf(const std::string& number)
{
    std::string region;
    if (const auto found = parsed(number))
        tables().GetRegionCodeForNumber(*found, &region);
    const bool isCountry = region.size() == 2 && region != "ZZ";
    return isCountry ? region : callingCode(number);
}

std::optional<std::set<std::string>> readCountries(std::string_view list)
{
    if (list == "all" || list == "ALL")
        return std::set<std::string>{};
    std::set<std::string> countries;
    while (!list.empty()) {
        std::string one{list.substr(0, list.find(','))};
        list.remove_prefix(std::min(one.size() + 1, list.size()));
        for (char& c : one)
            c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (!isCallingCode(one) && tables().GetCountryCodeForRegion(one) == 0)
            return std::nullopt;
        countries.insert(std::move(one));
    }
    return countries.empty() ? std::nullopt : std::optional{countries};
}

bool inCountries(const std::set<std::string>& countries, const std::string& number)
{
    const std::string code = callingCode(number);
    const std::string country = countryOf(number);
    if (countries.contains(code) || countries.contains(country))
        return true;
    // The tables do not know whose it is, of those that share the calling code: then it may be anybody's.
    return country == code &&
           std::any_of(countries.begin(), countries.end(), [&](const std::string& allowed) {
               return std::to_string(tables().GetCountryCodeForRegion(allowed)) == code;
           });
}

} // namespace tocsin::server
