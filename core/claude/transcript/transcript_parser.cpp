// SPDX-License-Identifier: MIT
#include "core/claude/transcript/transcript_parser.h"

#include "core/base/utc_time.h"
#include "core/claude/hooks/tool_input.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Seen in 2.1.197 and 2.1.330: `[Request interrupted by user]`, and the same with ` for tool use`.
constexpr auto InterruptMark = "[Request interrupted by user"_L1;

/// What another program's Stop hook answered, said to Claude (2.1.197 to 2.1.332).
constexpr auto StopHookMark = "Stop hook feedback:"_L1;
constexpr auto BlockedMark = "UserPromptSubmit operation blocked by hook"_L1;
/// A command that failed before Claude saw it. Older clients keep it with the person's voice.
constexpr auto RefusedMark = "<local-command-stderr>"_L1;
/// Who speaks where no model did.
constexpr auto SyntheticModel = "<synthetic>"_L1;

/// The latest time that a reset is believed to have: the year 9999.
constexpr qint64 MaxSeconds{253'402'300'799};

using Kind = TranscriptEvent::Kind;

/// The text of an entry whose content is one string, or begins with a text block.
QString textOf(const QJsonValue& content)
{
    if (content.isString())
        return content.toString();
    return content[0][u"text"_s].toString();
}

/// Commands, their output and a background task's end are written with the person's voice; they begin with a
/// tag.
bool isByPerson(const QJsonObject& entry, const QString& text)
{
    const QString origin = entry.value("origin"_L1)[u"kind"_s].toString();
    if (!origin.isEmpty())
        return origin == "human"_L1;
    return !text.isEmpty() && !text.startsWith(u'<');
}

void readUser(const QJsonObject& entry, const QJsonValue& content, const QDateTime& at,
              TranscriptEvents& signs)
{
    const QJsonArray blocks = content.toArray();
    for (const QJsonValue block : blocks) {
        if (block[u"type"_s].toString() == "tool_result"_L1)
            signs.append({Kind::ToolResult, at, {.id = block[u"tool_use_id"_s].toString()}});
    }
    const QString text = textOf(content);
    const bool isMeta = entry.value("isMeta"_L1).toBool();
    if (isMeta && text.startsWith(StopHookMark))
        signs.append({Kind::StopHookFeedback, at});
    if (!signs.isEmpty() || isMeta || entry.value("isCompactSummary"_L1).toBool())
        return;
    const bool isTyped = entry.value("origin"_L1)[u"kind"_s].toString() == "human"_L1;
    if (text.startsWith(InterruptMark) && !isTyped)
        signs.append({Kind::Interrupt, at});
    else if (text.startsWith(RefusedMark) && !isTyped)
        signs.append({Kind::PromptRefused, at});
    else if (isByPerson(entry, text))
        signs.append({Kind::Prompt, at});
}

QDateTime resetOf(const QJsonObject& entry)
{
    const qint64 seconds = entry.value("quotaLimits"_L1)[u"resetsAt"_s].toInteger();
    return seconds > 0 && seconds <= MaxSeconds ? utcFromMSecs(seconds * 1000) : QDateTime{};
}

void readAssistant(const QJsonObject& entry, const QJsonValue& content, const QDateTime& at,
                   TranscriptEvents& signs)
{
    if (entry.value("isApiErrorMessage"_L1).toBool()) {
        signs.append({.kind = Kind::ApiError,
                      .at = at,
                      .error = {.kind = entry.value("error"_L1).toString(),
                                .status = entry.value("apiErrorStatus"_L1).toInt(),
                                .text = textOf(content),
                                .resetsAt = resetOf(entry)}});
        return;
    }
    const bool isByModel = entry.value("message"_L1)[u"model"_s].toString() != SyntheticModel;
    const QJsonArray blocks = content.toArray();
    for (const QJsonValue block : blocks) {
        const QString type = block[u"type"_s].toString();
        const bool isText = type == "text"_L1 && !block[u"text"_s].toString().isEmpty();
        if (isByModel && (isText || type == "thinking"_L1))
            signs.append({Kind::AssistantText, at});
        const QString id = block[u"id"_s].toString();
        if (type == "tool_use"_L1 && !id.isEmpty())
            signs.append({Kind::ToolUse,
                          at,
                          {.id = id,
                           .tool = block[u"name"_s].toString(),
                           .input = digestOf(block[u"input"_s].toObject()),
                           .begunAt = at}});
    }
}

void readSystem(const QJsonObject& entry, const QDateTime& at, TranscriptEvents& signs)
{
    const QString subtype = entry.value("subtype"_L1).toString();
    const QString text = entry.value("content"_L1).toString();
    if ((subtype == "informational"_L1 && text.startsWith(BlockedMark)) ||
        (subtype == "local_command"_L1 && text.startsWith(RefusedMark)))
        signs.append({Kind::PromptRefused, at});
}

void readAttachment(const QJsonValue& attachment, const QDateTime& at, TranscriptEvents& signs)
{
    const QString type = attachment[u"type"_s].toString();
    if (type == "max_turns_reached"_L1)
        signs.append({Kind::TurnLimit, at});
    else if (type == "budget_usd"_L1)
        signs.append({.kind = Kind::Budget,
                      .at = at,
                      .budget = {.spent = attachment[u"used"_s].toDouble(),
                                 .total = attachment[u"total"_s].toDouble()}});
    else if (type == "hook_permission_decision"_L1 &&
             attachment[u"hookEvent"_s].toString() == "PermissionRequest"_L1)
        signs.append({Kind::HookDecision, at, {.id = attachment[u"toolUseID"_s].toString()}});
}

/// What `/branch` copies says where it came from. Besides, an entry keeps the id that its process began with
/// (`session_id`, newer clients): after /clear and /resume, and in what `--fork-session` copies, it is
/// another one.
void readPredecessor(const QJsonObject& entry, const QDateTime& at, TranscriptEvents& signs)
{
    const QString own = entry.value("sessionId"_L1).toString();
    const QString copiedFrom = entry.value("forkedFrom"_L1)[u"sessionId"_s].toString();
    const QString begunWith = entry.value("session_id"_L1).toString();
    const QString predecessor = copiedFrom.isEmpty() ? begunWith : copiedFrom;
    if (!own.isEmpty() && !predecessor.isEmpty() && predecessor != own)
        signs.append({.kind = Kind::Predecessor,
                      .at = at,
                      .sessionId = predecessor,
                      .isExact = !copiedFrom.isEmpty()});
}

} // namespace

