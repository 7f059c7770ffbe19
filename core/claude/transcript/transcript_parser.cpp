// SPDX-License-Identifier: MIT
#include "core/claude/transcript/transcript_parser.h"

#include "core/claude/hooks/tool_input.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Seen in 2.1.197 and 2.1.330: `[Request interrupted by user]`, and the same with ` for tool use`.
constexpr auto InterruptMark = "[Request interrupted by user"_L1;

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
    if (!signs.isEmpty() || entry.value("isMeta"_L1).toBool() || entry.value("isCompactSummary"_L1).toBool())
        return;
    const QString text = textOf(content);
    const bool isTyped = entry.value("origin"_L1)[u"kind"_s].toString() == "human"_L1;
    if (text.startsWith(InterruptMark) && !isTyped)
        signs.append({Kind::Interrupt, at, {}});
    else if (isByPerson(entry, text))
        signs.append({Kind::Prompt, at, {}});
}

void readAssistant(const QJsonValue& content, const QDateTime& at, TranscriptEvents& signs)
{
    const QJsonArray blocks = content.toArray();
    for (const QJsonValue block : blocks) {
        const QString id = block[u"id"_s].toString();
        if (block[u"type"_s].toString() == "tool_use"_L1 && !id.isEmpty())
            signs.append({Kind::ToolUse,
                          at,
                          {.id = id,
                           .tool = block[u"name"_s].toString(),
                           .input = digestOf(block[u"input"_s].toObject()),
                           .begunAt = at}});
    }
}

} // namespace

TranscriptEvents parseTranscriptLine(QByteArrayView line)
{
    const QJsonObject entry =
        QJsonDocument::fromJson(QByteArray::fromRawData(line.data(), line.size())).object();
    const QDateTime at =
        QDateTime::fromString(entry.value("timestamp"_L1).toString(), Qt::ISODateWithMs).toUTC();
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
            readAssistant(content, at, signs);
    }
    if (signs.isEmpty())
        signs.append({Kind::Activity, at, {}});
    return signs;
}

} // namespace tocsin
