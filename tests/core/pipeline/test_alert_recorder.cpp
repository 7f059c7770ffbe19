// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/pipeline/alert_log.h"
#include "core/pipeline/alert_recorder.h"
#include "core/pipeline/engine.h"

#include <QRegularExpression>
#include <QTest>

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
        m_engine = std::make_unique<Engine>(EngineConfig{},
                                            EngineDependencies{.transcripts = m_transcripts,
                                                               .branches = m_branches,
                                                               .machine = {.hostname = u"desk"_s},
                                                               .newKey = [] { return QUuid::createUuid(); }});
        m_recorder = std::make_unique<AlertRecorder>(*m_engine);
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
        HistoryRow later = first;
        later.text = u"held_back"_s;
        later.textReason = u"rate_limited"_s;
        later.textAt = m_start.addSecs(32 * 60);
        QVERIFY(alertLogLine(later, &first).endsWith(u": text held back until 14:32:00 (rate_limited)"_s));
    }
};

QTEST_APPLESS_MAIN(TestAlertRecorder)
#include "test_alert_recorder.moc"
