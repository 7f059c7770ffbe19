// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/pipeline/alert_log.h"
#include "core/pipeline/alert_recorder.h"
#include "core/pipeline/engine.h"
#include "core/pipeline/held_back_text.h"
#include "core/pipeline/history_report.h"

#include <QRegularExpression>
#include <QTest>

#include <functional>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class NoTranscripts final : public TranscriptProbe
{
public:
    [[nodiscard]] std::optional<QDateTime> modifiedAt(const QString& /*path*/) const override { return {}; }
};

class NoBranches final : public BranchProbe
{
public:
    [[nodiscard]] QString branchOf(const QString& /*folder*/) const override { return {}; }
};

const hook::ToolCall Call{.tool = u"Bash"_s, .input = {{u"command"_s, u"rm secret-file"_s}}};

} // namespace

Q_DECLARE_METATYPE(std::function<void(tocsin::Engine&, const QDateTime&)>)

class TestAlertRecorder final : public QObject
{
    Q_OBJECT

    const QDateTime m_start = utcAt(QDate{2026, 2, 1}, QTime{14, 0});
    NoTranscripts m_transcripts;
    NoBranches m_branches;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<AlertRecorder> m_recorder;
    QDateTime m_now;
    QString m_agent;

    void makeEngine()
    {
        m_engine = std::make_unique<Engine>(EngineConfig{},
                                            EngineDependencies{.transcripts = m_transcripts,
                                                               .branches = m_branches,
                                                               .machine = {.hostname = u"desk"_s},
                                                               .newKey = [] { return QUuid::createUuid(); }});
        m_recorder = std::make_unique<AlertRecorder>(*m_engine);
    }
    void take(hook::Details details)
    {
        static qint64 monotonic{1};
        HookEvent event;
        event.origin.id = QUuid::createUuid();
        event.origin.bootId = u"boot"_s;
        event.origin.monotonicNs = monotonic++;
        event.origin.wall = m_now;
        event.sessionId = u"s"_s;
        event.cwd = u"/srv/shop"_s;
        event.agentId = m_agent;
        event.details = std::move(details);
        m_last = m_engine->take(event, m_now);
    }
    void fail(const QString& error, const QString& callId, const QString& agentId = {})
    {
        hook::ToolCall call = Call;
        call.id = callId;
        m_agent = agentId;
        take(hook::PostToolUseFailure{.call = call, .error = error});
        m_agent.clear();
    }
    [[nodiscard]] std::vector<HistoryRow> changes() { return m_recorder->takeChanges(m_engine->takeDirty()); }
    void pass(std::chrono::milliseconds time)
    {
        m_now = m_now.addMSecs(time.count());
        m_last = m_engine->tick(m_now);
    }
    [[nodiscard]] QUuid sentKey() const
    {
        for (const Action& action : m_last) {
            if (const auto* event = std::get_if<SendServerEvent>(&action))
                return event->key;
        }
        return {};
    }

