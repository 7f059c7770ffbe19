// SPDX-License-Identifier: MIT
#include "core/channels/sms/text_progress.h"

#include "core/channels/sms/sms_message.h"

#include <algorithm>
#include <chrono>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ServerEventType eventTypeOf(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Error:
        return ServerEventType::Error;
    case AlertKind::Done:
        return ServerEventType::Done;
    case AlertKind::Permission:
    case AlertKind::Question:
    case AlertKind::Waiting:
        break;
    }
    return ServerEventType::Waiting;
}

SendServerEvent eventOf(const OpenAlert& open, const QUuid& key, const QDateTime& at)
{
    return {.key = key,
            .sessionId = open.alert.sessionId,
            .type = eventTypeOf(open.alert.kind),
            .cause = open.alert.cause,
            .text = smsMessage(open.alert, open.sms.more),
            .at = at,
            .grace = open.sms.graceElsewhere};
}

namespace text {

using Progress = SmsState::Progress;

namespace {
/// However far apart the server's clock and ours are, it is not asked again sooner.
constexpr std::chrono::milliseconds ShortestRetry{1min};
/// What the first facts about the person's presence may take; a plan is mostly another one after it.
constexpr std::chrono::milliseconds SettlingTime{1s};
/// A text that is this late at most is not worth a message to take it back.
constexpr std::chrono::milliseconds WorthATry{3s};
const QString NotSent{u"not_sent"_s};
const QString AlreadyTold{u"already_told"_s};
const QString Summarized{u"summarized"_s};

/// The person put it off, for longer than a server waits.
bool isPause(const ChannelPlan& plan)
{
    return plan.reason == PlanReason::Muted || plan.reason == PlanReason::QuietHours;
}

bool isPaused(const SmsState& sms)
{
    return sms.reason == wireName(PlanReason::Muted) || sms.reason == wireName(PlanReason::QuietHours);
}

/// The server waits with it, or will.
bool isHeld(const SmsState& sms)
{
    return sms.progress == Progress::Held || (sms.progress == Progress::Pending && sms.holdUntil.isValid());
}

Change changeOfServers(const ChannelPlan& plan, const SmsState& sms, const QDateTime& now)
{
    const bool isUnwanted = plan.isNever() || isPause(plan);
    const bool isUndecided = sms.progress == Progress::Pending || sms.holdUntil > now;
    const bool isTooLate = !isUnwanted && !sms.waitsElsewhere &&
                           sms.holdUntil > std::max(plan.at, now).addMSecs(WorthATry.count());
    const bool isTooEarly = !isUnwanted && isUndecided && sms.holdUntil.isValid() &&
                            plan.at > sms.holdUntil.addMSecs(WorthATry.count());
    return (isUnwanted && isUndecided) || isTooLate || isTooEarly ? Change::Withdraw : Change::None;
}
} // namespace

QDateTime eventTimeOf(const OpenAlert& open)
{
    const bool isResumed = open.resumedAt.isValid() && open.resumedAt <= open.sms.holdUntil;
    return isResumed ? open.resumedAt : open.alert.raisedAt;
}

bool waitsForItsTime(const SmsState& sms)
{
    return sms.progress == Progress::Due || sms.progress == Progress::HeldBack;
}

bool isWithServer(const SmsState& sms)
{
    return sms.progress == Progress::Pending || sms.progress == Progress::Held ||
           sms.progress == Progress::Recalled;
}

bool isDroppedByStop(const SmsState& sms)
{
    return sms.progress == Progress::Held || sms.progress == Progress::Recalled;
}

bool isToCome(const SmsState& sms)
{
    return sms.progress == Progress::Due || sms.progress == Progress::Recalled || isHeld(sms);
}

/// The events of a refused session were reported as failed first (SmsDelivery).
bool isRefused(const SmsState& sms)
{
    const bool hasFailed = sms.progress == Progress::GivenUp && sms.reason == NotSent;
    return sms.progress == Progress::Pending || hasFailed;
}

bool isAlreadyTold(const SmsState& sms)
{
    return sms.reason == AlreadyTold;
}

bool isSummarized(const SmsState& sms)
{
    return sms.progress == Progress::Withheld && sms.reason == Summarized;
}

bool isTextedAlone(const OpenAlert& closed, bool isMonitored)
{
    return closed.alert.kind == AlertKind::Error && closed.sms.progress == Progress::Due &&
           closed.sms.holdUntil <= closed.alert.raisedAt && isMonitored;
}

bool isReplaced(const OpenAlert& closed, bool isMonitored)
{
    const bool mayCome = isToCome(closed.sms) || closed.sms.progress == Progress::HeldBack;
    return closed.alert.kind == AlertKind::Error && mayCome && !isTextedAlone(closed, isMonitored);
}

bool isToWithdraw(const OpenAlert& closed, bool serverHolds)
{
    const SmsState& sms = closed.sms;
    // What is on its way to the server and asks for an answer, or waits there, is not to be texted any more.
    const bool asks = eventTypeOf(closed.alert.kind) == ServerEventType::Waiting;
    const bool isUndecided = isHeld(sms) || (sms.progress == Progress::Pending && asks);
    // The server frees the kind of a dialog that was answered.
    const bool isSpent = sms.progress == Progress::Sent && closed.isDialog() && serverHolds;
    return isUndecided || isSpent;
}

Change changeBy(const ChannelPlan& plan, const SmsState& sms, const QDateTime& now)
{
    switch (sms.progress) {
    case Progress::Withheld:
        return isAlreadyTold(sms) ? Change::None : Change::Schedule;
    case Progress::Due: {
        const bool isTheSame =
            sms.holdUntil == plan.at && !plan.isNever() && sms.reason == wireName(plan.reason);
        return isAlreadyTold(sms) || isTheSame ? Change::None : Change::Schedule;
    }
    case Progress::HeldBack:
        return !plan.isNever() && plan.at <= sms.at ? Change::None : Change::Schedule;
    case Progress::Pending:
    case Progress::Held:
        return changeOfServers(plan, sms, now);
    case Progress::Recalled:
        return Change::Retry;
    case Progress::Unplanned:
    case Progress::Sent:
    case Progress::GivenUp:
        break;
    }
    return Change::None;
}

SmsState scheduled(const SmsState& sms, const ChannelPlan& plan, const QDateTime& from, bool serverHolds)
{
    if (plan.isNever())
        return {.progress = Progress::Withheld, .reason = wireName(plan.reason)};
    const QDateTime soonest = from.addMSecs(SettlingTime.count());
    const bool isForServer = serverHolds && !isPause(plan) && plan.at > soonest;
    return {.progress = Progress::Due,
            .at = isForServer ? soonest : plan.at,
            .holdUntil = plan.at,
            .reason = wireName(plan.reason),
            .more = sms.more,
            .graceElsewhere = plan.graceElsewhere};
}

SmsState recalled(const SmsState& sms, const ChannelPlan& plan)
{
    SmsState recalled = sms;
    recalled.progress = Progress::Recalled;
    recalled.at = plan.at;
    recalled.reason = wireName(plan.reason);
    return recalled;
}

SmsState alreadyTold()
{
    return {.progress = Progress::Withheld, .reason = AlreadyTold};
}

SmsState summarized()
{
    return {.progress = Progress::Withheld, .reason = Summarized};
}

SmsState dueAgain(const OpenAlert& open)
{
    SmsState sms = open.sms;
    const bool isRecalled = sms.progress == Progress::Recalled;
    const QDateTime planned = isRecalled ? sms.at : sms.holdUntil;
    if (isRecalled && !planned.isValid()) {
        sms.progress = Progress::Withheld;
        return sms;
    }
    sms.progress = Progress::Due;
    sms.key = {};
    sms.at = isRecalled ? planned : open.alert.raisedAt;
    sms.holdUntil = planned.isValid() ? planned : open.alert.raisedAt;
    return sms;
}

SmsState pending(const SmsState& sms, const QUuid& key)
{
    return {.progress = Progress::Pending,
            .holdUntil = sms.holdUntil > sms.at ? sms.holdUntil : QDateTime{},
            .key = key,
            .reason = sms.reason,
            .more = sms.more,
            .graceElsewhere = sms.graceElsewhere};
}

SmsState answered(const OpenAlert& open, const TextOutcome& outcome, const AnswerContext& context)
{
    SmsState sms = open.sms;
    if (outcome.result == TextResult::Held) {
        // Longer than it was asked to.
        if (sms.progress == Progress::Pending)
            sms.waitsElsewhere =
                outcome.heldUntil > std::max(sms.holdUntil, context.now).addMSecs(WorthATry.count());
        sms.progress = Progress::Held;
        sms.holdUntil = outcome.heldUntil;
        return sms;
    }
    if (outcome.result == TextResult::NotSent && !context.isMonitored)
        return dueAgain(open); // texts may be switched on again while it is open
    sms.holdUntil = {};
    // The event was too old to text, but the alert is still open: send it again.
    const bool isStillOpen = outcome.result == TextResult::TooOld && context.isKnownToWait &&
                             eventTypeOf(open.alert.kind) == ServerEventType::Waiting;
    const bool isHeldBack = outcome.result == TextResult::RateLimited && outcome.nextAllowedAt.isValid();
    if (outcome.result == TextResult::Sent) {
        sms.progress = Progress::Sent;
        sms.reason.clear();
        sms.delivery = wireName(outcome.status);
    } else if (isStillOpen || isHeldBack) {
        const QDateTime soonest = context.now.addMSecs(ShortestRetry.count());
        sms.progress = Progress::HeldBack;
        sms.at = isHeldBack ? std::max(outcome.nextAllowedAt, soonest) : soonest;
        sms.reason = isHeldBack ? u"rate_limited"_s : u"too_old"_s;
    } else {
        sms.progress = Progress::GivenUp;
        sms.reason = outcome.result == TextResult::NotSent  ? NotSent
                     : outcome.result == TextResult::TooOld ? u"too_old"_s
                                                            : u"not_wanted"_s;
    }
    return sms;
}

SmsState withdrawn(const OpenAlert& open, WithdrawResult result, bool serverHolds)
{
    const SmsState& sms = open.sms;
    SmsState after = sms;
    if (result == WithdrawResult::AlreadySent) {
        after.progress = Progress::Sent;
        after.reason.clear();
        return after;
    }
    after.holdUntil = sms.at;
    after.progress = sms.at.isValid() ? Progress::Due : Progress::Withheld;
    if (serverHolds && !isPaused(sms) && sms.at.isValid())
        after.at = open.alert.raisedAt; // to the server now, with another time
    return after;
}

} // namespace text

} // namespace tocsin
