// SPDX-License-Identifier: MIT
#include "core/ipc/waiting_protocol.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tocsin::ipc {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<Verdict, QLatin1StringView>, 7> Verdicts{
    {{Verdict::Allow, "allow"_L1},
     {Verdict::AllowAlways, "allow_always"_L1},
     {Verdict::Deny, "deny"_L1},
     {Verdict::DenyAndStop, "deny_and_stop"_L1},
     {Verdict::Answer, "answer"_L1},
     {Verdict::Approve, "approve"_L1},
     {Verdict::ApproveAndAcceptEdits, "approve_and_accept_edits"_L1}}};

/// 64 lower case hexadecimal digits; empty if `value` is anything else.
QByteArray digestIn(const QJsonValue& value)
{
    const QByteArray digest = value.toString().toLatin1();
    const bool isDigest = digest.size() == 64 && std::all_of(digest.begin(), digest.end(), [](char c) {
                              return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                          });
    return isDigest ? digest : QByteArray{};
}

} // namespace

QJsonObject WaitRequest::addedTo(QJsonObject header) const
{
    header.insert("wait"_L1, QJsonObject{{"sha256"_L1, QString::fromLatin1(document)}});
    return header;
}

std::optional<WaitRequest> WaitRequest::fromJson(const QJsonObject& request)
{
    const QByteArray document = digestIn(request.value("wait"_L1)["sha256"_L1]);
    return document.isEmpty() ? std::nullopt : std::optional{WaitRequest{document}};
}

QJsonObject pendingReply()
{
    return {{"ok"_L1, true}, {"pending"_L1, true}};
}

QJsonObject notPendingReply()
{
    return {{"ok"_L1, true}, {"pending"_L1, false}};
}

bool isPending(const QJsonObject& reply)
{
    return reply.value("pending"_L1).toBool();
}

QString wireName(Verdict verdict)
{
    const auto found =
        std::find_if(Verdicts.begin(), Verdicts.end(), [&](const auto& row) { return row.first == verdict; });
    return found == Verdicts.end() ? QString{} : QString{found->second};
}

QJsonObject DecisionMessage::toJson() const
{
    QJsonObject decision{{"sha256"_L1, QString::fromLatin1(document)}, {"verdict"_L1, wireName(verdict)}};
    if (!message.isEmpty())
        decision.insert("message"_L1, message);
    if (verdict == Verdict::Answer)
        decision.insert("answers"_L1, answers);
    return {{"ok"_L1, true}, {"pending"_L1, false}, {"decision"_L1, decision}};
}

std::optional<DecisionMessage> DecisionMessage::fromJson(const QJsonObject& reply)
{
    const QJsonObject decision = reply.value("decision"_L1).toObject();
    const QString name = decision.value("verdict"_L1).toString();
    const auto verdict =
        std::find_if(Verdicts.begin(), Verdicts.end(), [&](const auto& row) { return row.second == name; });
    const QByteArray document = digestIn(decision.value("sha256"_L1));
    if (verdict == Verdicts.end() || document.isEmpty())
        return std::nullopt;
    return DecisionMessage{.document = document,
                           .verdict = verdict->first,
                           .message = decision.value("message"_L1).toString(),
                           .answers = decision.value("answers"_L1).toObject()};
}

QJsonObject DecisionReceipt::toJson() const
{
    QJsonObject object{{"type"_L1, "decided"_L1}, {"printed"_L1, isPrinted}};
    if (!problem.isEmpty())
        object.insert("problem"_L1, problem);
    return object;
}

std::optional<DecisionReceipt> DecisionReceipt::fromJson(const QJsonObject& message)
{
    if (message.value("type"_L1).toString() != "decided"_L1)
        return std::nullopt;
    return DecisionReceipt{.isPrinted = message.value("printed"_L1).toBool(),
                           .problem = message.value("problem"_L1).toString()};
}

} // namespace tocsin::ipc
