// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"
#include "core/channels/sms/sms_action.h"
#include "core/channels/sms/text_outcome.h"
#include "core/policy/plan.h"

#include <QDateTime>
#include <QUuid>

#include <cstdint>

namespace tocsin {

/// `permission`, `question` and `waiting` are one event type to the server.
[[nodiscard]] ServerEventType eventTypeOf(AlertKind kind);
[[nodiscard]] SendServerEvent eventOf(const OpenAlert& open, const QUuid& key, const QDateTime& at);

/// The state machine of one alert's text: from its plan to the server, and back. Values in, values out: what
/// is sent and queued is up to SmsAlerts. Times are UTC.
namespace text {

/// When it happened, for the server, which texts nothing that is old. What was silenced for a while counts
/// from the end of that.
[[nodiscard]] QDateTime eventTimeOf(const OpenAlert& open);
/// It has a time, and has not left.
[[nodiscard]] bool waitsForItsTime(const SmsState& sms);
/// The server has it, or is about to, and has not texted it.
[[nodiscard]] bool isWithServer(const SmsState& sms);
/// Held by the server, which drops it when the session is stopped.
[[nodiscard]] bool isDroppedByStop(const SmsState& sms);
/// It may still go out without another try: due, or held.
[[nodiscard]] bool isToCome(const SmsState& sms);
/// Of a session that the server would not monitor: nothing was decided about it.
[[nodiscard]] bool isRefused(const SmsState& sms);
/// This pause was told already.
[[nodiscard]] bool isAlreadyTold(const SmsState& sms);
/// The text of another alert stands for this one.
[[nodiscard]] bool isSummarized(const SmsState& sms);
/// Though the alert is closed: several errors can come at once from the spool, and each of them happened. The
/// outbox makes one text of them.
[[nodiscard]] bool isTextedAlone(const OpenAlert& closed, bool isMonitored);
/// An error whose text was still to come when the next one came: that one's text stands for both.
[[nodiscard]] bool isReplaced(const OpenAlert& closed, bool isMonitored);
/// The server has an event of this closed alert that it is to take back.
[[nodiscard]] bool isToWithdraw(const OpenAlert& closed, bool serverHolds);

/// What another plan makes of it.
enum class Change : uint8_t {
    None,
    Schedule, ///< scheduled()
    Withdraw, ///< a WithdrawEvent, and recalled()
    Retry     ///< it is being withdrawn: recalled(), for the next try
};
[[nodiscard]] Change changeBy(const ChannelPlan& plan, const SmsState& sms, const QDateTime& now);
/// A server that holds texts is to have it soon after `from`, when the person's presence is known.
[[nodiscard]] SmsState scheduled(const SmsState& sms, const ChannelPlan& plan, const QDateTime& from,
                                 bool serverHolds);
[[nodiscard]] SmsState recalled(const SmsState& sms, const ChannelPlan& plan);
[[nodiscard]] SmsState alreadyTold();
[[nodiscard]] SmsState summarized();
/// The server knows nothing of it any more: as it was planned last.
[[nodiscard]] SmsState dueAgain(const OpenAlert& open);
/// On its way to the server.
[[nodiscard]] SmsState pending(const SmsState& sms, const QUuid& key);

/// What decides, besides the server's answer, what becomes of a text.
struct AnswerContext
{
    bool isKnownToWait{false}; ///< that Claude still waits for a person would be seen to change
    bool isMonitored{false};
    QDateTime now{};
};
/// After the server's answer to the event.
[[nodiscard]] SmsState answered(const OpenAlert& open, const TextOutcome& outcome,
                                const AnswerContext& context);
/// After the server's answer to a WithdrawEvent.
[[nodiscard]] SmsState withdrawn(const OpenAlert& open, WithdrawResult result, bool serverHolds);

} // namespace text

} // namespace tocsin
