// SPDX-License-Identifier: MIT
#include "core/claude/hooks/alert_summary.h"

#include "core/base/text.h"
#include "core/claude/hooks/limit_reset.h"
#include "core/claude/hooks/question_form.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

#include <array>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxSubject{200};

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

Phrase phrase(const char* source, const QStringList& arguments = {})
{
    return {.source = QString::fromUtf8(source), .arguments = arguments};
}

constexpr const char* Overloaded = QT_TRANSLATE_NOOP("tocsin::Subject", "The API is overloaded");
constexpr const char* InternalError = QT_TRANSLATE_NOOP("tocsin::Subject", "The API had an internal error");
constexpr const char* ConnectionLost = QT_TRANSLATE_NOOP("tocsin::Subject", "Connection to the API lost");
constexpr const char* Rejected = QT_TRANSLATE_NOOP("tocsin::Subject", "The API rejected the request");
constexpr const char* Declined = QT_TRANSLATE_NOOP("tocsin::Subject", "Claude declined the request");
constexpr const char* NotLoggedIn = QT_TRANSLATE_NOOP("tocsin::Subject", "Claude Code is not logged in");
constexpr const char* NoSuchModel =
    QT_TRANSLATE_NOOP("tocsin::Subject", "The selected model is not available");

struct Wording
{
    QRegularExpression inMessage;
    const char* words;
};

/// What Claude Code's own messages say, for which `error` has no word. Checked in this order.
const auto& wordings()
{
    static const auto expression = [](const QString& pattern) {
        return QRegularExpression{pattern, QRegularExpression::CaseInsensitiveOption};
    };
    static const std::array<Wording, 12> all{{
        {expression(u"appears to violate our usage policy|safeguards flagged this message"_s), Declined},
        {expression(
             u"^(?:API Error: )?(?:Prompt is too long|Conversation too long|input length and `max_tokens` exceed)"_s),
         QT_TRANSLATE_NOOP("tocsin::Subject", "The conversation is too long")},
        {expression(u"^(?:API Error: )?Credit balance is too low"_s),
         QT_TRANSLATE_NOOP("tocsin::Subject", "The credit balance is too low")},
        {expression(u"^(?:API Error: )?(?:Invalid API key|401\\b.*invalid x-api-key)"_s),
         QT_TRANSLATE_NOOP("tocsin::Subject", "The API key is not valid")},
        {expression(u"API Error: 403\\b"_s), QT_TRANSLATE_NOOP("tocsin::Subject", "The API denied access")},
        {expression(u"^There's an issue with the selected model"_s), NoSuchModel},
        {expression(
             u"^API Error: (?:529\\b|Overloaded)|\\boverloaded_error\\b|^Overloaded\\b|^API Error:.*\\(529\\)"_s),
         Overloaded},
        {expression(
             u"^(?:API Error: )?(?:Connection (?:dropped|lost|error|closed|reset|refused)|Unable to connect|"
             "fetch failed|socket hang up|network error)|^API "
             "Error:.*\\((?:ECONN\\w+|ENOTFOUND|EAI_AGAIN|EPIPE|"
             "ENETUNREACH|EHOSTUNREACH|UND_ERR\\w*)\\)"_s),
         ConnectionLost},
        {expression(u"^(?:API Error: )?Request timed out|^API Error:.*\\(ETIMEDOUT\\)"_s),
         QT_TRANSLATE_NOOP("tocsin::Subject", "The API did not respond in time")},
        {expression(u"^API Error: (?:400|404|405|413|422)\\b"_s), Rejected},
        {expression(u"^API Error: 5[0-9]{2}\\b"_s), InternalError},
        {expression(u"^(?:API Error: )?.{0,40}Please run /login"_s), NotLoggedIn},
    }};
    return all;
}

/// One name for what several clients, and the transcript, call by several.
QString knownName(const QString& error)
{
    static const QHash<QString, QString> Names{
        {u"rate_limit_error"_s, u"rate_limit"_s},
        {u"authentication_error"_s, u"authentication_failed"_s},
        {u"oauth_org_not_allowed"_s, u"authentication_failed"_s},
        {u"api_error"_s, u"server_error"_s},
        {u"overloaded_error"_s, u"overloaded"_s},
        {u"invalid_request_error"_s, u"invalid_request"_s},
        {u"not_found_error"_s, u"model_not_found"_s},
        {u"max_turns_reached"_s, u"max_turns"_s},
        {u"error_max_turns"_s, u"max_turns"_s},
        {u"max_budget_usd"_s, u"max_budget"_s},
        {u"error_max_budget_usd"_s, u"max_budget"_s},
        {u"budget_usd"_s, u"max_budget"_s},
        {u"usage_limit"_s, u"usage_limit_reached"_s},
    };
    return Names.value(error, error);
}

} // namespace

