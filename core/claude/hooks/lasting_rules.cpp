// SPDX-License-Identifier: MIT
#include "core/claude/hooks/lasting_rules.h"

#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// More than these is something that is not known here.
bool hasOnly(const QJsonObject& object, std::initializer_list<QLatin1StringView> keys)
{
    const QStringList present = object.keys();
    return std::all_of(present.begin(), present.end(), [&](const QString& key) {
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    });
}

std::optional<QString> ruleText(const QJsonObject& rule)
{
    const QString tool = rule.value("toolName"_L1).toString();
    const QJsonValue content = rule.value("ruleContent"_L1);
    if (tool.isEmpty() || !hasOnly(rule, {"toolName"_L1, "ruleContent"_L1}))
        return std::nullopt;
    if (content.isUndefined())
        return tool;
    if (content.toString().isEmpty())
        return std::nullopt;
    return u"%1(%2)"_s.arg(tool, content.toString());
}

} // namespace

QStringList lastingRules(const QJsonArray& suggestions)
{
    QStringList texts;
    for (const QJsonValue value : suggestions) {
        const QJsonObject suggestion = value.toObject();
        const QJsonArray rules = suggestion.value("rules"_L1).toArray();
        if (!hasOnly(suggestion, {"type"_L1, "rules"_L1, "behavior"_L1, "destination"_L1}) ||
            suggestion.value("type"_L1).toString() != "addRules"_L1 ||
            suggestion.value("behavior"_L1).toString() != "allow"_L1 ||
            suggestion.value("destination"_L1).toString() != "localSettings"_L1 || rules.isEmpty())
            return {};
        for (const QJsonValue rule : rules) {
            const std::optional<QString> text = ruleText(rule.toObject());
            if (!text)
                return {};
            texts += *text;
        }
    }
    return texts;
}

} // namespace tocsin
