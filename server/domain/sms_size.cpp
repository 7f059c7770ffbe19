// SPDX-License-Identifier: MIT
#include "server/domain/sms_size.h"

#include <algorithm>

namespace tocsin::server {

namespace {

/// Septets of a character, 0 when GSM-7 has none for it.
size_t septets(char32_t c)
{
    // 3GPP TS 23.038, 6.2.1, without the letters and digits of ASCII.
    constexpr std::u32string_view others{
        U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà"};
    constexpr std::u32string_view extension{U"\f^{}\\[~]|€"}; // 6.2.1.1
    const bool plain = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9');
    if (plain || others.find(c) != std::u32string_view::npos)
        return 1;
    return extension.find(c) != std::u32string_view::npos ? 2 : 0;
}

size_t utf16Units(char32_t c)
{
    return c > 0xffff ? 2 : 1;
}

/// Packs characters into segments, one after the other.
template<typename Weight> SmsSize packed(std::u32string_view text, SmsAlphabet alphabet, Weight weight)
{
    const size_t alone = alphabet == SmsAlphabet::Gsm7 ? 160 : 70;
    const size_t oneOfSeveral = alphabet == SmsAlphabet::Gsm7 ? 153 : 67;
    SmsSize size{alphabet};
    for (const char32_t c : text)
        size.units += weight(c);
    if (size.units <= alone) {
        size.segments = text.empty() ? 0 : 1;
        return size;
    }
    size_t room = 0;
    for (const char32_t c : text) {
        if (weight(c) > room) {
            ++size.segments;
            room = oneOfSeveral;
        }
        room -= weight(c);
    }
    return size;
}

} // namespace

SmsSize smsSize(std::u32string_view text)
{
    const bool gsm = std::all_of(text.begin(), text.end(), [](char32_t c) { return septets(c) > 0; });
    return gsm ? packed(text, SmsAlphabet::Gsm7, septets) : packed(text, SmsAlphabet::Ucs2, utf16Units);
}

} // namespace tocsin::server
