// SPDX-License-Identifier: MIT
#include "core/claude/hooks/hook_parser.h"
#include "core/claude/hooks/test_document.h"
#include "core/ipc/requests.h"
#include "core/pipeline/test_report.h"
#include "core/policy/alert_topic.h"
#include "core/policy/plan.h"
#include "core/store/history_row.h"

#include <QJsonDocument>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QDateTime Now = QDateTime::fromString(u"2026-02-01T14:00:00Z"_s, Qt::ISODate);

HistoryRow row(const QString& session, const QString& text, int minutesAgo)
{
    return {.session = session, .raisedAt = Now.addSecs(-60 * minutesAgo), .text = text};
}
} // namespace

/// How often a test may send a text, and when.
class TestTestReport final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNextTextIsHalfAnHourAfterTheLast_data()
    {
        QTest::addColumn<QString>("session");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("minutesAgo");
        QTest::addColumn<int>("minutesLeft"); // 0: now
        const QString test = newTestSession();
        QTest::newRow("sent") << test << u"sent"_s << 10 << 20;
        QTest::newRow("just now") << test << u"sent"_s << 0 << 30;
        QTest::newRow("on its way") << test << u"pending"_s << 10 << 20;
        QTest::newRow("held by the server") << test << u"held"_s << 10 << 20;
        QTest::newRow("long ago") << test << u"sent"_s << 31 << 0;
        QTest::newRow("not sent") << test << u"withheld"_s << 10 << 0;
        QTest::newRow("another session's") << u"shop"_s << u"sent"_s << 10 << 0;
        QTest::newRow("a clock that went back") << test << u"sent"_s << -600 << 0;
    }
    void theNextTextIsHalfAnHourAfterTheLast()
    {
        QFETCH(QString, session);
        QFETCH(QString, text);
        QFETCH(int, minutesAgo);
        QFETCH(int, minutesLeft);
        const QDateTime next =
            nextTestText({row(u"shop"_s, u"sent"_s, 1), row(session, text, minutesAgo)}, Now);
        QCOMPARE(next, minutesLeft == 0 ? QDateTime{} : Now.addSecs(60 * minutesLeft));
    }

    void itsTextWaitsForNobody()
    {
        const OpenAlert open{.alert = exampleOf(AlertTopic::Waiting, Now)};
        Preferences preferences;
        preferences.topics.fill({.text = TextWhen::AfterGrace, .grace = 60s});
        Context context{.now = Now, .isWished = true, .presence = Presence::Present};
        QCOMPARE(planFor(open, context, preferences).text.reason, PlanReason::Grace);
        context.isTest = true;
        const Plan plan = planFor(open, context, preferences);
        QCOMPARE(plan.text.reason, PlanReason::None);
        QCOMPARE(plan.text.at, Now);
        QCOMPARE(plan.text.graceElsewhere, 0s);
        for (const AlertTopic other : AlertTopics) {
            if (other != AlertTopic::Waiting) // or a program that claims to be the test could send more texts
                QCOMPARE(planFor({.alert = exampleOf(other, Now)}, context, preferences).text.reason,
                         PlanReason::Grace);
        }
        context.mutedUntil = Now.addSecs(60);
        QCOMPARE(planFor(open, context, preferences).text.reason, PlanReason::Muted);
    }

    void itsDocumentsAreThoseOfASession()
    {
        for (const TestStep step : {TestStep::Begin, TestStep::Wait, TestStep::End}) {
            const QString session = newTestSession();
            const QJsonObject event =
                QJsonDocument::fromJson(testDocument(step, session, u"Test"_s, u"/home/ada"_s)).object();
            QJsonObject request = ipc::HookHeader{
                .id = u"0f8fad5b-d9cb-469f-a165-70867728950e"_s,
                .bootId = u"boot"_s,
                .monotonicNs = 1,
                .wallMs = 1'700'000'000'123,
                .hostname = u"desk"_s,
                .claude = {},
                .terminal = {}}.toJson();
            request.insert(u"event"_s, event);
            const auto parsed = parseHookRequest(request);
            QVERIFY(parsed);
            QCOMPARE(parsed->sessionId, session);
        }
    }
};

QTEST_GUILESS_MAIN(TestTestReport)
#include "test_test_report.moc"
