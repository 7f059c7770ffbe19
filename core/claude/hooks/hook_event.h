// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/claude_process.h"

#include <QDateTime>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QUuid>

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

namespace tocsin {

/// What hookbridge adds to a hook event, because only it can see it.
struct HookOrigin
{
    QUuid id{}; ///< one per hook event, the same live and through the spool
    QString bootId{};
    qint64 monotonicNs{0}; ///< since boot; orders the events of one boot
    QDateTime wall{};      ///< UTC
    QString hostname{};
    ClaudeProcess claude{};
    QString entrypoint{};   ///< CLAUDE_CODE_ENTRYPOINT: `cli`, `sdk-cli`, …; empty when not known
    bool isTeammate{false}; ///< another session leads it
    QString attended{};     ///< CLAUDE_CODE_SESSION_ATTENDED: `1`, `0`, or empty when not known
    /// The device of the process's terminal, /dev/pts/3; empty: none, or not known. Means something only
    /// where the process can be seen (LocalMachine::canSee()): a container has its own /dev.
    QString tty{};
    bool waits{false};                 ///< it stays until its request is answered; never of what was spooled
    QMap<QString, QString> terminal{}; ///< WINDOWID, TMUX_PANE, …: where the person can answer
};

/// One struct for each hook event of Claude Code that we use, with the fields that we use.
namespace hook {

struct SessionStart
{
    QString source{}; ///< startup, resume, fork, clear, compact
    QString title{};  ///< the session's name, when it has one

    [[nodiscard]] bool isStartup() const { return source == QLatin1StringView{"startup"}; }
    [[nodiscard]] bool isFork() const { return source == QLatin1StringView{"fork"}; }
    /// The session does not begin: it goes on with a shorter context.
    [[nodiscard]] bool isCompaction() const { return source == QLatin1StringView{"compact"}; }
    [[nodiscard]] bool isClear() const { return source == QLatin1StringView{"clear"}; }
    [[nodiscard]] bool isResume() const { return source == QLatin1StringView{"resume"}; }
    /// It may take the place of another session of its process.
    [[nodiscard]] bool mayContinueAnother() const { return isClear() || isResume(); }
};

struct UserPromptSubmit
{
    QString prompt{};

    /// Not typed by a person: a background task has ended.
    [[nodiscard]] bool isTaskNotification() const
    {
        return prompt.trimmed().startsWith(QLatin1StringView{"<task-notification>"});
    }
};

struct ToolCall
{
    QString tool{};
    QJsonObject input{};
    QString id{}; ///< tool_use_id; a PermissionRequest has none
};

struct PreToolUse
{
    ToolCall call{};
};

struct PermissionRequest
{
    ToolCall call{};
    QStringList lastingRules{}; ///< what "don't ask again" would add; empty: not offered
};

struct PostToolUse
{
    ToolCall call{};
    std::optional<std::chrono::milliseconds> duration{};
    /// Markdown, of a plan that was approved, perhaps cut; 2.1.330 on, where the call no longer has it.
    QString approvedPlan{};
};

struct PostToolUseFailure
{
    ToolCall call{};
    std::optional<std::chrono::milliseconds> duration{};
    QString error{};
    bool isInterrupt{false};
};

struct Notification
{
    QString type{}; ///< permission_prompt, idle_prompt, …
    QString message{};
};

/// Something that Claude started and that outlives the turn.
struct BackgroundTask
{
    QString id{};
    QString type{};    ///< `shell`, `subagent`, …
    QString status{};  ///< `running` while it lasts
    QString command{}; ///< of a shell; cut by Claude Code after 1000 characters
};

struct Stop
{
    std::vector<BackgroundTask> backgroundTasks{};
    qsizetype wakeUps{0};        ///< `session_crons`: Claude goes on by itself
    QStringList wakeUpPrompts{}; ///< what it will be woken with
    bool isHookRound{false};     ///< `stop_hook_active`: a Stop hook had sent Claude on
    QString lastMessage{};       ///< Claude's last words
};

struct StopFailure
{
    QString error{}; ///< rate_limit, server_error, …
    QString message{};
};

/// Its HookEvent names the subagent in `agentId`.
struct SubagentStop
{
    QString agentType{}; ///< `general-purpose`, …; empty when compaction's own agent ends
    std::vector<BackgroundTask> backgroundTasks{}; ///< of the whole session, the stopping one included
    qsizetype wakeUps{0};
    QString lastMessage{}; ///< the subagent's last words
};

/// An MCP server asks the person for something.
struct Elicitation
{
    QString server{};
    QString message{};
};

/// The person has answered, or it was cancelled.
struct ElicitationResult
{
    QString server{};
};

struct SessionEnd
{
    QString reason{}; ///< clear, resume, logout, prompt_input_exit, other

    /// Another session takes its place in the same process.
    [[nodiscard]] bool isHandover() const
    {
        return reason == QLatin1StringView{"clear"} || reason == QLatin1StringView{"resume"};
    }
    /// Not by the person at the keyboard: the run is over, or the process was asked to end.
    [[nodiscard]] bool isByItself() const { return reason == QLatin1StringView{"other"}; }
};

using Details = std::variant<SessionStart, UserPromptSubmit, PreToolUse, PermissionRequest, PostToolUse,
                             PostToolUseFailure, Notification, Stop, StopFailure, SubagentStop, Elicitation,
                             ElicitationResult, SessionEnd>;

} // namespace hook

/// What Claude Code wrote on a hook's stdin, parsed. Strings are as they came: not yet fit to be shown.
struct HookEvent
{
    HookOrigin origin{};
    QString sessionId{};
    QString transcriptPath{};
    QString cwd{};
    QString promptId{};
    QString agentId{}; ///< a subagent's; empty for the session itself
    hook::Details details{};

    [[nodiscard]] bool isFromSubagent() const { return !agentId.isEmpty(); }
};

} // namespace tocsin
