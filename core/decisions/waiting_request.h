// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"
#include "core/claude/hooks/hook_event.h"
#include "core/claude/hooks/question_form.h"
#include "core/claude/hooks/tool_call_key.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace tocsin {

enum class RequestKind : uint8_t { Tool, Questions, Plan };

/// A request whose hook waits for an answer: the whole call, as it came on that hook's connection and nowhere
/// else. Strings are not yet fit to be shown.
struct WaitingRequest
{
    AlertId alert{};
    QByteArray document{}; ///< SHA-256 of what Claude Code wrote, in hex
    QString sessionId{};
    QString sessionName{}; ///< for people
    RequestKind kind{RequestKind::Tool};
    hook::ToolCall call{};
    QStringList lastingRules{}; ///< that Claude Code adds with "don't ask again"; empty: not offered
    QString cwd{};
    bool isHeadless{false}; ///< no terminal shows it: the run stands still until it is answered
    QString agentId{};      ///< a subagent's; empty for the session itself
    std::vector<AskedQuestion> questions{}; ///< of Questions; empty when they can only be denied
    /// Of Plan; Markdown. Claude Code 2.1.330 takes it from its file of the plan. Empty if the document does
    /// not have it: then it is not to be approved unseen.
    QString plan{};
    QString transcriptPath{}; ///< leads to the file of the plan
    QDateTime askedAt{};      ///< UTC
    HookTimestamp stamp{};    ///< of the hook
    /// UTC; of Questions: when Claude Code goes on without an answer, at the earliest, as each key in the
    /// terminal puts it off. Empty if there is no limit.
    std::optional<QDateTime> expiresAt{};

    [[nodiscard]] bool isFromSubagent() const { return !agentId.isEmpty(); }
};

/// Without the alert and the session's name. `event` is a PermissionRequest.
[[nodiscard]] WaitingRequest waitingRequestOf(const HookEvent& event, const QByteArray& document);

} // namespace tocsin
