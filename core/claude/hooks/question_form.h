// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <vector>

namespace tocsin {

struct QuestionOption
{
    QString label{};
    QString description{};
};

/// A question to the person, as it came: not yet fit to be shown.
struct AskedQuestion
{
    QString text{};
    QString header{};
    std::vector<QuestionOption> options{};
    bool takesSeveral{false}; ///< options
};

/// The most that one call may ask (2.1.197 to 2.1.332).
inline constexpr std::size_t MaxQuestions{4};

[[nodiscard]] bool asksQuestions(const hook::ToolCall& call);
/// In their order. Empty when the call asks none, and when it cannot be answered: an answer goes to the text
/// of its question, so each needs one, and no two may have the same.
[[nodiscard]] std::vector<AskedQuestion> askedQuestions(const hook::ToolCall& call);
/// What the call has beside these: previews of options, …
[[nodiscard]] QJsonObject beyondQuestions(const hook::ToolCall& call);
/// The call's input as the tool gets it once it is answered; `answers` by the text of the question.
[[nodiscard]] QJsonObject withAnswers(QJsonObject input, const QJsonObject& answers);
/// The questions alone, of a call that may have been answered.
[[nodiscard]] QJsonObject withoutAnswers(QJsonObject input);

[[nodiscard]] bool asksForPlan(const hook::ToolCall& call);
/// Markdown.
[[nodiscard]] QString planOf(const hook::ToolCall& call);
/// The file that the plan was read from when Claude asked; empty if the call does not name it. What is
/// approved is what the file has then (2.1.330 and 2.1.332), or the call's own plan (2.1.197).
[[nodiscard]] QString planPathOf(const hook::ToolCall& call);
/// What the call has beside the plan: commands that it is to allow, …
[[nodiscard]] QJsonObject beyondPlan(const hook::ToolCall& call);

} // namespace tocsin