// `mcp__github__create_issue`
QString toolName(const QString& tool)
{
    const QStringList parts = tool.split(u"__"_s);
    return parts.size() >= 3 && parts.first() == "mcp"_L1 ? parts.mid(1).join(u' ') : tool;
}

bool isQuestion(const hook::ToolCall& call)
{
    return asksQuestions(call) || asksForPlan(call);
}

QString toolSummary(const hook::ToolCall& call)
{
    return fitted(toolName(call.tool) + u' ' + argumentOf(call.input));
}

Phrase questionText(const hook::ToolCall& call)
{
    if (asksForPlan(call))
        return phrase(QT_TRANSLATE_NOOP("tocsin::Subject", "Approve the plan?"));
    const QJsonArray questions = call.input.value("questions"_L1).toArray();
    return Phrase::verbatim(fitted(questions.at(0).toObject().value("question"_L1).toString()));
}

QString permissionSummary(const QString& message)
{
    static const QRegularExpression toUse{u"permission to use (.+)"_s};
    return fitted(toUse.match(message).captured(1));
}

Phrase apiErrorText(const QString& error, const QString& message)
{
    if (isUsageLimit({.error = error, .message = message})) {
        const QString time = limitResetWords(message);
        if (time.isEmpty())
            return phrase(QT_TRANSLATE_NOOP("tocsin::Subject", "Usage limit reached"));
        //: %1 is a time in Claude's own English words: 4am (UTC), Nov 28, 10:14am (Europe/Berlin), in 2 hours
        return phrase(QT_TRANSLATE_NOOP("tocsin::Subject", "Usage limit reached, resets %1"), {fitted(time)});
    }
    // The message knows more than the word: a 529 and a lost connection are both `server_error`, and most of
    // the requests that the API rejects are `unknown`.
    for (const Wording& wording : wordings()) {
        if (wording.inMessage.match(message).hasMatch())
            return phrase(wording.words);
    }
    static const QHash<QString, const char*> Words{
        {u"rate_limit"_s, QT_TRANSLATE_NOOP("tocsin::Subject", "Rate limit reached")},
        {u"authentication_failed"_s, NotLoggedIn},
        {u"billing_error"_s, QT_TRANSLATE_NOOP("tocsin::Subject", "Billing problem")},
        {u"server_error"_s, InternalError},
        {u"overloaded"_s, Overloaded},
        {u"invalid_request"_s, Rejected},
        {u"model_not_found"_s, NoSuchModel},
        {u"refusal"_s, Declined},
        {u"connection_failed"_s, ConnectionLost},
        {u"max_output_tokens"_s, QT_TRANSLATE_NOOP("tocsin::Subject", "The answer was too long")},
        {u"max_turns"_s, QT_TRANSLATE_NOOP("tocsin::Subject", "Turn limit reached (--max-turns)")},
        {u"max_budget"_s, QT_TRANSLATE_NOOP("tocsin::Subject", "Budget limit reached (--max-budget-usd)")},
        {u"unknown"_s, QT_TRANSLATE_NOOP("tocsin::Subject", "Unexpected API response")},
    };
    const QString known = knownName(error);
    if (const auto words = Words.constFind(known); words != Words.constEnd())
        return phrase(*words);
    if (error.isEmpty())
        return phrase(Words.value(u"unknown"_s));
    //: %1 is the API's own word for the error
    return phrase(QT_TRANSLATE_NOOP("tocsin::Subject", "API error: %1"),
                  {fitted(QString{error}.replace(u'_', u' '))});
}

bool isUsageLimit(const hook::StopFailure& failure)
{
    static const QRegularExpression words{u"\\b(?:hit|reached|used up) your .{0,40}limit\\b|\\busage "
                                          u"limit\\b|\\b(?:session|[0-9]+-hour|hourly|daily|"
                                          "weekly|monthly)(?: \\w+)? limit\\b"_s,
                                          QRegularExpression::CaseInsensitiveOption};
    return knownName(failure.error) == "usage_limit_reached"_L1 ||
           (failure.error == "rate_limit"_L1 && words.match(failure.message).hasMatch());
}

bool isInterruption(const hook::StopFailure& failure)
{
    static const QRegularExpression word{
        u"(?:^|[_ -])(?:interrupt(?:ed|ion)?|abort(?:ed)?|cancel(?:l?ed|lation)?)(?:$|[_ -])"_s,
        QRegularExpression::CaseInsensitiveOption};
    static const QRegularExpression message{
        u"^\\W*(?:API Error: )?(?:Request (?:was )?(?:interrupted|aborted|cancell?ed)|Interrupted) ?(?:by (?:the )?user|\\.|\\]|$)"_s,
        QRegularExpression::CaseInsensitiveOption};
    static const QSet<QString> vague{QString{}, u"unknown"_s, u"server_error"_s};
    return word.match(failure.error).hasMatch() ||
           (vague.contains(failure.error) && message.match(failure.message).hasMatch());
}

} // namespace tocsin