    Actions m_last;

private Q_SLOTS:
    void init()
    {
        m_now = m_start;
        makeEngine();
        std::ignore = m_engine->setLoggedIn(true, m_start);
        take(hook::UserPromptSubmit{.prompt = u"x"_s});
        QVERIFY(changes().empty());
    }
    void anAlertIsARowWithItsPlanAndOnlyChangesAreNew()
    {
        take(hook::PermissionRequest{.call = Call});
        const std::vector<HistoryRow> rows = changes();
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows[0].topic, u"permission"_s);
        QCOMPARE(rows[0].session, u"s"_s);
        QCOMPARE(rows[0].name, u"shop"_s);
        QVERIFY(!rows[0].text.isEmpty() && !rows[0].closedAt.isValid());
        pass(1ms);
        QVERIFY(changes().empty());
    }
    void noTextIsPromisedThatCannotCome_data()
    {
        QTest::addColumn<std::function<void(Engine&, const QDateTime&)>>("change");
        QTest::addColumn<QString>("reason");
        using Change = std::function<void(Engine&, const QDateTime&)>;
        QTest::newRow("logged out") << Change{[](Engine& engine, const QDateTime& now) {
            std::ignore = engine.setLoggedIn(false, now);
        }} << u"no_login"_s;
        QTest::newRow("the login lapsed")
            << Change{[](Engine& engine, const QDateTime&) { engine.loginLapsed(); }} << u"no_login"_s;
        QTest::newRow("texts off") << Change{[](Engine& engine, const QDateTime& now) {
            std::ignore = engine.stopByUser(u"s"_s, now);
        }} << u"texts_off"_s;
        QTest::newRow("refused") << Change{[](Engine& engine, const QDateTime&) { engine.refused(u"s"_s); }}
                                 << u"refused"_s;
    }
    void noTextIsPromisedThatCannotCome()
    {
        QFETCH(std::function<void(Engine&, const QDateTime&)>, change);
        QFETCH(QString, reason);
        change(*m_engine, m_now);
        take(hook::PermissionRequest{.call = Call});
        const HistoryRow row = changes().at(0);
        QCOMPARE(row.text, u"withheld"_s);
        QCOMPARE(row.textReason, reason);
        QVERIFY(!row.textAt.isValid());
        QVERIFY(alertLogLine(row, nullptr).endsWith(u"; no text (%1)"_s.arg(reason)));
        const QString line = historyReport({row}, m_now).message;
        QVERIFY2(line.endsWith(u", no text (%1)"_s.arg(heldBackReason(reason))), qPrintable(line));
        // The plan is none the less made: texts may be switched on.
        QCOMPARE(m_engine->openAlerts().front().sms.progress, SmsState::Progress::Due);
        std::ignore = m_engine->mute(u"s"_s, m_now.addSecs(7200), m_now);
        const QStringList lines = heldBackLines(m_engine->reportedAlerts(), m_now);
        QCOMPARE(lines.size(), 1);
        QVERIFY2(lines.first().startsWith(u"1 notification"_s), qPrintable(lines.first()));
        std::ignore = changes();
        take(hook::PostToolUse{.call = Call});
        const HistoryRow closed = changes().at(0);
        QCOMPARE(closed.text, u"withheld"_s);
        QCOMPARE(closed.textReason, reason);
    }
    void aTextIsPromisedOnceItCanCome()
    {
        std::ignore = m_engine->setLoggedIn(false, m_now);
        take(hook::PermissionRequest{.call = Call});
        QCOMPARE(changes().at(0).text, u"withheld"_s);
        std::ignore = m_engine->setLoggedIn(true, m_now);
        const std::vector<HistoryRow> rows = changes();
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows[0].text, u"due"_s);
        QVERIFY(rows[0].textAt > m_now);
        std::ignore = m_engine->stopByUser(u"s"_s, m_now);
        QCOMPARE(changes().at(0).textReason, u"texts_off"_s);
        std::ignore = m_engine->setTexts(u"s"_s, true, {}, m_now);
        QCOMPARE(changes().at(0).text, u"due"_s);
    }
    void aTextInTheOutboxWaitsForALoginThatLapsed()
    {
        take(hook::StopFailure{.error = u"rate_limit"_s});
        for (int i = 0; i < 100 && sentKey().isNull(); ++i)
            pass(1s);
        QVERIFY(!sentKey().isNull());
        std::ignore = changes();
        m_engine->loginLapsed();
        const HistoryRow row = changes().at(0);
        QCOMPARE(row.text, u"pending"_s);
        QCOMPARE(alertLogLine(row, nullptr).section(u"; "_s, -1), u"text waits for a login"_s);
        QVERIFY(historyReport({row}, m_now).message.endsWith(u"text waiting for you to log in"_s));
        std::ignore = m_engine->setLoggedIn(false, m_now); // and so did the outbox
        QCOMPARE(changes().at(0).textReason, u"no_login"_s);
    }
    void aMonitoredSessionIsNotReportedAnewWhileALoginIsRestored()
    {
        take(hook::PermissionRequest{.call = Call});
        const std::vector<HistoryRow> rows = changes();
        const QList<QJsonObject> saved{m_engine->saved(u"s"_s)};
        makeEngine();
        m_engine->restore(saved, {});
        m_recorder->restore(rows);
        pass(1ms);
        QVERIFY(m_recorder->takeChanges({u"s"_s}).empty());
    }
    void anAnswerClosesItAndWithdrawsTheText()
    {
        take(hook::PermissionRequest{.call = Call});
        const qint64 id = changes().at(0).id;
        pass(2s);
        std::ignore = changes();
        take(hook::PostToolUse{.call = Call});
        const std::vector<HistoryRow> rows = changes();
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows[0].id, id);
        QCOMPARE(rows[0].closedBy, u"answer"_s);
        QCOMPARE(rows[0].closedAt, m_now);
        QCOMPARE(rows[0].text, u"withdrawn"_s);
    }
    void theNextPromptIsAReasonOfItsOwn()
    {
        take(hook::StopFailure{.error = u"rate_limit"_s});
        std::ignore = changes();
        pass(1s);
        take(hook::UserPromptSubmit{.prompt = u"y"_s});
        QCOMPARE(changes().at(0).closedBy, u"prompt"_s);
    }
    void whatOpensAndClosesBetweenTwoCommitsIsARowToo()
    {
        take(hook::PermissionRequest{.call = Call});
        take(hook::PostToolUse{.call = Call});
        const std::vector<HistoryRow> rows = changes();
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows[0].closedBy, u"answer"_s);
    }
    void aTextOfAClosedAlertIsFollowed()
    {
        take(hook::StopFailure{.error = u"rate_limit"_s});
        QUuid key = sentKey();
        for (int i = 0; i < 100 && key.isNull(); ++i) {
            pass(1s);
            key = sentKey();
        }
        QVERIFY(!key.isNull());
        std::ignore = changes();
        take(hook::UserPromptSubmit{.prompt = u"y"_s});
        QVERIFY(changes().at(0).closedAt.isValid());
        m_recorder->answered(key, {.result = TextResult::Sent, .status = TextStatus::Queued}, m_now);
        m_recorder->answered(key, {.result = TextResult::Sent, .status = TextStatus::Undelivered}, m_now);
        const std::vector<HistoryRow> rows = changes();
        QCOMPARE(rows.back().text, u"sent"_s);
        QCOMPARE(rows.back().delivery, u"undelivered"_s);
        QCOMPARE(rows.back().textAt, m_now);
        m_recorder->answered(key, {.result = TextResult::Sent, .status = TextStatus::Delivered}, m_now);
        QVERIFY(changes().empty()); // the last word was said
    }
    void whatWasDecidedStaysWithTheAlert()
    {
        take(hook::PermissionRequest{.call = Call});
        const AlertId id = m_engine->openAlerts().front().alert.id;
        std::ignore = changes();
        m_recorder->decided(
            id, {.answer = u"allow"_s, .channel = u"window"_s, .at = m_now, .outcome = u"sent"_s});
        QCOMPARE(changes().at(0).answerOutcome, u"sent"_s);
        take(hook::PostToolUse{.call = Call});
        const HistoryRow closed = changes().back();
        QVERIFY(closed.closedAt.isValid());
        QCOMPARE(closed.answer, u"allow"_s);
        m_recorder->decided(
            id, {.answer = u"allow"_s, .channel = u"window"_s, .at = m_now, .outcome = u"taken"_s});
        const HistoryRow judged = changes().at(0);
        QCOMPARE(judged.answerOutcome, u"taken"_s);
        QCOMPARE(judged.closedAt, closed.closedAt);
        QVERIFY(alertLogLine(judged, &closed).contains(u"answered: allow, by window: taken"_s));
        QVERIFY(!alertLogLine(judged, &closed).contains(u"secret-file"_s));
    }
    void aTextOfADecidedAlertKeepsTheDecision()
    {
        take(hook::StopFailure{.error = u"rate_limit"_s});
        const AlertId id = m_engine->openAlerts().front().alert.id;
        QUuid key = sentKey();
        for (int i = 0; i < 100 && key.isNull(); ++i) {
            pass(1s);
            key = sentKey();
        }
        std::ignore = changes();
        m_recorder->decided(id,
                            {.answer = u"deny"_s, .channel = u"window"_s, .at = m_now, .outcome = u"sent"_s});
        take(hook::UserPromptSubmit{.prompt = u"y"_s});
        std::ignore = changes();
        m_recorder->decided(
            id, {.answer = u"deny"_s, .channel = u"window"_s, .at = m_now, .outcome = u"taken"_s});
        m_recorder->answered(key, {.result = TextResult::Sent, .status = TextStatus::Queued}, m_now);
        QCOMPARE(changes().back().answerOutcome, u"taken"_s);
        m_recorder->decided(
            id, {.answer = u"deny"_s, .channel = u"window"_s, .at = m_now, .outcome = u"too_late"_s});
        const HistoryRow row = changes().back();
        QCOMPARE(row.text, u"sent"_s);
        QCOMPARE(row.answerOutcome, u"too_late"_s);
    }
    void aRestartGoesOnWithoutSayingItAllAgain()
    {
        take(hook::PermissionRequest{.call = Call});
        const std::vector<HistoryRow> rows = changes();
        AlertRecorder next{*m_engine};
        next.restore(rows);
        QVERIFY(next.takeChanges({u"s"_s}).empty());
    }
    void aFailedToolIsARowWithoutAnAlert()
    {
        fail(u"FAILED tests/test_crash_recovery.py"_s, u"t1"_s);
        const std::vector<HistoryRow> rows = changes();
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows[0].topic, QString{FailedToolTopic});
        QCOMPARE(rows[0].name, u"shop"_s);
        QCOMPARE(rows[0].raisedAt, m_now);
        QVERIFY(m_engine->openAlerts().empty());
        fail(u"FAILED tests/test_crash_recovery.py"_s, u"t1"_s); // by another copy of the plugin
        QVERIFY(changes().empty());
    }
    void theAlertOfAFailedToolTakesItsRow()
    {
        fail(u"sudo: a password is required"_s, u"t1"_s);
        const HistoryRow entry = changes().at(0);
        take(hook::Stop{});
        pass(3s);
        const std::vector<HistoryRow> rows = changes();
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows[0].id, entry.id);
        QCOMPARE(rows[0].topic, u"error"_s);
        QVERIFY(!rows[0].closedAt.isValid());
    }
    void aSubagentsFailureIsNotTheTurns()
    {
        fail(u"sudo: a password is required"_s, u"t1"_s, u"agent"_s);
        const qint64 id = changes().at(0).id;
        take(hook::Stop{});
        pass(3s);
        const std::vector<HistoryRow> rows = changes();
        QCOMPARE(rows.size(), 1U);
        QVERIFY(rows[0].id != id);
        QCOMPARE(rows[0].topic, u"finished"_s);
    }
    void theLogSaysWhatChangedAndNoContents()
    {
        const QRegularExpression plan{u"^alert \\d+ of \"shop\" permission: notification .*; text at 14:"_s};
        QTest::ignoreMessage(QtInfoMsg, plan);
        take(hook::PermissionRequest{.call = Call});
        const HistoryRow first = changes().at(0);
        QVERIFY(!alertLogLine(first, nullptr).contains(u"secret-file"_s));
        QVERIFY(alertLogLine(first, &first).isEmpty());
        HistoryRow again = first;
        again.textAt = first.textAt.addMSecs(first.textAt.time().msec() < 999 ? 1 : -1);
        again.notificationAt =
            again.notificationAt.addMSecs(again.notificationAt.time().msec() < 999 ? 1 : -1);
        QVERIFY2(alertLogLine(again, &first).isEmpty(), qPrintable(alertLogLine(again, &first)));
        HistoryRow later = first;
        later.text = u"held_back"_s;
        later.textReason = u"rate_limited"_s;
        later.textAt = m_start.addSecs(32 * 60);
        QVERIFY(alertLogLine(later, &first).endsWith(u": text held back until 14:32:00 (rate_limited)"_s));
    }
};

QTEST_APPLESS_MAIN(TestAlertRecorder)
#include "test_alert_recorder.moc"
