// SPDX-License-Identifier: MIT
#include "core/pipeline/history_report.h"

#include "core/pipeline/alert_recorder.h"
#include "core/pipeline/held_back_text.h"
#include "core/policy/alert_topic.h"
#include "core/policy/plan.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(HistoryReport)
};

QString topicWords(const QString& topic)
{
    if (topic == FailedToolTopic)
        return Words::tr("A tool failed");
    for (const AlertTopic known : AlertTopics) {
        if (topic == wireName(known))
            return topicLabel(known);
    }
    return topic;
}

QString withReason(const QString& text, const QString& reason)
{
    //: %1 is what became of it, %2 why
    return reason.isEmpty() ? text : Words::tr("%1 (%2)").arg(text, heldBackReason(reason));
}

QString notificationWords(const HistoryRow& row)
{
    if (row.notification == wireName(DesktopState::Progress::Showing) ||
        row.notification == wireName(DesktopState::Progress::Seen))
        return Words::tr("notification shown");
    if (row.notification == wireName(DesktopState::Progress::Withheld))
        return withReason(Words::tr("no notification"), row.notificationReason);
    if (row.notification == wireName(DesktopState::Progress::Due))
        return withReason(Words::tr("notification planned"), row.notificationReason);
    return {};
}

QString textWords(const HistoryRow& row, const QDateTime& now)
{
    using Progress = SmsState::Progress;
    if (row.text == wireName(Progress::Sent))
        return row.delivery == "undelivered"_L1 ? Words::tr("text not delivered") : Words::tr("text sent");
    if (row.text == wireName(Progress::Withheld) || row.text == wireName(Progress::GivenUp))
        return withReason(Words::tr("no text"), row.textReason);
    if (row.text == wireName(Progress::Recalled) || row.text == "withdrawn"_L1)
        return Words::tr("text withdrawn");
    if (row.text.isEmpty() || row.text == wireName(Progress::Unplanned))
        return {};
    if (row.text == wireName(Progress::Pending) && !row.closedAt.isValid())
        return row.textReason == wireName(PlanReason::NoLogin) ? Words::tr("text waiting for you to log in")
                                                               : Words::tr("text on its way to the server");
    if (!row.closedAt.isValid() && row.textAt.isValid() && row.textAt <= now)
        return Words::tr("text not sent yet");
    return row.closedAt.isValid() ? Words::tr("no text")
                                  : withReason(Words::tr("text planned"), row.textReason);
}

QString line(const HistoryRow& row, const QDateTime& now)
{
    QStringList parts{notificationWords(row), textWords(row, now)};
    if (!row.answer.isEmpty())
        parts << Words::tr("answered in Tocsin");
    parts.removeAll(QString{});
    const QString when = QLocale{}.toString(row.raisedAt.toLocalTime(), QLocale::ShortFormat);
    QString what = topicWords(row.topic);
    if (const Phrase error = apiErrorOf(row); !error.isEmpty())
        what += u": "_s + error.translated();
    //: %1 is a time, %2 the name of a session, %3 what happened
    const QString text = Words::tr("%1 %2: %3").arg(when, row.name, what);
    return parts.isEmpty() ? text : text + u"; "_s + parts.join(u", "_s);
}

} // namespace

ipc::HistoryReply historyReport(const std::vector<HistoryRow>& rows, const QDateTime& now)
{
    ipc::HistoryReply reply;
    QStringList lines;
    std::for_each(rows.rbegin(), rows.rend(), [&](const HistoryRow& row) {
        lines << line(row, now);
        reply.alerts.append({.session = row.session,
                             .name = row.name,
                             .topic = row.topic,
                             .at = row.raisedAt,
                             .notification = row.notification,
                             .notificationReason = row.notificationReason,
                             .text = row.text,
                             .textReason = row.textReason,
                             .closedAt = row.closedAt,
                             .answer = row.answer});
    });
    reply.message = lines.isEmpty() ? Words::tr("No alerts in the last 30 days.") : lines.join(u'\n');
    return reply;
}

} // namespace tocsin
