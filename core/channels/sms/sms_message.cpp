// SPDX-License-Identifier: MIT
#include "core/channels/sms/sms_message.h"

#include "core/base/redaction.h"
#include "core/base/text.h"

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString counted(qint64 number, const QString& unit)
{
    return QString::number(number) + u' ' + unit + (number == 1 ? QString{} : u"s"_s);
}

/// `40 seconds`, `4 minutes`, `2 hours 5 minutes`.
QString spanOf(std::chrono::seconds duration)
{
    if (duration < 1min)
        return counted(duration.count(), u"second"_s);
    const qint64 minutes = std::chrono::round<std::chrono::minutes>(duration).count();
    if (minutes < 60)
        return counted(minutes, u"minute"_s);
    const QString hours = counted(minutes / 60, u"hour"_s);
    return minutes % 60 == 0 ? hours : hours + u' ' + counted(minutes % 60, u"minute"_s);
}

QString finished(const Alert& alert)
{
    QStringList parts;
    if (alert.duration > 0s)
        parts += u"after "_s + spanOf(alert.duration);
    if (alert.runningCommands > 0)
        parts += counted(alert.runningCommands, u"background command"_s) +
                 (alert.runningCommands == 1 ? u" still runs"_s : u" still run"_s);
    const QString facts = parts.join(u"; "_s);
    const QString words = alert.text.english();
    return facts.isEmpty() || words.isEmpty() ? facts + words : facts + u". "_s + words;
}

QString messageOf(const Alert& alert)
{
    switch (alert.cause) {
    case AlertCause::Lost:
        return u"Claude Code ended unexpectedly"_s;
    case AlertCause::TurnDone:
        return elided(redactForSms(finished(alert)), MaxErrorText);
    case AlertCause::LimitOver:
        return u"Claude can continue"_s;
    case AlertCause::Inactive:
        return alert.duration > 0s ? spanOf(alert.duration) : QString{};
    default:
        return redactForSms(alert.text.english());
    }
}

} // namespace

QString smsMessage(const Alert& alert)
{
    return messageOf(alert);
}

QString withMore(const QString& message, int more)
{
    if (more == 0)
        return message;
    const QString suffix = u"and %1 more"_s.arg(more);
    if (message.isEmpty())
        return suffix;
    return elided(message, MaxErrorText - suffix.size() - 3) + u" ("_s + suffix + u')';
}

} // namespace tocsin
