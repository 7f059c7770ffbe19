// SPDX-License-Identifier: MIT
#include "hookbridge/decision_output.h"

#include "core/claude/hooks/lasting_rules.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QString>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

using ipc::Verdict;

enum class CallKind : uint8_t { Tool, Questions, Plan };

CallKind kindOf(const QJsonObject& document)
{
    const QString tool = document.value("tool_name"_L1).toString();
    if (tool == "AskUserQuestion"_L1)
        return CallKind::Questions;
    return tool == "ExitPlanMode"_L1 ? CallKind::Plan : CallKind::Tool;
}

/// Claude Code takes plain permission for a question as an answer without words.
bool fits(Verdict verdict, CallKind kind)
{
    switch (verdict) {
    case Verdict::Allow:
    case Verdict::AllowAlways:
        return kind == CallKind::Tool;
    case Verdict::Answer:
        return kind == CallKind::Questions;
    case Verdict::Approve:
    case Verdict::ApproveAndAcceptEdits:
        return kind == CallKind::Plan;
    case Verdict::Deny:
    case Verdict::DenyAndStop:
        return true;
    }
    return false;
}

/// One answer for each question, and none for another: Claude Code takes what it gets for all there is.
bool isComplete(const QJsonObject& input, const QJsonObject& answers)
{
    QSet<QString> texts;
    const QJsonArray questions = input.value("questions"_L1).toArray();
    for (const QJsonValue question : questions) {
        const QString text = question["question"_L1].toString();
        if (answers.value(text).toString().isEmpty())
            return false;
        texts.insert(text);
    }
    return !texts.isEmpty() && texts.size() == questions.size() && texts.size() == answers.size();
}

QJsonObject denial(const ipc::DecisionMessage& decision)
{
    QJsonObject denial{{"behavior"_L1, "deny"_L1}};
    if (!decision.message.isEmpty())
        denial.insert("message"_L1, decision.message);
    if (decision.verdict == Verdict::DenyAndStop)
        denial.insert("interrupt"_L1, true);
    return denial;
}

QByteArray printed(const QJsonObject& decision)
{
    const QJsonObject output{{"hookEventName"_L1, "PermissionRequest"_L1}, {"decision"_L1, decision}};
    return QJsonDocument{QJsonObject{{"hookSpecificOutput"_L1, output}}}.toJson(QJsonDocument::Compact) +
           '\n';
}

/// What Claude Code will read of `output` is `input`; a number that is not kept exactly, or half a character,
/// would be another call.
bool repeats(const QByteArray& output, const QJsonObject& input)
{
    return QJsonDocument::fromJson(output)["hookSpecificOutput"_L1]["decision"_L1]["updatedInput"_L1]
               .toObject() == input;
}

/// The document's own rules: strings alone, which are kept as they came.
Expected<QByteArray, DecisionProblem> lastingPermission(const QJsonObject& document)
{
    const QJsonArray suggestions = document.value(PermissionSuggestions).toArray();
    if (lastingRules(suggestions).isEmpty())
        return Unexpected{DecisionProblem::OtherKind};
    return printed({{"behavior"_L1, "allow"_L1}, {"updatedPermissions"_L1, suggestions}});
}

} // namespace

QByteArray wireName(DecisionProblem problem)
{
    switch (problem) {
    case DecisionProblem::OtherDocument:
        return "other_document"_ba;
    case DecisionProblem::OtherKind:
        return "other_kind"_ba;
    case DecisionProblem::Incomplete:
        return "incomplete"_ba;
    case DecisionProblem::Unfaithful:
        break;
    }
    return "unfaithful"_ba;
}

QByteArray digestOf(const QByteArray& document)
{
    return QCryptographicHash::hash(document, QCryptographicHash::Sha256).toHex();
}

bool isAnswerable(const QByteArray& document)
{
    const QJsonObject object = QJsonDocument::fromJson(document).object();
    return object.value("hook_event_name"_L1).toString() == "PermissionRequest"_L1 &&
           object.value("tool_input"_L1).isObject();
}

Expected<QByteArray, DecisionProblem> decisionOutput(const QByteArray& document,
                                                     const ipc::DecisionMessage& decision)
{
    if (decision.document != digestOf(document))
        return Unexpected{DecisionProblem::OtherDocument};
    const QJsonObject object = QJsonDocument::fromJson(document).object();
    if (!fits(decision.verdict, kindOf(object)))
        return Unexpected{DecisionProblem::OtherKind};
    if (decision.verdict == Verdict::Deny || decision.verdict == Verdict::DenyAndStop)
        return printed(denial(decision));
    QJsonObject allowed{{"behavior"_L1, "allow"_L1}};
    if (decision.verdict == Verdict::Allow)
        return printed(allowed);
    if (decision.verdict == Verdict::AllowAlways)
        return lastingPermission(object);
    QJsonObject input = object.value("tool_input"_L1).toObject();
    if (decision.verdict == Verdict::Answer) {
        if (!isComplete(input, decision.answers))
            return Unexpected{DecisionProblem::Incomplete};
        input.insert("answers"_L1, decision.answers);
    }
    allowed.insert("updatedInput"_L1, input);
    if (decision.verdict == Verdict::ApproveAndAcceptEdits)
        allowed.insert("updatedPermissions"_L1, QJsonArray{QJsonObject{{"type"_L1, "setMode"_L1},
                                                                       {"mode"_L1, "acceptEdits"_L1},
                                                                       {"destination"_L1, "session"_L1}}});
    QByteArray output = printed(allowed);
    if (!repeats(output, input))
        return Unexpected{DecisionProblem::Unfaithful};
    return output;
}

} // namespace tocsin
