// SPDX-License-Identifier: MIT
#include "server/domain/sms_text.h"

#include "server/domain/sms_size.h"
#include "server/domain/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tocsin::server {

namespace {

constexpr std::u32string_view Begin = U"Claude: \"";
constexpr std::u32string_view HowToStop = U"\n\nReply STOP to disable";

std::u32string_view mark(EventType type)
{
    switch (type) {
    case EventType::Error:
        return U"\u26a0\ufe0f";
    case EventType::Done:
        return U"\u2705";
    case EventType::Waiting:
        break;
    }
    return U"\u23f3";
}

/// The second line of a kind's text.
struct KindWords
{
    EventType type{};
    std::string_view kind{};
    std::u32string_view before{}; ///< goes before the message; empty: the message is not shown
    std::u32string_view alone{};  ///< when there is no message to show
};

constexpr auto AllWords = std::to_array<KindWords>({
    {EventType::Error, "tool", U"Error: ", U"Error: no details were given"},
    {EventType::Error, "api", U"Stopped: ", U"Stopped"},
    {EventType::Error, "lost", U"Stopped: ", U"Stopped"},
    {EventType::Error, "error", U"Error: ", U"Error: no details were given"},
    {EventType::Done, "done", U"Finished: ", U"Finished"},
    {EventType::Waiting, "permission", U"Needs permission: ", U"Needs permission"},
    {EventType::Waiting, "question", U"Has a question: ", U"Has a question"},
    {EventType::Waiting, "message", U"Message: ", U"Sent you a message"},
    {EventType::Waiting, "limit_over", U"Usage limit reset: ", U"Usage limit reset"},
    {EventType::Waiting, "idle", {}, U"Waiting for input"},
    {EventType::Waiting, "inactive", U"No activity for ", U"No activity"},
    {EventType::Waiting, NoContactKind, U"No contact with ", U"No contact with your computer"},
});

/// The kind of an event that has none of the contract's.
std::string_view defaultKind(EventType type)
{
    switch (type) {
    case EventType::Error:
        return "error";
    case EventType::Done:
        return "done";
    case EventType::Waiting:
        break;
    }
    return "idle";
}

const KindWords* findWords(EventType type, std::string_view kind)
{
    const auto found = std::find_if(AllWords.begin(), AllWords.end(), [&](const KindWords& words) {
        return words.type == type && words.kind == kind;
    });
    return found == AllWords.end() ? nullptr : &*found;
}

const KindWords& wordsOf(EventType type, std::string_view kind)
{
    if (const KindWords* const words = findWords(type, kind))
        return *words;
    const KindWords* const usual = findWords(type, defaultKind(type));
    return usual != nullptr ? *usual : AllWords.front(); // each type has its own line
}

/// Shares `budget` between the two: each may have what the other leaves, and no less than half.
std::pair<size_t, size_t> shares(size_t budget, size_t first, size_t second)
{
    if (first + second <= budget)
        return {first, second};
    const size_t half = budget / 2;
    if (first <= half)
        return {first, budget - first};
    if (second <= half)
        return {budget - second, second};
    return {half, budget - half};
}

/// From the end of the name up to the message, if that is shown.
std::u32string secondLine(const KindWords& line, std::u32string_view words)
{
    return U"\"\n" + std::u32string{words.empty() ? line.alone : line.before};
}

/// What programs write in fine print, as it is on any keyboard: GSM-7 has the latter alone.
std::u32string inPlainSigns(std::u32string_view text)
{
    constexpr std::array<std::pair<std::u32string_view, std::u32string_view>, 7> signs{{
        {U"\u2026", U"..."},
        {U"\u2018\u2019\u201a\u2032\u02bc`\u00b4", U"'"},
        {U"\u201c\u201d\u201e\u2033\u00ab\u00bb", U"\""},
        {U"\u2010\u2011\u2012\u2013\u2014\u2212\u2022\u00b7", U"-"},
        {U"\u00a0\u2009\u202f\u2003\u2002", U" "},
        {U"\u2192", U"->"},
        {U"\u00d7", U"x"},
    }};
    std::u32string plain;
    for (const char32_t c : text) {
        const auto found = std::find_if(signs.begin(), signs.end(), [c](const auto& sign) {
            return sign.first.find(c) != std::u32string_view::npos;
        });
        if (found == signs.end())
            plain += c;
        else
            plain += found->second;
    }
    return plain;
}

/// At most `septets` of it, all in GSM-7; "..." where it was cut.
std::u32string elidedGsm(const std::u32string& text, size_t septets)
{
    constexpr std::u32string_view ellipsis{U"..."};
    if (smsSize(text).units <= septets)
        return text;
    if (septets <= ellipsis.size())
        return {};
    std::u32string kept{text};
    while (!kept.empty() && smsSize(kept).units > septets - ellipsis.size())
        kept.pop_back();
    while (kept.ends_with(U' '))
        kept.pop_back();
    return kept.append(ellipsis);
}

/// Nothing when it is not in GSM-7.
std::optional<std::u32string> inOneSegment(const KindWords& line, const std::u32string& name,
                                           const std::u32string& words, std::u32string_view end)
{
    constexpr size_t septets = 160;
    for (const std::u32string* const part : {&name, &words}) {
        if (smsSize(*part).alphabet != SmsAlphabet::Gsm7)
            return std::nullopt;
    }
    const std::u32string between = secondLine(line, words);
    const auto length = [](std::u32string_view text) { return smsSize(text).units; };
    const size_t fixed = length(Begin) + length(between) + length(end);
    const auto [nameUnits, wordUnits] = shares(septets - fixed, length(name), length(words));
    std::u32string text{Begin};
    return text.append(elidedGsm(name, nameUnits))
        .append(between)
        .append(elidedGsm(words, wordUnits))
        .append(end);
}

} // namespace

