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

/// The second line: fixed words, and whether the message follows them.
std::pair<std::u32string_view, bool> secondLine(EventType type, std::string_view kind, bool hasMessage)
{
    if (type == EventType::Error)
        return hasMessage ? std::pair{std::u32string_view{U"Error: "}, true}
                          : std::pair{std::u32string_view{U"Error: no details were given"}, false};
    if (type == EventType::Done)
        return {U"Completed successfully!", false};
    if (kind == "permission")
        return hasMessage ? std::pair{std::u32string_view{U"Needs permission: "}, true}
                          : std::pair{std::u32string_view{U"Needs permission"}, false};
    if (kind == "question")
        return hasMessage ? std::pair{std::u32string_view{U"Asks: "}, true}
                          : std::pair{std::u32string_view{U"Asks a question"}, false};
    if (kind == NoContactKind)
        return hasMessage ? std::pair{std::u32string_view{U"No contact with "}, true}
                          : std::pair{std::u32string_view{U"No contact with your computer"}, false};
    if (kind == "inactive")
        return {U"No sign of activity for 10 minutes", false};
    return {U"Waiting for input (idle detected)", false};
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
    constexpr std::array<std::string_view, 4> waiting{"permission", "question", "idle", "inactive"};
    constexpr std::array<std::string_view, 3> error{"tool", "api", "lost"};
    if (type == EventType::Waiting)
        return std::find(waiting.begin(), waiting.end(), kind) == waiting.end() ? "idle" : std::string{kind};
    if (type == EventType::Error)
        return std::find(error.begin(), error.end(), kind) == error.end() ? "error" : std::string{kind};
    return "done";
}

std::string eventSms(EventType type, std::string_view kind, std::string_view description,
                     std::string_view message)
{
    const std::u32string name = redacted(plainLine(fromUtf8(description)));
    std::u32string words = redacted(plainLine(fromUtf8(message)));
    const auto [line, withMessage] = secondLine(type, kind, !words.empty());
    if (!withMessage)
        words.clear();
    const std::u32string before = std::u32string{mark(type)} + U" Claude: \"";
    const std::u32string between = U"\"\n" + std::u32string{line};
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
