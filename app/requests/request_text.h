// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/calls/call_risk.h"
#include "core/decisions/decision_broker.h"
#include "core/decisions/outcome_judge.h"

#include <QDateTime>
#include <QString>

#include <chrono>

namespace tocsin {

// The words of the request window, translated. What comes from outside is one plain line in them.

/// "shop (main): needs permission".
[[nodiscard]] QString requestTitle(const QString& sessionName, RequestKind kind);
/// What is asked for, in one line: the tool and its argument, the question.
[[nodiscard]] QString requestSummary(const WaitingRequest& request);
/// "asked 2 min ago"; both UTC.
[[nodiscard]] QString askedAgo(const QDateTime& askedAt, const QDateTime& now);
/// Until Claude goes on without an answer; of a longer time the minutes alone.
[[nodiscard]] QString timeLeftText(const QDateTime& expiresAt, const QDateTime& now);
inline constexpr std::chrono::seconds ShowsSecondsBelow{120};
[[nodiscard]] QString riskText(RiskSign sign);
/// "Allowed once".
[[nodiscard]] QString decisionText(const Decision& decision);
/// "in the notification".
[[nodiscard]] QString channelText(AnswerChannel channel);
/// Whether it took.
[[nodiscard]] QString outcomeText(AnswerOutcome outcome);
/// Why a decision was not sent; empty if it was.
[[nodiscard]] QString problemText(const DecideResult& result);

} // namespace tocsin
