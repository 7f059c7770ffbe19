// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"

#include <QString>

namespace tocsin {

// What an alert is about, in a few words for people: one plain line, cut.

/// AskUserQuestion and ExitPlanMode: the tool call is itself a question to the person.
[[nodiscard]] bool isQuestion(const hook::ToolCall& call);

/// The tool and its argument: `Bash npm publish`, `Edit /home/dev/demo/main.c`, `WebFetch example.org`.
[[nodiscard]] QString toolSummary(const hook::ToolCall& call);

/// The words of the question that isQuestion() found.
[[nodiscard]] QString questionText(const hook::ToolCall& call);

/// What a permission_prompt says it is for; empty when it says nothing ("Claude needs your permission").
[[nodiscard]] QString permissionSummary(const QString& message);

/// StopFailure's `error` in words: `rate_limit` is "Rate limit reached".
[[nodiscard]] QString apiErrorText(const QString& error);

} // namespace tocsin
