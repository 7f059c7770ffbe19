// SPDX-License-Identifier: MIT
#include "core/pipeline/alert_log.h"

#include "core/base/text.h"
#include "core/policy/plan.h"

#include <QStringList>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

QString because(const QString& reason)
{
    return reason.isEmpty() ? QString{} : u" (%1)"_s.arg(reason);
}

QString clock(const QDateTime& time)
{
    return time.toUTC().toString(u"HH:mm:ss"_s);
}

QString notificationPart(const HistoryRow& row)
{
    const QString& state = row.notification;
    if (state == "due"_L1)
        return u"notification at %1"_s.arg(clock(row.notificationAt)) + because(row.notificationReason);
    if (state == "grouped"_L1)
        return u"notification grouped with the next ones"_s;
    if (state == "showing"_L1)
        return u"notification shown"_s;
    if (state == "seen"_L1)
        return u"notification closed or expired"_s;
    return u"no notification"_s + because(row.notificationReason);
}

QString textPart(const HistoryRow& row)
{
    const QString& state = row.text;
    if (state == "due"_L1)
        return u"text at %1"_s.arg(clock(row.textAt)) + because(row.textReason);
    if (state == "held"_L1)
        return u"text held by the server until %1"_s.arg(clock(row.textAt)) + because(row.textReason);
    if (state == "pending"_L1)
        return row.textReason == wireName(PlanReason::NoLogin) ? u"text waits for a login"_s
                                                               : u"text on its way to the server"_s;
    if (state == "recalled"_L1)
        return u"text being withdrawn"_s + because(row.textReason);
    if (state == "withdrawn"_L1)
        return u"text withdrawn"_s + because(row.textReason);
    if (state == "held_back"_L1)
        return u"text held back until %1"_s.arg(clock(row.textAt)) + because(row.textReason);
    if (state == "sent"_L1)
        return row.delivery.isEmpty() ? u"texted"_s : u"texted: "_s + row.delivery;
    return u"no text"_s + because(row.textReason);
}

} // namespace

QString alertLogLine(const HistoryRow& row, const HistoryRow* before)
{
    if (row.topic == FailedToolTopic)
        return u"alert %1 of \"%2\" %3: Claude can go on from it"_s.arg(QString::number(row.id),
                                                                        plainLine(row.name), row.topic);
    QStringList parts;
    // In the words of the line: a time that is another by less than a second is no news.
    if (before == nullptr || notificationPart(row) != notificationPart(*before))
        parts << notificationPart(row);
    if (before == nullptr || textPart(row) != textPart(*before))
        parts << textPart(row);
    if (row.hasReacted && (before == nullptr || !before->hasReacted))
        parts << u"the person has reacted"_s;
    if (!row.answer.isEmpty() && (before == nullptr || before->answerOutcome != row.answerOutcome))
        parts << u"answered: %1, by %2: %3"_s.arg(row.answer, row.answerChannel, row.answerOutcome);
    if (row.closedAt.isValid() && (before == nullptr || !before->closedAt.isValid()))
        parts << u"closed"_s + because(row.closedBy);
    if (parts.isEmpty())
        return {};
    return u"alert %1 of \"%2\" %3: "_s.arg(QString::number(row.id), plainLine(row.name), row.topic) +
           parts.join(u"; "_s);
}

} // namespace tocsin
