// SPDX-License-Identifier: MIT
#include "core/claude/hooks/alert_summary.h"

#include <QJsonArray>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestAlertSummary final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesTheToolAndItsArgument_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QJsonObject>("input");
        QTest::addColumn<QString>("subject");
        const auto row = [](const char* name, const QString& tool, const QJsonObject& input,
                            const QString& subject) { QTest::newRow(name) << tool << input << subject; };
        row("Bash", u"Bash"_s, {{u"command"_s, u"npm publish"_s}, {u"description"_s, u"Publish"_s}},
            u"Bash npm publish"_s);
        row("Bash in lines", u"Bash"_s, {{u"command"_s, u"a &&\n\tb\x1b[2J"_s}}, u"Bash a && b[2J"_s);
        row("Write", u"Write"_s, {{u"file_path"_s, u"/home/dev/a.c"_s}, {u"content"_s, u"secret"_s}},
            u"Write /home/dev/a.c"_s);
        row("Edit", u"Edit"_s, {{u"file_path"_s, u"/home/dev/a.c"_s}}, u"Edit /home/dev/a.c"_s);
        row("NotebookEdit", u"NotebookEdit"_s, {{u"notebook_path"_s, u"/n.ipynb"_s}},
            u"NotebookEdit /n.ipynb"_s);
        row("WebFetch", u"WebFetch"_s, {{u"url"_s, u"https://user:pw@example.org/p?token=1"_s}},
            u"WebFetch example.org"_s);
        row("WebSearch", u"WebSearch"_s, {{u"query"_s, u"qt timers"_s}}, u"WebSearch qt timers"_s);
        row("Grep", u"Grep"_s, {{u"path"_s, u"/src"_s}, {u"pattern"_s, u"TODO"_s}}, u"Grep TODO"_s);
        row("Task", u"Task"_s, {{u"description"_s, u"Look around"_s}, {u"prompt"_s, u"long"_s}},
            u"Task Look around"_s);
        row("MCP", u"mcp__github__create_issue"_s, {{u"title"_s, u"x"_s}}, u"github create_issue"_s);
        row("mcp without a tool", u"mcp__x"_s, {}, u"mcp__x"_s);
        row("nothing known", u"Sleep"_s, {{u"seconds"_s, 3}}, u"Sleep"_s);
        row("mistyped", u"Bash"_s, {{u"command"_s, 3}}, u"Bash"_s);
    }
    void namesTheToolAndItsArgument()
    {
        QFETCH(QString, tool);
        QFETCH(QJsonObject, input);
        QFETCH(QString, subject);
        QCOMPARE(toolSummary({.tool = tool, .input = input}), subject);
    }
    void isShort()
    {
        const QString subject =
            toolSummary({.tool = u"Bash"_s, .input = {{u"command"_s, QString{5000, u'x'}}}});
        QCOMPARE(subject.size(), 200);
        QVERIFY(subject.endsWith(QChar{0x2026}));
    }
    void knowsQuestions()
    {
        QVERIFY(isQuestion({.tool = u"AskUserQuestion"_s}));
        QVERIFY(isQuestion({.tool = u"ExitPlanMode"_s}));
        QVERIFY(!isQuestion({.tool = u"Bash"_s}));
    }
    void takesTheFirstQuestion()
    {
        const QJsonArray questions{QJsonObject{{u"question"_s, u"Which\ncolour?"_s}},
                                   QJsonObject{{u"question"_s, u"Which size?"_s}}};
        const Phrase text =
            questionText({.tool = u"AskUserQuestion"_s, .input = {{u"questions"_s, questions}}});
        QCOMPARE(text.english(), u"Which colour?"_s);
        QCOMPARE(text.translated(), u"Which colour?"_s);
    }
    void hasNoWordsForAQuestionWithoutAny()
    {
        QVERIFY(questionText({.tool = u"AskUserQuestion"_s}).isEmpty());
        QVERIFY(questionText({.tool = u"AskUserQuestion"_s, .input = {{u"questions"_s, u"x"_s}}}).isEmpty());
    }
    void asksForThePlan()
    {
        QCOMPARE(questionText({.tool = u"ExitPlanMode"_s}).english(), u"Approve the plan?"_s);
    }
    void takesTheToolFromAPermissionMessage()
    {
        QCOMPARE(permissionSummary(u"Claude needs your permission to use Bash"_s), u"Bash"_s);
        QCOMPARE(permissionSummary(u"Claude needs your permission"_s), QString{});
    }
    void putsApiErrorsInWords_data()
    {
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* error, const char* message, const char* words) {
            QTest::newRow(name) << QString::fromUtf8(error) << QString::fromUtf8(message)
                                << QString::fromUtf8(words);
        };
        const char* const overloaded = "API Error: 529 Overloaded. This is a server-side issue, usually "
                                       "temporary — try again in a moment. "
                                       "If it persists, check your inference gateway (localhost).";
        row("session limit", "rate_limit", "You've hit your session limit · resets 4:11am (UTC)",
            "Usage limit reached, resets 4:11am (UTC)");
        row("5-hour limit", "rate_limit", "You've hit your 5-hour limit · resets 4am (UTC)",
            "Usage limit reached, resets 4am (UTC)");
        row("weekly limit", "rate_limit", "You've hit your weekly limit · resets Nov 28, 10:14am (UTC)",
            "Usage limit reached, resets Nov 28, 10:14am (UTC)");
        row("limit", "rate_limit", "You've hit your limit · resets 3:40pm (Europe/Berlin)",
            "Usage limit reached, resets 3:40pm (Europe/Berlin)");
        row("spend limit", "rate_limit", "You've hit your monthly spend limit.", "Usage limit reached");
        row("usage limit of 2025", "rate_limit", "Claude AI usage limit reached|1795680000",
            "Usage limit reached");
        row("too many requests", "rate_limit",
            "API Error: Request rejected (429) · Number of requests exceeded", "Rate limit reached");
        row("rate limit without words", "rate_limit", "", "Rate limit reached");
        row("529", "server_error", overloaded, "The API is overloaded");
        row("529 by an older client", "unknown",
            "API Error: 529 {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}",
            "The API is overloaded");
        row("overloaded", "overloaded", "", "The API is overloaded");
        row("500", "server_error", "API Error: 500 Internal server error. This is a server-side issue",
            "The API had an internal error");
        row("server error without words", "server_error", "", "The API had an internal error");
        row("dropped", "server_error",
            "API Error: Connection dropped (ECONNRESET). Check the gateway set in ANTHROPIC_BASE_URL",
            "Connection to the API lost");
        row("dropped, older client", "server_error", "API Error: Unable to connect to API (ECONNRESET)",
            "Connection to the API lost");
        row("no name", "unknown", "API Error: getaddrinfo failed (ENOTFOUND)", "Connection to the API lost");
        row("slow", "server_error", "API Error: Request timed out.", "The API did not respond in time");
        row("400", "unknown", "API Error: 400 messages.1: text content blocks must be non-empty",
            "The API rejected the request");
        row("invalid request without words", "invalid_request", "", "The API rejected the request");
        row("too long", "invalid_request",
            "Prompt is too long · the request is ~250000 tokens (limit 200000)",
            "The conversation is too long");
        row("credit", "billing_error", "Credit balance is too low", "The credit balance is too low");
        row("billing", "billing_error", "", "Billing problem");
        row("key", "authentication_failed", "Invalid API key · Fix external API key",
            "The API key is not valid");
        row("not logged in", "authentication_failed", "Not logged in · Please run /login",
            "Claude Code is not logged in");
        row("denied", "authentication_failed", "Please run /login · API Error: 403 Forbidden",
            "The API denied access");
        row("model", "model_not_found",
            "There's an issue with the selected model (claude-opus-5-5). It may not exist",
            "The selected model is not available");
        row("refusal", "invalid_request",
            "API Error: Opus 5.5's safeguards flagged this message (https://www.anthropic.com/legal/aup).",
            "Claude declined the request");
        row("refusal, older client", "invalid_request",
            "API Error: Claude Code is unable to respond to this request, which appears to violate our Usage "
            "Policy (https://www.anthropic.com/legal/aup).",
            "Claude declined the request");
        row("answer too long", "max_output_tokens", "", "The answer was too long");
        row("turns", "max_turns_reached", "", "Turn limit reached (--max-turns)");
        row("budget", "error_max_budget_usd", "", "Budget limit reached (--max-budget-usd)");
        row("unknown", "unknown", "Something odd", "Unexpected API response");
        row("nothing", "", "", "Unexpected API response");
        row("new", "model_asleep", "", "API error: model asleep");
        row("words of Claude about errors", "server_error", "I fixed the code that prints API Error: 529",
            "The API had an internal error");
    }
    void putsApiErrorsInWords()
    {
        QFETCH(QString, error);
        QFETCH(QString, message);
        QFETCH(QString, words);
        QCOMPARE(apiErrorText(error, message).english(), words);
    }
    void tellsAUsageLimitFromTooManyRequests()
    {
        QVERIFY(isUsageLimit({.error = u"rate_limit"_s, .message = u"You've hit your weekly limit"_s}));
        QVERIFY(!isUsageLimit({.error = u"rate_limit"_s, .message = u"API Error: Request rejected (429)"_s}));
        QVERIFY(!isUsageLimit({.error = u"server_error"_s, .message = u"You've hit your weekly limit"_s}));
    }
    void tellsTheUsersOwnInterruptionFromAnError()
    {
        for (const char* const error : {"interrupted", "user_interrupt", "aborted", "request_aborted",
                                        "user_abort", "cancelled", "canceled", "user_cancelled"})
            QVERIFY2(isInterruption({.error = QString::fromLatin1(error)}), error);
        QVERIFY(isInterruption({.error = u"unknown"_s, .message = u"[Request interrupted by user]"_s}));
        QVERIFY(isInterruption({.error = u"unknown"_s, .message = u"API Error: Request was aborted."_s}));
        for (const char* const error :
             {"rate_limit", "server_error", "unknown", "authentication_failed", "overloaded", ""})
            QVERIFY2(!isInterruption({.error = QString::fromLatin1(error), .message = u"API Error: x"_s}),
                     error);
        QVERIFY(!isInterruption({.error = u"rate_limit"_s, .message = u"Request interrupted by user"_s}));
    }
};

QTEST_GUILESS_MAIN(TestAlertSummary)
#include "test_alert_summary.moc"
