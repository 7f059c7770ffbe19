// SPDX-License-Identifier: MIT
#include "server/domain/phone.h"

#include <algorithm>
#include <array>

namespace tocsin::server {

namespace {

// ITU-T E.164's list of assigned codes, by length: +1 and +7 have one digit, these have two, and every other
// code that is or may be assigned has three.
constexpr std::array<std::string_view, 44> TwoDigitCodes{
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46",
    "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
    "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
};

} // namespace

bool isE164(std::string_view number)
{
    if (number.size() < 9 || number.size() > 16 || number[0] != '+' || number[1] == '0')
        return false;
    return std::all_of(number.begin() + 1, number.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string callingCode(std::string_view number)
{
    const std::string_view digits = number.substr(1);
    if (digits.front() == '1' || digits.front() == '7')
        return std::string{digits.substr(0, 1)};
    const std::string_view two = digits.substr(0, 2);
    const bool hasTwo = std::find(TwoDigitCodes.begin(), TwoDigitCodes.end(), two) != TwoDigitCodes.end();
    return std::string{hasTwo ? two : digits.substr(0, 3)};
}

std::string maskedPhone(std::string_view number)
{
    if (!isE164(number))
        return "***";
    return "+" + callingCode(number) + "***" + std::string{number.substr(number.size() - 4)};
}

} // namespace tocsin::server
