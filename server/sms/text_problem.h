// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace tocsin::server {

/// Why a text did not reach its phone, in the words that people see.
struct TextProblem
{
    std::string_view reason; ///< the API's word
    std::string_view words;  ///< ends the sentence "The text could not be delivered: "
    std::string_view advice; ///< what to do, a sentence
};

/// The API's words that are decided by.
namespace text_problem {
inline constexpr std::string_view OptedOut = "opted_out";
inline constexpr std::string_view WrongNumber = "wrong_number";
} // namespace text_problem

/// What an error of a text (OutgoingText::errorCode) means to the person who waits for it.
[[nodiscard]] TextProblem textProblem(int errorCode);

/// Of a pairing code, for people.
[[nodiscard]] std::string undeliveredCode(const TextProblem& problem);

} // namespace tocsin::server
