// SPDX-License-Identifier: MIT
#include "tests/scenarios/transcript_script.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tocsin::test {

using namespace Qt::StringLiterals;

namespace {

QJsonArray blocks(const QJsonObject& block)
{
    return {block};
}

QJsonValue contentOf(const QJsonValue& entry)
{
    if (entry[u"use"_s].isString())
        return blocks({{u"type"_s, u"tool_use"_s},
                       {u"id"_s, entry[u"use"_s]},
                       {u"name"_s, entry[u"tool"_s].toString(u"Bash"_s)},
                       {u"input"_s, entry[u"input"_s].toObject()}});
    if (entry[u"result"_s].isString())
        return blocks({{u"type"_s, u"tool_result"_s}, {u"tool_use_id"_s, entry[u"result"_s]}});
    if (entry.toString() == "interrupt"_L1 || entry[u"interrupt"_s].toBool())
        return blocks({{u"type"_s, u"text"_s}, {u"text"_s, u"[Request interrupted by user]"_s}});
    if (entry.toString() == "prompt"_L1)
        return u"go on"_s;
    return blocks({{u"type"_s, u"text"_s}, {u"text"_s, u"I look at it."_s}});
}

} // namespace

TranscriptEvents TranscriptScript::write(const QJsonArray& entries, const QDateTime& at)
{
    QByteArrayList lines;
    for (const QJsonValue& entry : entries) {
        const bool byAssistant = entry[u"use"_s].isString() || entry.toString() == "text"_L1;
        QJsonObject line{{u"type"_s, byAssistant ? u"assistant"_s : u"user"_s},
                         {u"isSidechain"_s, entry[u"subagent"_s].toBool()},
                         {u"timestamp"_s, at.toString(Qt::ISODateWithMs)},
                         {u"message"_s, QJsonObject{{u"content"_s, contentOf(entry)}}}};
        const QJsonObject raw = entry[u"raw"_s].toObject();
        for (auto it = raw.begin(); it != raw.end(); ++it)
            line.insert(it.key(), it.value());
        lines += QJsonDocument{line}.toJson(QJsonDocument::Compact);
    }
    m_lines += lines;
    return m_reader.read(lines);
}

TranscriptEvents TranscriptScript::readAnew()
{
    m_reader = {};
    return m_reader.read(m_lines);
}

} // namespace tocsin::test
