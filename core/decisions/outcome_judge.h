// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"
#include "core/claude/hooks/tool_call_key.h"
#include "core/claude/transcript/transcript_event.h"
#include "core/decisions/decision.h"

#include <QDateTime>
#include <QHash>
#include <QSet>
#include <QString>

#include <cstdint>
#include <map>
#include <optional>
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

/// What a status file said as a dialog left the screen.
struct ScreenChange
{
    QString sessionId{};
    QDateTime at{};     ///< UTC
    bool isIdle{false}; ///< Claude waits for a prompt, as after Esc and No
};

/// Finds out from what Claude does next whether a decision took. The end of the alert (status file) says it
/// first, the end of the tool call for certain, except whether a yes in the terminal was quicker by a moment:
/// that the transcript says, last.
class OutcomeJudge final
{
public:
    using Change = std::pair<AlertId, AnswerOutcome>;

    /// `now` is `nowUtc` as hooks are stamped.
    void sent(const WaitingRequest& request, const Decision& decision, const HookTimestamp& now,
              const QDateTime& nowUtc);
    /// It was not sent after all.
    void forget(AlertId alert) { m_judged.erase(alert); }
    void delivered(AlertId alert, bool isPrinted, const QString& problem);
    /// Any hook event.
    void took(const HookEvent& event);
    /// What a session's transcript shows.
    void tookTranscript(const QString& sessionId, const TranscriptEvents& events);
    /// The alert is over; `change` if a status file said so.
    void closed(AlertId alert, const std::optional<ScreenChange>& change = {});
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
        QString plan;        ///< that was approved; empty: none
        bool isYes{false};   ///< to a call; not to questions and plans
        HookTimestamp askedAt;
        QDateTime askedAtUtc;
        HookTimestamp at; ///< when it was decided
        QDateTime atUtc;
        AnswerOutcome outcome{AnswerOutcome::Sent};
        bool isClosed{false};
        bool isStopped{false}; ///< with isClosed: Claude went back to the prompt
        bool isPrinted{false};
        bool isFinal{false};
        bool isTold{false}; ///< by the transcript
    };
    /// Of one transcript, and not ended.
    struct SameCalls
    {
        QSet<QString> ids;
        bool areSeveral{false}; ///< they cannot be told apart
    };

    [[nodiscard]] static bool isOfAnother(const HookTimestamp& began, const Judged& judged);
    void set(std::map<AlertId, Judged>::iterator one, AnswerOutcome outcome, bool isFinal);
    void prune();
    void ended(const QString& sessionId, const TranscriptEvent& result);

    std::map<AlertId, Judged> m_judged;
    QHash<std::pair<QString, QByteArray>, SameCalls> m_calls; ///< by session and digest
    QSet<QString> m_decidedCalls;                             ///< by a hook
    std::vector<Change> m_changes;
};

} // namespace tocsin
