// SPDX-License-Identifier: MIT
// The first line is a document of Claude Code, the second a reply of an app that may be any program. What the
// bridge prints for them decides nothing but what the reply says, and changes nothing of the call.
#include "hookbridge/decision_output.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray bytes{reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)};
    const qsizetype end = bytes.indexOf('\n');
    if (end < 0)
        return 0;
    const QByteArray document = bytes.left(end);
    auto decision = ipc::DecisionMessage::fromJson(QJsonDocument::fromJson(bytes.mid(end + 1)).object());
    if (!decision)
        return 0;
    require(!decisionOutput(document, *decision) || decision->document == digestOf(document));
    decision->document = digestOf(document);
    const auto output = decisionOutput(document, *decision);
    if (!output)
        return 0;
    const QJsonValue printed = QJsonDocument::fromJson(*output)["hookSpecificOutput"_L1]["decision"_L1];
    const bool isNo =
        decision->verdict == ipc::Verdict::Deny || decision->verdict == ipc::Verdict::DenyAndStop;
    require(printed["behavior"_L1].toString() == (isNo ? "deny"_L1 : "allow"_L1));
    if (printed["updatedInput"_L1].isObject()) {
        QJsonObject input = QJsonDocument::fromJson(document)["tool_input"_L1].toObject();
        if (decision->verdict == ipc::Verdict::Answer)
            input.insert("answers"_L1, decision->answers);
        require(printed["updatedInput"_L1].toObject() == input);
    }
    return 0;
}