TranscriptEvents parseTranscriptLine(QByteArrayView line)
{
    const QJsonObject entry =
        QJsonDocument::fromJson(QByteArray::fromRawData(line.data(), line.size())).object();
    const QDateTime at =
        QDateTime::fromString(entry.value("timestamp"_L1).toString(), Qt::ISODateWithMs).toUTC();
    if (entry.value("type"_L1) == "cost-state"_L1) // 2.1.330 and newer, as a run ends
        return {{.kind = Kind::Budget, .budget = {.spent = entry.value("totalCostUSD"_L1).toDouble()}}};
    if (!at.isValid())
        return {};
    TranscriptEvents signs;
    // A subagent's entries tell of its own turn; older clients keep them in the same file.
    if (!entry.value("isSidechain"_L1).toBool()) {
        const QString type = entry.value("type"_L1).toString();
        const QJsonValue content = entry.value("message"_L1)[u"content"_s];
        if (type == "user"_L1)
            readUser(entry, content, at, signs);
        else if (type == "assistant"_L1)
            readAssistant(entry, content, at, signs);
        else if (type == "system"_L1)
            readSystem(entry, at, signs);
        else if (type == "attachment"_L1)
            readAttachment(entry.value("attachment"_L1), at, signs);
        readPredecessor(entry, at, signs);
    }
    if (signs.isEmpty())
        signs.append({Kind::Activity, at, {}});
    return signs;
}

} // namespace tocsin
