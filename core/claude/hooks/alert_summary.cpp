// SPDX-License-Identifier: MIT
#include "core/claude/hooks/alert_summary.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QRegularExpression>
#include <QUrl>

#include <array>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxSubject{200};
constexpr auto AskTool = "AskUserQuestion"_L1;
constexpr auto PlanTool = "ExitPlanMode"_L1;

QString fitted(const QString& text)
{
    return elided(plainLine(text), MaxSubject);
}

/// The one argument that tells a person what the call is about. The order matters: a Grep has a `path` too.
QString argumentOf(const QJsonObject& input)
{
    static constexpr std::array Telling{"command"_L1, "file_path"_L1,   "notebook_path"_L1, "pattern"_L1,
                                        "query"_L1,   "description"_L1, "path"_L1};
    for (const auto key : Telling) {
        if (const QString argument = input.value(key).toString(); !argument.isEmpty())
            return argument;
    }
    // The host alone: texts hold no links.
    return QUrl{input.value("url"_L1).toString()}.host();
}

/// `mcp__github__create_issue` is the tool `create_issue` of the MCP server `github`.
QString toolName(const QString& tool)
{
    const QStringList parts = tool.split(u"__"_s);
    return parts.size() >= 3 && parts.first() == "mcp"_L1 ? parts.mid(1).join(u' ') : tool;
}

} // namespace

bool isQuestion(const hook::ToolCall& call)
{
    return call.tool == AskTool || call.tool == PlanTool;
}

QString toolSummary(const hook::ToolCall& call)
{
    return fitted(toolName(call.tool) + u' ' + argumentOf(call.input));
}

QString questionText(const hook::ToolCall& call)
{
    if (call.tool == PlanTool)
        return QCoreApplication::translate("tocsin::Subject", "Approve the plan?");
    const QJsonArray questions = call.input.value("questions"_L1).toArray();
    return fitted(questions.at(0).toObject().value("question"_L1).toString());
}

QString permissionSummary(const QString& message)
{
    static const QRegularExpression toUse{u"permission to use (.+)"_s};
    return fitted(toUse.match(message).captured(1));
}

QString apiErrorText(const QString& error)
{
    static const QHash<QString, const char*> Words{
        {u"rate_limit"_s, QT_TRANSLATE_NOOP("tocsin::Subject", "Rate limit reached")},
        {u"authentication_failed"_s,
         QT_TRANSLATE_NOOP("tocsin::Subject", "Claude Code is not logged in to its API")},
        {u"billing_error"_s, QT_TRANSLATE_NOOP("tocsin::Subject", "There is a problem with the billing")},
        {u"server_error"_s, QT_TRANSLATE_NOOP("tocsin::Subject", "The API had an internal error")},
        {u"overloaded"_s, QT_TRANSLATE_NOOP("tocsin::Subject", "The API is overloaded")},
        {u"invalid_request"_s, QT_TRANSLATE_NOOP("tocsin::Subject", "The API did not accept the request")},
        {u"max_output_tokens"_s, QT_TRANSLATE_NOOP("tocsin::Subject", "The answer was too long")},
        {u"unknown"_s, QT_TRANSLATE_NOOP("tocsin::Subject", "The API did not answer as expected")},
    };
    if (const auto words = Words.constFind(error); words != Words.constEnd())
        return QCoreApplication::translate("tocsin::Subject", *words);
    //: %1 is the API's own word for the error
    const QString unknown = QCoreApplication::translate("tocsin::Subject", "API error: %1");
    return fitted(unknown.arg(QString{error}.replace(u'_', u' ')));
}

} // namespace tocsin
