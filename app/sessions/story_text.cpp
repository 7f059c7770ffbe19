// SPDX-License-Identifier: MIT
#include "app/sessions/story_text.h"

#include "app/requests/request_text.h"
#include "app/sessions/session_text.h"
#include "core/alerts/alert_book.h"
#include "core/pipeline/activity_recorder.h"
#include "core/pipeline/alert_recorder.h"
#include "core/pipeline/held_back_text.h"
#include "core/policy/alert_topic.h"
#include "core/policy/plan.h"
#include "core/policy/plan_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(StoryText)
};

QString titleOf(const HistoryRow& row)
{
    if (row.topic == FailedToolTopic)
        return Words::tr("A tool failed");
    for (const AlertTopic topic : AlertTopics) {
        if (row.topic == wireName(topic))
            return topicLabel(topic);
    }
    return row.topic; // of a later Tocsin
}

/// "…: quiet hours", or without a reason as it is.
QString because(const QString& sentence, const QString& reason)
{
    const QString why = heldBackReason(reason);
    //: %1 is what was done, such as: No text; %2 why, such as: quiet hours
    return (why.isEmpty() ? sentence : Words::tr("%1: %2").arg(sentence, why)) + u'.';
}

QString notificationOf(const HistoryRow& row, const QDateTime& now)
{
    using Progress = DesktopState::Progress;
    const QString& state = row.notification;
    if (state == wireName(Progress::Due))
        return because(Words::tr("Notification at %1").arg(clockText(row.notificationAt, now)),
                       row.notificationReason);
    if (state == wireName(Progress::Grouped))
        return Words::tr("Notification grouped with the next ones.");
    if (state == wireName(Progress::Showing))
        return Words::tr("Notification shown.");
    if (state == wireName(Progress::Seen))
        return row.hasReacted ? Words::tr("Notification shown, and closed by you.")
                              : Words::tr("Notification shown.");
    return because(Words::tr("No notification"), row.notificationReason);
}

QString sentText(const HistoryRow& row, const QDateTime& now)
{
    const QString at = row.textAt.isValid() ? pastTimeText(row.textAt, now) : QString{};
    if (row.delivery == "delivered"_L1)
        return at.isEmpty() ? Words::tr("Text delivered.") : Words::tr("Texted at %1, delivered.").arg(at);
    if (row.delivery == "undelivered"_L1)
        return at.isEmpty() ? Words::tr("Text not delivered.")
                            : Words::tr("Texted at %1, not delivered.").arg(at);
    return at.isEmpty() ? Words::tr("Text sent.") : Words::tr("Texted at %1.").arg(at);
}

QString textOf(const HistoryRow& row, const QDateTime& now)
{
    using Progress = SmsState::Progress;
    const QString& state = row.text;
    if ((state == wireName(Progress::Due) || state == wireName(Progress::HeldBack)) && row.textAt <= now)
        return Words::tr("Text not sent yet.");
    if (state == wireName(Progress::Due) || state == wireName(Progress::Held))
        return because(Words::tr("Text at %1").arg(clockText(row.textAt, now)), row.textReason);
    if (state == wireName(Progress::HeldBack))
        return because(Words::tr("Text held back until %1").arg(clockText(row.textAt, now)), row.textReason);
    if (state == wireName(Progress::Pending))
        return row.textReason == wireName(PlanReason::NoLogin) ? Words::tr("Text waiting for you to log in.")
                                                               : Words::tr("Text on its way to the server.");
    if (state == wireName(Progress::Recalled))
        return because(Words::tr("Text being withdrawn"), row.textReason);
    if (state == "withdrawn"_L1) // its reason is why it was to come
        return Words::tr("No text: it was over before.");
    if (state == wireName(Progress::Sent))
        return sentText(row, now);
    return because(Words::tr("No text"), row.textReason);
}

template<typename T, std::size_t Count>
std::optional<T> named(const QString& name, const std::array<T, Count>& all)
{
    for (const T& one : all) {
        if (wireName(one) == name)
            return one;
    }
    return {};
}

