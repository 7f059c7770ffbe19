// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tocsin::server {

enum class EventType : uint8_t { Error, Done, Waiting };

/// `error`, `done`, `waiting`; nothing for anything else.
[[nodiscard]] std::optional<EventType> eventTypeFromName(std::string_view name);
[[nodiscard]] std::string eventTypeName(EventType type);

/// The kind that an event is limited by: `kind` if it is one of the contract's for this type, else the type's
/// own (`idle` for waiting), so that inventing kinds buys no more texts.
[[nodiscard]] std::string eventKind(EventType type, std::string_view kind);

/// Whether Claude waits for an answer: a permission or a question.
[[nodiscard]] bool isRequest(std::string_view type, std::string_view kind);

/// The most that is paid for a text.
inline constexpr size_t MaxSmsSegments = 3;

/// The kind that is the server's own: the session fell silent. Its message is the host's name.
inline constexpr std::string_view NoContactKind = "no_contact";

/// Whether a text begins with the mark of its type, which is not in GSM-7 and so doubles what most texts
/// cost.
enum class SmsMarks : uint8_t {
    Auto, ///< where the text is UCS-2 anyway; any other is one segment of GSM-7
    Always
};

/// The whole text of an event, as server/api/openapi.yaml says. `kind` as eventKind() gave it; `description`
/// and `message` come from outside and are cleaned and cut here, both as UTF-8. A text to which nobody can
/// reply does not ask for a reply.
[[nodiscard]] std::string eventSms(EventType type, std::string_view kind, std::string_view description,
                                   std::string_view message, SmsMarks marks = SmsMarks::Always,
                                   bool canReply = true);

[[nodiscard]] std::string pairingSms(std::string_view code);

} // namespace tocsin::server
