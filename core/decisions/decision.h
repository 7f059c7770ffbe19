// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"
#include "core/decisions/waiting_request.h"
#include "core/ipc/waiting_protocol.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <variant>
#include <vector>

namespace tocsin {

/// What a person can decide about a request that waits.
namespace decision {

/// This call. Not of questions and plans.
struct Allow
{
    bool lasts{false}; ///< Claude Code adds WaitingRequest::lastingRules to the project's settings
};

/// Claude goes on without the call.
struct Deny
{
    QString message{}; ///< to Claude; may be empty
};

/// The turn ends, like with Esc.
struct DenyAndStop
{
    QString message{};
};

/// Of one question.
struct Answer
{
    QStringList chosen{}; ///< labels of its options; several only if it takes several
    QString text{};       ///< the person's own words, beside what is chosen or alone
};

/// To each question, in their order.
struct Answers
{
    std::vector<Answer> answers{};
};

struct ApprovePlan
{
    bool acceptsEdits{false}; ///< from now on, without asking
};

struct KeepPlanning
{
    QString message{}; ///< to Claude: what the plan lacks
};

} // namespace decision

using Decision = std::variant<decision::Allow, decision::Deny, decision::DenyAndStop, decision::Answers,
                              decision::ApprovePlan, decision::KeepPlanning>;

/// For the history and the log: `allow`, `allow_always`, `deny`, `deny_and_stop`, `answer`, `approve`,
/// `approve_and_accept_edits`, `keep_planning`.
[[nodiscard]] QString wireName(const Decision& decision);

/// Where the person decided.
enum class AnswerChannel : uint8_t { Notification, Window, Text, Dashboard };
/// `notification`, `window`, `text`, `dashboard`.
[[nodiscard]] QString wireName(AnswerChannel channel);

/// Why a decision cannot be sent.
enum class DecisionFault : uint8_t {
    OtherKind, ///< a question is not allowed, no other call is answered, …
    Incomplete ///< not every question has an answer that it takes
};

/// The longest words of a person that are sent, in UTF-16 units; the rest is cut.
inline constexpr qsizetype MaxAnswerText{8'000};

/// For the bridge of this request.
[[nodiscard]] Expected<ipc::DecisionMessage, DecisionFault> messageFor(const WaitingRequest& request,
                                                                       const Decision& decision);

} // namespace tocsin
