// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"
#include "core/claude/hooks/tool_call_key.h"
#include "core/decisions/decision.h"

#include <QString>

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace tocsin {

/// Whether an answer took.
enum class AnswerOutcome : uint8_t {
    Sent,       ///< not known yet
    NotPrinted, ///< the hook refused it: it was about another document
    Taken,      ///< Claude goes on with the call as shown, or without it, as decided
    TooLate,    ///< it was answered in the terminal
    OtherCall   ///< another hook changed the call
};
/// `sent`, `not_printed`, `taken`, `too_late`, `other_call`.
[[nodiscard]] QString wireName(AnswerOutcome outcome);

/// Finds out from what Claude does next whether a decision took. The end of the tool call says it for
/// certain; the end of the alert (status file, transcript) says it sooner, and is corrected if need be.
class OutcomeJudge final
{
public:
    using Change = std::pair<AlertId, AnswerOutcome>;

    void sent(const WaitingRequest& request, const Decision& decision, const HookTimestamp& now);
    /// It was not sent after all.
    void forget(AlertId alert) { m_judged.erase(alert); }
    void delivered(AlertId alert, bool isPrinted, const QString& problem);
    /// Any hook event.
    void took(const HookEvent& event);
    /// The alert is over.
    void closed(AlertId alert);
    /// Since the last call.
    [[nodiscard]] std::vector<Change> takeChanges() { return std::exchange(m_changes, {}); }

private:
    struct Judged
    {
        QString sessionId;
        QString agentId;
        QString tool;
        QByteArray shown;    ///< digest of the call as shown
        QByteArray expected; ///< digest of what runs if the decision takes; empty: nothing
        QByteArray asked;    ///< of questions: their digest without answers
        HookTimestamp at;    ///< when it was decided
        AnswerOutcome outcome{AnswerOutcome::Sent};
        bool isClosed{false};
        bool isPrinted{false};
        bool isFinal{false};
    };

    void set(std::map<AlertId, Judged>::iterator one, AnswerOutcome outcome, bool isFinal);
    void prune();

    std::map<AlertId, Judged> m_judged;
    std::vector<Change> m_changes;
};

} // namespace tocsin
