// SPDX-License-Identifier: MIT
#include "server/domain/sms_text.h"

#include "server/domain/sms_size.h"
#include "server/domain/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tocsin::server {

namespace {

constexpr std::u32string_view End = U"\n\nReply STOP to disable";

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
                     std::string_view message)
{
    const std::u32string name = redacted(plainLine(fromUtf8(description)));
    const KindWords& line = wordsOf(type, kind);
    const std::u32string words =
        line.before.empty() ? std::u32string{} : redacted(plainLine(fromUtf8(message)));
    const std::u32string before = std::u32string{mark(type)} + U" Claude: \"";
    const std::u32string between = U"\"\n" + std::u32string{words.empty() ? line.alone : line.before};
    const size_t fixed = utf16Length(before) + utf16Length(between) + utf16Length(End);
    // The mark makes it UCS-2. A character of two units that does not fit at a segment's end leaves room
    // there, so that what fits is seen only by trying.
    constexpr size_t unitsOfSeveral = 67;
    for (size_t budget = MaxSmsSegments * unitsOfSeveral - fixed;; --budget) {
        const auto [nameUnits, wordUnits] = shares(budget, utf16Length(name), utf16Length(words));
        std::u32string text = before;
        text.append(elided(name, nameUnits)).append(between).append(elided(words, wordUnits)).append(End);
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
