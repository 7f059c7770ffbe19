// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <cstdint>

namespace tocsin {

/// A tool call, as a transcript shows it: its begin and its end are lines of their own.
struct TranscriptCall
{
    QString id{}; ///< tool_use_id
    QString tool{};
    QByteArray input{};  ///< digestOf() its input
    QDateTime begunAt{}; ///< UTC; invalid when its begin was not seen
};

/// What ended a turn, as the entry says it. `kind` and `text` are those of the StopFailure hook.
struct TranscriptApiError
{
    QString kind{};       ///< rate_limit, server_error, …
    int status{0};        ///< of HTTP; 0: there was none
    QString text{};       ///< what Claude Code shows
    QDateTime resetsAt{}; ///< UTC, of a usage limit; newer clients. Invalid when not said
};

/// What a run has cost so far and may cost (`--max-budget-usd`), in US dollars.
struct TranscriptBudget
{
    double spent{0};
    double total{0}; ///< 0: not said
};

/// What an entry of a transcript tells. A transcript is undocumented and read tolerantly: it says that
/// something goes on and that something was answered, and is never the only reason for an alert.
struct TranscriptEvent
{
    enum class Kind : uint8_t {
        Activity,         ///< anything with a time, a subagent's entries too
        Prompt,           ///< a person wrote
        ToolUse,          ///< a call begins; it may still wait for a permission
        ToolResult,       ///< it has ended, was refused, or its question was answered
        Interrupt,        ///< Esc, or a "no" without a word: no hook tells of it
        AssistantText,    ///< Claude wrote something
        ApiError,         ///< the turn ended in it; there even when the hook was killed
        StopHookFeedback, ///< a Stop hook, another program's, sent Claude on
        PromptRefused,    ///< a hook blocked the prompt, or Claude Code refused the command: no turn follows
        TurnLimit,        ///< `--max-turns` was reached, which ends the turn
        Budget,           ///< what was spent of `--max-budget-usd`, before a request and at the end
        BudgetLimit,      ///< of TranscriptEventReader, in its place: the next request uses the budget up
        Predecessor,      ///< the entry is of another session: copied by a fork, or see isExact
        HookDecision      ///< a hook's answer to a permission request took, before the call ran
    };

    Kind kind{Kind::Activity};
    QDateTime at{};             ///< UTC, as the entry says; invalid for what was spent at the end
    TranscriptCall call{};      ///< of ToolUse and ToolResult; of HookDecision the id alone
    TranscriptApiError error{}; ///< of ApiError
    TranscriptBudget budget{};  ///< of Budget
    QString sessionId{};        ///< of Predecessor
    /// Of Predecessor: it is the very session that was copied. Else it is the one that the writing process
    /// began with. It then tells of a fork only in entries from before the start of a session whose start was
    /// one (SessionStart's source); /clear and /resume make others. /clear may have left it for its follower.
    bool isExact{false};
};

using TranscriptEvents = QList<TranscriptEvent>;

} // namespace tocsin
