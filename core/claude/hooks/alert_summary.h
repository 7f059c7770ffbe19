// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/phrase.h"
#include "core/claude/hooks/hook_event.h"

#include <QString>

namespace tocsin {

// What an alert is about, in a few words for people: one plain line, cut.

/// AskUserQuestion and ExitPlanMode: the tool call is itself a question to the person.
[[nodiscard]] bool isQuestion(const hook::ToolCall& call);

/// `create_issue` of the MCP server `github` is `github create_issue`.
[[nodiscard]] QString toolName(const QString& tool);

/// The tool and its argument: `Bash npm publish`, `Edit /home/dev/demo/main.c`, `WebFetch example.org`.
/// What people read is callLine(), which falls back on it for tools that have no words of their own.
[[nodiscard]] QString toolSummary(const hook::ToolCall& call);

/// The words of the question that isQuestion() found.
[[nodiscard]] Phrase questionText(const hook::ToolCall& call);

/// What a permission_prompt says it is for; empty when it says nothing ("Claude needs your permission").
[[nodiscard]] QString permissionSummary(const QString& message);

/// What ended the turn: "Usage limit reached, resets 4am (UTC)", "The API is overloaded". `error` is
/// StopFailure's or the transcript's word, `message` Claude's last words; either may be empty. `max_turns`
/// and `max_budget` stand for the limits of a headless run, of which no hook tells.
[[nodiscard]] Phrase apiErrorText(const QString& error, const QString& message);

/// The limit of a subscription, which resets at a time; not the API's "too many requests".
[[nodiscard]] bool isUsageLimit(const hook::StopFailure& failure);

/// The user stopped the turn; no error of the API.
[[nodiscard]] bool isInterruption(const hook::StopFailure& failure);

} // namespace tocsin