QString answerOf(const HistoryRow& row)
{
    static const std::array<Decision, 8> Decisions{decision::Allow{},
                                                   decision::Allow{.lasts = true},
                                                   decision::Deny{},
                                                   decision::DenyAndStop{},
                                                   decision::Answers{},
                                                   decision::ApprovePlan{},
                                                   decision::ApprovePlan{.acceptsEdits = true},
                                                   decision::KeepPlanning{}};
    static constexpr std::array Channels{AnswerChannel::Notification, AnswerChannel::Window,
                                         AnswerChannel::Text, AnswerChannel::Dashboard};
    static constexpr std::array Outcomes{AnswerOutcome::Sent, AnswerOutcome::NotPrinted, AnswerOutcome::Taken,
                                         AnswerOutcome::TooLate, AnswerOutcome::OtherCall};
    const auto decision = named(row.answer, Decisions);
    const auto channel = named(row.answerChannel, Channels);
    const auto outcome = named(row.answerOutcome, Outcomes);
    QStringList parts;
    //: %1 is what was decided, such as: Allowed once; %2 is where: in the window
    parts << Words::tr("%1 %2.").arg(decision ? decisionText(*decision) : row.answer,
                                     channel ? channelText(*channel) : row.answerChannel);
    if (outcome)
        parts << outcomeText(*outcome);
    return parts.join(u' ');
}

QString endOf(const HistoryRow& row)
{
    if (row.topic == FailedToolTopic)
        return Words::tr("Claude went on.");
    if (!row.closedAt.isValid())
        return Words::tr("Still open.");
    if (row.closedBy == wireName(ClosedBy::Answered))
        return Words::tr("Answered in the terminal.");
    if (row.closedBy == wireName(ClosedBy::Prompt))
        return Words::tr("You entered the next prompt.");
    if (row.closedBy == wireName(ClosedBy::Work))
        return Words::tr("Claude went on.");
    if (row.closedBy == wireName(ClosedBy::SessionEnd))
        return Words::tr("The session ended.");
    return {};
}

QString useText(const ToolUse& use)
{
    //: %1 is a tool and what it was about, such as: Bash npm test
    const QString step = use.hasFailed ? Words::tr("%1 (failed)").arg(use.step) : use.step;
    //: %1 is a tool call, %2 how often it followed itself
    return use.count > 1 ? Words::tr("%1 ×%2").arg(step).arg(use.count) : step;
}

StoryText toolsText(const HistoryRow& row, const QDateTime& now)
{
    int calls = 0;
    QStringList uses;
    for (const ToolUse& use : toolUsesOf(row.detail)) {
        calls += use.count;
        uses << useText(use);
    }
    StoryText text;
    //: %1 is a time
    text.title = Words::tr("%1 · %n tool call(s)", nullptr, calls).arg(pastTimeText(row.raisedAt, now));
    text.channels = uses.join(u", "_s);
    return text;
}

StoryText promptText(const HistoryRow& row, const QDateTime& now)
{
    const QString time = pastTimeText(row.raisedAt, now);
    StoryText text;
    //: %1 is a time
    text.title = Words::tr("%1 · Prompt").arg(time);
    text.channels = row.detail;
    return text;
}

} // namespace

StoryText storyText(const HistoryRow& row, const QDateTime& now, const QString& summary)
{
    if (row.topic == ToolsTopic)
        return toolsText(row, now);
    if (row.topic == PromptTopic)
        return promptText(row, now);
    StoryText text;
    //: %1 is a time, %2 what happened
    text.title = Words::tr("%1 · %2").arg(pastTimeText(row.raisedAt, now), titleOf(row));
    const QString said = summary.isEmpty() ? apiErrorOf(row).translated() : summary;
    if (!said.isEmpty())
        text.title += u": "_s + said;
    if (row.topic != FailedToolTopic)
        text.channels = notificationOf(row, now) + u' ' + textOf(row, now);
    text.outcome = row.answer.isEmpty() ? endOf(row) : answerOf(row);
    return text;
}

} // namespace tocsin