std::optional<EventType> eventTypeFromName(std::string_view name)
{
    for (const EventType type : {EventType::Error, EventType::Done, EventType::Waiting}) {
        if (eventTypeName(type) == name)
            return type;
    }
    return std::nullopt;
}

std::string eventTypeName(EventType type)
{
    switch (type) {
    case EventType::Error:
        return "error";
    case EventType::Done:
        return "done";
    case EventType::Waiting:
        break;
    }
    return "waiting";
}

std::string eventKind(EventType type, std::string_view kind)
{
    const bool known = kind != NoContactKind && findWords(type, kind);
    return std::string{known ? kind : defaultKind(type)};
}

bool isRequest(std::string_view type, std::string_view kind)
{
    return type == "waiting" && (kind == "permission" || kind == "question");
}

std::string eventSms(EventType type, std::string_view kind, std::string_view description,
                     std::string_view message, SmsMarks marks, bool canReply)
{
    const std::u32string_view end = canReply ? HowToStop : std::u32string_view{};
    const KindWords& line = wordsOf(type, kind);
    const std::u32string name = redacted(plainLine(fromUtf8(description)));
    const std::u32string words =
        line.before.empty() ? std::u32string{} : redacted(plainLine(fromUtf8(message)));
    if (marks == SmsMarks::Auto) {
        if (const auto text = inOneSegment(line, inPlainSigns(name), inPlainSigns(words), end))
            return toUtf8(*text);
    }
    const std::u32string before = std::u32string{mark(type)} + U" " + std::u32string{Begin};
    const std::u32string between = secondLine(line, words);
    const size_t fixed = utf16Length(before) + utf16Length(between) + utf16Length(end);
    // The mark makes it UCS-2. A character of two units that does not fit at a segment's end leaves room
    // there, so that what fits is seen only by trying.
    constexpr size_t unitsOfSeveral = 67;
    for (size_t budget = MaxSmsSegments * unitsOfSeveral - fixed;; --budget) {
        const auto [nameUnits, wordUnits] = shares(budget, utf16Length(name), utf16Length(words));
        std::u32string text = before;
        text.append(elided(name, nameUnits)).append(between).append(elided(words, wordUnits)).append(end);
        if (smsSize(text).segments <= MaxSmsSegments)
            return toUtf8(text);
    }
}

std::string pairingSms(std::string_view code)
{
    return "Tocsin code: " + std::string{code} +
           ". It is valid for 10 minutes. Nobody from Tocsin will ask you for it.";
}

} // namespace tocsin::server
