// SPDX-License-Identifier: MIT
#include "core/decisions/decision.h"

#include <algorithm>
#include <optional>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

using ipc::DecisionMessage;
using ipc::Verdict;
using Result = Expected<DecisionMessage, DecisionFault>;

/// As Claude Code joins several choices.
const QString Separator{u", "_s};

/// The answer as Claude gets it; empty if the question does not accept it.
std::optional<QString> answerTo(const AskedQuestion& question, const decision::Answer& answer)
{
    const auto isOffered = [&](const QString& label) {
        return std::any_of(question.options.begin(), question.options.end(),
                           [&](const QuestionOption& option) { return option.label == label; });
    };
    const QString own = answer.text.trimmed().left(MaxAnswerText);
    QStringList parts = answer.chosen;
    const bool areOffered = std::all_of(parts.begin(), parts.end(), isOffered);
    if (!own.isEmpty())
        parts += own;
    if (!areOffered || parts.isEmpty() || (parts.size() > 1 && !question.takesSeveral))
        return std::nullopt;
    return parts.join(Separator);
}

struct Composer
{
    const WaitingRequest& request;

    Result operator()(const decision::Allow& allow) const
    {
        if (allow.lasts && request.lastingRules.isEmpty())
            return Unexpected{DecisionFault::OtherKind};
        return only(RequestKind::Tool, {.document = request.document,
                                        .verdict = allow.lasts ? Verdict::AllowAlways : Verdict::Allow});
    }
    Result operator()(const decision::Deny& deny) const { return denial(Verdict::Deny, deny.message); }
    Result operator()(const decision::DenyAndStop& deny) const
    {
        return denial(Verdict::DenyAndStop, deny.message);
    }
    Result operator()(const decision::KeepPlanning& planning) const
    {
        return only(RequestKind::Plan, denial(Verdict::Deny, planning.message));
    }
    Result operator()(const decision::ApprovePlan& approval) const
    {
        return only(RequestKind::Plan,
                    {.document = request.document,
                     .verdict = approval.acceptsEdits ? Verdict::ApproveAndAcceptEdits : Verdict::Approve});
    }
    Result operator()(const decision::Answers& given) const
    {
        if (request.kind != RequestKind::Questions)
            return Unexpected{DecisionFault::OtherKind};
        if (request.questions.empty() || given.answers.size() != request.questions.size())
            return Unexpected{DecisionFault::Incomplete};
        DecisionMessage message{.document = request.document, .verdict = Verdict::Answer};
        for (std::size_t i = 0; i < given.answers.size(); ++i) {
            const std::optional<QString> answer = answerTo(request.questions[i], given.answers[i]);
            if (!answer)
                return Unexpected{DecisionFault::Incomplete};
            message.answers.insert(request.questions[i].text, *answer);
        }
        return message;
    }

private:
    [[nodiscard]] DecisionMessage denial(Verdict verdict, const QString& message) const
    {
        return {.document = request.document,
                .verdict = verdict,
                .message = message.trimmed().left(MaxAnswerText)};
    }
    [[nodiscard]] Result only(RequestKind kind, DecisionMessage message) const
    {
        if (request.kind != kind)
            return Unexpected{DecisionFault::OtherKind};
        return message;
    }
};

} // namespace

QString wireName(const Decision& decision)
{
    struct Names
    {
        QString operator()(const decision::Allow& one) const
        {
            return one.lasts ? u"allow_always"_s : u"allow"_s;
        }
        QString operator()(const decision::Deny& /*one*/) const { return u"deny"_s; }
        QString operator()(const decision::DenyAndStop& /*one*/) const { return u"deny_and_stop"_s; }
        QString operator()(const decision::Answers& /*one*/) const { return u"answer"_s; }
        QString operator()(const decision::ApprovePlan& one) const
        {
            return one.acceptsEdits ? u"approve_and_accept_edits"_s : u"approve"_s;
        }
        QString operator()(const decision::KeepPlanning& /*one*/) const { return u"keep_planning"_s; }
    };
    return std::visit(Names{}, decision);
}

QString wireName(AnswerChannel channel)
{
    switch (channel) {
    case AnswerChannel::Notification:
        return u"notification"_s;
    case AnswerChannel::Window:
        return u"window"_s;
    case AnswerChannel::Text:
        return u"text"_s;
    case AnswerChannel::Dashboard:
        return u"dashboard"_s;
    }
    return {};
}

Expected<DecisionMessage, DecisionFault> messageFor(const WaitingRequest& request, const Decision& decision)
{
    return std::visit(Composer{request}, decision);
}

} // namespace tocsin
