// SPDX-License-Identifier: MIT
#include "core/policy/plan_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PlanText)
};

constexpr qint64 NowMs{1000}; // too short to notice
constexpr qint64 LongestInSeconds{120};

bool isPause(PlanReason reason)
{
    return reason == PlanReason::Muted || reason == PlanReason::QuietHours;
}

/// "60 s", "3 min".
QString spanText(const QDateTime& at, const QDateTime& now)
{
    const qint64 seconds = std::max<qint64>(now.msecsTo(at) / 1000, 1);
    return seconds <= LongestInSeconds ? Words::tr("%1 s").arg(seconds)
                                       : Words::tr("%1 min").arg((seconds + 30) / 60);
}

bool isNow(const ChannelPlan& channel, const QDateTime& now)
{
    return now.msecsTo(channel.at) <= NowMs;
}

QString notificationText(const Plan& plan, const QDateTime& now, const QTimeZone& zone)
{
    const ChannelPlan& channel = plan.notification;
    if (channel.isNever())
        return channel.reason == PlanReason::None
                   ? Words::tr("No notification.")
                   : Words::tr("No notification: %1.").arg(reasonText(channel.reason));
    if (isPause(channel.reason))
        return Words::tr("Notification held back until %1: %2.")
            .arg(clockText(channel.at, now, zone), reasonText(channel.reason));
    QStringList parts{isNow(channel, now) ? Words::tr("now")
                                          : Words::tr("in %1").arg(spanText(channel.at, now))};
    if (plan.hasSound)
        parts += Words::tr("with sound");
    if (plan.hidesContents)
        parts += Words::tr("without contents");
    //: "Notification: now, with sound."
    return Words::tr("Notification: %1.").arg(parts.join(u", "_s));
}

QString textText(const ChannelPlan& channel, const QDateTime& now, const QTimeZone& zone)
{
    if (channel.isNever())
        return channel.reason == PlanReason::None ? Words::tr("No text.")
                                                  : Words::tr("No text: %1.").arg(reasonText(channel.reason));
    if (isPause(channel.reason))
        return Words::tr("Text held back until %1: %2.")
            .arg(clockText(channel.at, now, zone), reasonText(channel.reason));
    const QString reason = reasonText(channel.reason);
    const bool isUnseen = channel.reason == PlanReason::Away || channel.reason == PlanReason::CannotNotify;
    if (isNow(channel, now))
        return isUnseen ? Words::tr("Text: now, because %1.").arg(reason) : Words::tr("Text: now.");
    const QString span = spanText(channel.at, now);
    switch (channel.reason) {
    case PlanReason::Grace:
        return Words::tr("Text: after %1 unless you react.").arg(span);
    case PlanReason::DialogDelay:
        return Words::tr("Text: after %1 unless it is answered by then.").arg(span);
    case PlanReason::Away:
    case PlanReason::CannotNotify:
        return Words::tr("Text: after %1, because %2.").arg(span, reason);
    default:
        return Words::tr("Text: after %1.").arg(span);
    }
}

} // namespace

QString clockText(const QDateTime& at, const QDateTime& now, const QTimeZone& zone)
{
    const QDateTime local = at.toTimeZone(zone);
    const QString time = QLocale{}.toString(local.time(), QLocale::ShortFormat);
    if (now.secsTo(at) < 24 * 60 * 60)
        return time;
    //: %1 is a weekday, %2 a time of day
    return Words::tr("%1, %2").arg(QLocale{}.dayName(local.date().dayOfWeek()), time);
}

QString planText(const Plan& plan, const QDateTime& nowUtc, const QTimeZone& zone)
{
    const bool isSame = plan.notification == plan.text && plan.text.reason != PlanReason::None;
    if (isSame && plan.text.isNever())
        return Words::tr("No notification and no text: %1.").arg(reasonText(plan.text.reason));
    if (isSame && isPause(plan.text.reason))
        return Words::tr("Held back until %1: %2.")
            .arg(clockText(plan.text.at, nowUtc, zone), reasonText(plan.text.reason));
    return notificationText(plan, nowUtc, zone) + u' ' + textText(plan.text, nowUtc, zone);
}

QString reasonText(PlanReason reason)
{
    switch (reason) {
    case PlanReason::None:
        return {};
    case PlanReason::Headless:
        return Words::tr("background run");
    case PlanReason::Teammate:
        return Words::tr("its team lead notifies you");
    case PlanReason::SwitchedOff:
        return Words::tr("switched off");
    case PlanReason::ShortTurn:
        return Words::tr("the turn was short");
    case PlanReason::Muted:
        return Words::tr("muted");
    case PlanReason::QuietHours:
        return Words::tr("quiet hours");
    case PlanReason::DoNotDisturb:
        return Words::tr("Do Not Disturb is on");
    case PlanReason::TerminalFocused:
        return Words::tr("you are looking at the session");
    case PlanReason::Reacted:
        return Words::tr("you have reacted");
    case PlanReason::DialogDelay:
        return Words::tr("it may be answered by a rule");
    case PlanReason::Grace:
        return Words::tr("you may still react");
    case PlanReason::Away:
        return Words::tr("you are away");
    case PlanReason::CannotNotify:
        return Words::tr("no notification can be shown here");
    case PlanReason::NoLogin:
        return Words::tr("you are not logged in");
    case PlanReason::TextsOff:
        return Words::tr("texts are off for this session");
    case PlanReason::Refused:
        return Words::tr("the server did not accept this session");
    }
    return {};
}

} // namespace tocsin
