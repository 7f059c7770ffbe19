// SPDX-License-Identifier: MIT
#include "core/pipeline/held_back_text.h"

#include "core/base/utc_time.h"
#include "core/policy/plan.h"
#include "core/policy/plan_text.h"

#include <QCoreApplication>

#include <array>
#include <limits>
#include <map>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(HeldBackText)
};

constexpr std::array PlanReasons{
    PlanReason::Headless,     PlanReason::Teammate,    PlanReason::SwitchedOff,  PlanReason::ShortTurn,
    PlanReason::Muted,        PlanReason::QuietHours,  PlanReason::DoNotDisturb, PlanReason::TerminalFocused,
    PlanReason::Reacted,      PlanReason::DialogDelay, PlanReason::Grace,        PlanReason::Away,
    PlanReason::CannotNotify, PlanReason::NoLogin,     PlanReason::TextsOff,     PlanReason::Refused};

bool isPause(const QString& reason)
{
    return reason == wireName(PlanReason::Muted) || reason == wireName(PlanReason::QuietHours);
}

/// Not the person's own choice for the topic or the session, and not because they know already.
bool isWorthSaying(const QString& reason)
{
    return reason == wireName(PlanReason::DoNotDisturb) || reason == "too_old"_L1 ||
           reason == "not_sent"_L1 || reason == "not_wanted"_L1;
}

/// By the time at which they end, none last, and why.
using Counts = std::map<std::pair<qint64, QString>, int>;
constexpr qint64 NoEnd{std::numeric_limits<qint64>::max()};

void count(Counts& counts, const QDateTime& until, const QString& reason)
{
    ++counts[{until.isValid() ? until.toMSecsSinceEpoch() : NoEnd, reason}];
}

void countText(Counts& counts, const SmsState& sms)
{
    using Progress = SmsState::Progress;
    if (sms.progress == Progress::HeldBack || (sms.progress == Progress::Due && isPause(sms.reason)))
        count(counts, sms.at, sms.reason);
    else if ((sms.progress == Progress::Withheld || sms.progress == Progress::GivenUp) &&
             isWorthSaying(sms.reason))
        count(counts, {}, sms.reason);
}

void countNotification(Counts& counts, const DesktopState& desktop)
{
    using Progress = DesktopState::Progress;
    if (desktop.progress == Progress::Due && isPause(desktop.reason))
        count(counts, desktop.at, desktop.reason);
}

} // namespace

QString heldBackReason(const QString& reason)
{
    if (reason == "rate_limited"_L1)
        return Words::tr("limit of this kind");
    if (reason == "too_old"_L1)
        return Words::tr("it reached the server too late");
    if (reason == "not_sent"_L1)
        return Words::tr("the server did not send it");
    if (reason == "not_wanted"_L1)
        return Words::tr("your phone replied STOP");
    if (reason == "session_ended"_L1)
        return Words::tr("the session ended");
    if (reason == "already_told"_L1)
        return Words::tr("you were notified before");
    if (reason == "summarized"_L1)
        return Words::tr("another text counts it");
    for (const PlanReason known : PlanReasons) {
        if (reason == wireName(known))
            return reasonText(known);
    }
    return reason;
}

QStringList heldBackLines(const std::vector<OpenAlert>& alerts, const QDateTime& now, const QTimeZone& zone)
{
    Counts texts;
    Counts notifications;
    for (const OpenAlert& open : alerts) {
        countText(texts, open.sms);
        countNotification(notifications, open.desktop);
    }
    QStringList lines;
    for (const auto& [what, n] : texts) {
        const auto& [until, reason] = what;
        if (until == NoEnd) {
            //: %1 is the reason
            lines << Words::tr("%n text(s) not sent: %1", nullptr, n).arg(heldBackReason(reason));
            continue;
        }
        const QDateTime at = utcFromMSecs(until);
        //: %1 is a time, %2 the reason
        lines << Words::tr("%n text(s) held back until %1: %2", nullptr, n)
                     .arg(clockText(at, now, zone), heldBackReason(reason));
    }
    for (const auto& [what, n] : notifications) {
        const QDateTime at = utcFromMSecs(what.first);
        //: %1 is a time, %2 the reason
        lines << Words::tr("%n notification(s) held back until %1: %2", nullptr, n)
                     .arg(clockText(at, now, zone), heldBackReason(what.second));
    }
    return lines;
}

QString muteText(const QDateTime& until, const QDateTime& now, const QTimeZone& zone)
{
    if (!until.isValid() || until <= now)
        return {};
    return Words::tr("muted until %1").arg(clockText(until, now, zone));
}

} // namespace tocsin
