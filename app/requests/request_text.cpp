// SPDX-License-Identifier: MIT
#include "app/requests/request_text.h"

#include "core/base/text.h"
#include "core/claude/calls/call_line.h"
#include "core/claude/hooks/alert_summary.h"

#include <QCoreApplication>

#include <algorithm>

namespace tocsin {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(RequestText)
};

/// As long as a list shows it.
constexpr qsizetype MaxSummary{200};

} // namespace

QString requestTitle(const QString& sessionName, RequestKind kind)
{
    const QString name = plainLine(sessionName);
    switch (kind) {
    case RequestKind::Questions:
        //: %1 is the name of a Claude session
        return Words::tr("%1: has a question").arg(name);
    case RequestKind::Plan:
        return Words::tr("%1: has a plan to approve").arg(name);
    case RequestKind::Tool:
        break;
    }
    return Words::tr("%1: needs permission").arg(name);
}

QString requestSummary(const WaitingRequest& request)
{
    const Phrase words = isQuestion(request.call) ? questionText(request.call) : callLine(request.call).words;
    return elided(plainLine(words.translated()), MaxSummary);
}

QString askedAgo(const QDateTime& askedAt, const QDateTime& now)
{
    constexpr qint64 Minute{60};
    constexpr qint64 Hour{60 * Minute};
    const qint64 seconds = askedAt.secsTo(now);
    if (seconds < Minute)
        return Words::tr("asked just now");
    if (seconds < Hour)
        return Words::tr("asked %n min ago", nullptr, static_cast<int>(seconds / Minute));
    return Words::tr("asked %n h ago", nullptr, static_cast<int>(seconds / Hour));
}

QString timeLeftText(const QDateTime& expiresAt, const QDateTime& now)
{
    const qint64 seconds = std::max<qint64>(now.secsTo(expiresAt), 0);
    if (seconds < ShowsSecondsBelow.count())
        return Words::tr("Claude goes on without an answer in %n s at the earliest.", nullptr,
                         static_cast<int>(seconds));
    return Words::tr("Claude goes on without an answer in %n min at the earliest.", nullptr,
                     static_cast<int>(seconds / 60));
}

QString riskText(RiskSign sign)
{
    switch (sign) {
    case RiskSign::RunsAsRoot:
        return Words::tr("It runs with administrator rights.");
    case RiskSign::DeletesTrees:
        return Words::tr("It deletes whole folders or files that are not committed.");
    case RiskSign::RewritesHistory:
        return Words::tr("It overwrites Git history or discards changes.");
    case RiskSign::FeedsShell:
        return Words::tr("It runs code that comes from elsewhere.");
    case RiskSign::TouchesDisks:
        return Words::tr("It works on disks or file systems directly.");
    case RiskSign::TouchesKeys:
        return Words::tr("It reads or changes keys, passwords or tokens.");
    case RiskSign::ChangesSettings:
        return Words::tr("It changes settings of Claude Code, Tocsin, the shell, Git or the system.");
    case RiskSign::HidesText:
        return Words::tr("It contains characters that cannot be seen. They are shown as ⟨U+…⟩.");
    case RiskSign::EndsPrograms:
        return Words::tr("It ends many programs, or shuts the computer down.");
    case RiskSign::RunsUnknown:
        return Words::tr("It runs a script or a program. This window cannot show what that does.");
    case RiskSign::OnOwnList:
        return Words::tr("It is on your own list of dangerous calls.");
    }
    return {};
}

QString decisionText(const Decision& decision)
{
    struct Texts
    {
        QString operator()(const decision::Allow& one) const
        {
            return one.lasts ? Words::tr("Always allowed") : Words::tr("Allowed once");
        }
        QString operator()(const decision::Deny& /*one*/) const { return Words::tr("Denied"); }
        QString operator()(const decision::DenyAndStop& /*one*/) const
        {
            return Words::tr("Denied and stopped");
        }
        QString operator()(const decision::Answers& /*one*/) const { return Words::tr("Answered"); }
        QString operator()(const decision::ApprovePlan& one) const
        {
            return one.acceptsEdits ? Words::tr("Plan approved, edits accepted") : Words::tr("Plan approved");
        }
        QString operator()(const decision::KeepPlanning& /*one*/) const
        {
            return Words::tr("Sent back to planning");
        }
    };
    return std::visit(Texts{}, decision);
}

QString channelText(AnswerChannel channel)
{
    switch (channel) {
    case AnswerChannel::Notification:
        return Words::tr("in the notification");
    case AnswerChannel::Window:
        return Words::tr("in the window");
    case AnswerChannel::Text:
        return Words::tr("by text");
    case AnswerChannel::Dashboard:
        return Words::tr("on the dashboard");
    }
    return {};
}

QString outcomeText(AnswerOutcome outcome)
{
    switch (outcome) {
    case AnswerOutcome::Sent:
        return Words::tr("Sent. Waiting for Claude to go on.");
    case AnswerOutcome::NotPrinted:
        return Words::tr("Not delivered. If Claude still waits, answer in the terminal.");
    case AnswerOutcome::Taken:
        return Words::tr("Claude went on as decided.");
    case AnswerOutcome::TooLate:
        return Words::tr("Too late: answered in the terminal.");
    case AnswerOutcome::OtherCall:
        return Words::tr("Another hook changed the call: what ran is not what was shown.");
    }
    return {};
}

QString problemText(const DecideResult& result)
{
    switch (result.code) {
    case DecideResult::Code::Sent:
        return {};
    case DecideResult::Code::NotWaiting:
        return Words::tr("Not sent: this request is no longer waiting.");
    case DecideResult::Code::AlreadyAnswered:
        //: %1 is "in the notification", "in the window", …
        return Words::tr("Not sent: this request was already answered %1.")
            .arg(channelText(result.answeredBy.value_or(AnswerChannel::Window)));
    case DecideResult::Code::OtherKind:
        return Words::tr("Not sent: this request cannot be answered that way.");
    case DecideResult::Code::Incomplete:
        return Words::tr("Not sent: answer every question first.");
    }
    return {};
}

} // namespace tocsin
