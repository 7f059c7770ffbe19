// SPDX-License-Identifier: MIT
#include "core/claude/calls/call_view.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

QString textOf(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument{value.toObject()}.toJson(QJsonDocument::Indented).trimmed());
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument{value.toArray()}.toJson(QJsonDocument::Indented).trimmed());
    const QByteArray inArray = QJsonDocument{QJsonArray{value}}.toJson(QJsonDocument::Compact);
    return QString::fromUtf8(inArray.mid(1, inArray.size() - 2));
}

/// Only a string is taken out of the fields: whatever else stands there is shown as it is.
std::optional<QString> taken(QJsonObject& input, QLatin1StringView name)
{
    const auto found = input.constFind(name);
    if (found == input.constEnd() || !found->isString())
        return std::nullopt;
    const QString text = found->toString();
    input.remove(name);
    return text;
}

} // namespace

CallView viewOf(const hook::ToolCall& call)
{
    CallView view;
    view.rest = call.input;
    if (call.tool == "Bash"_L1) {
        view.command = taken(view.rest, "command"_L1);
        view.description = taken(view.rest, "description"_L1).value_or(QString{});
    } else if (call.tool == "WebFetch"_L1) {
        view.address = taken(view.rest, "url"_L1);
    }
    return view;
}

std::vector<CallField> fieldsOf(const QJsonObject& input)
{
    std::vector<CallField> fields;
    for (auto field = input.constBegin(); field != input.constEnd(); ++field)
        fields.push_back({.name = field.key(), .text = textOf(field.value())});
    return fields;
}

} // namespace tocsin
