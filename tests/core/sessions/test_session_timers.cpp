// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/sessions/session_timers.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const SessionRules Rules{.doneDelay = 3s,
                         .commandsDelay = 5min,
                         .endDelay = 1s,
                         .lossDelay = 2s,
                         .witnessDelay = 700ms,
                         .inactivity = 10min,
                         .forgetEndedAfter = 10min,
                         .forgetSilentAfter = 24h};

const ClaudeProcess Process{.pid = 100, .startTime = u"1"_s, .bootId = u"boot"_s};

QDateTime at(int seconds)
{
    return utcAt(QDate{2026, 2, 1}, QTime{14, 0}).addSecs(seconds);
}

class OneTranscript final : public TranscriptProbe
{
public:
    std::optional<QDateTime> written{at(0)};
    [[nodiscard]] std::optional<QDateTime> modifiedAt(const QString& /*path*/) const override
    {
        return written;
    }
};

/// In a turn since at(0).
Session working()
{
    Session session;
    session.id = u"a"_s;
    session.processes = {Process};
    session.startedAt = session.since = session.lastActivityAt = at(0);
    session.state = SessionState::Working;
    session.turn = {.process = Process, .isOpen = true, .startedAt = at(0), .hadActivity = true};
    return session;
}

} // namespace

class TestSessionTimers final : public QObject
{
    Q_OBJECT

    AlertBook m_book;
    OneTranscript m_transcript;
    SessionEvents m_events;

    void advance(Session& session, int seconds)
    {
        advanceTime(session, m_book, Rules, m_transcript, at(seconds), m_events);
    }
    [[nodiscard]] QList<AlertCause> raised() const
    {
        QList<AlertCause> causes;
        for (const auto& [id, open] : m_book.open())
            causes += open.alert.cause;
        return causes;
    }

private Q_SLOTS:
    void init()
    {
        m_book = {};
        m_transcript.written = at(0);
        m_events.clear();
    }

    void aTurnIsFinishedAfterASilence()
    {
        Session session = working();
        session.turn.wasStopped = true;
        session.turn.completion = PendingCompletion{.stoppedAt = at(60), .dueAt = at(63)};
        QCOMPARE(deadlineOf(session, Rules, false), at(63));
        advance(session, 62);
        QCOMPARE(session.state, SessionState::Working);
        advance(session, 63);
        QCOMPARE(session.state, SessionState::Done);
        QCOMPARE(raised(), QList{AlertCause::TurnDone});
    }

    void anEntryAfterTheStopBeginsTheSilenceAgain()
    {
        Session session = working();
        session.turn.completion = PendingCompletion{.stoppedAt = at(60), .dueAt = at(63)};
        m_transcript.written = at(62);
        advance(session, 63);
        QCOMPARE(session.state, SessionState::Working);
        QCOMPARE(deadlineOf(session, Rules, false), at(65));
    }

    void aBusyClaudeIsNotFinishedForAWhile()
    {
        Session session = working();
        session.statuses = {{.process = Process, .state = ClaudeStatus::State::Busy, .at = at(59)}};
        session.turn.completion = PendingCompletion{.stoppedAt = at(60), .dueAt = at(63)};
        QCOMPARE(deadlineOf(session, Rules, false), at(660));
    }

    void silenceIsTold_data()
    {
        QTest::addColumn<bool>("hasDialog");
        QTest::addColumn<bool>("runsTool");
        QTest::addColumn<bool>("isReadable");
        QTest::addColumn<bool>("isTold");
        QTest::newRow("silence") << false << false << true << true;
        QTest::newRow("a person thinks") << true << false << true << false;
        QTest::newRow("a tool runs") << false << true << true << false;
        QTest::newRow("nothing can be read") << false << false << false << false;
    }
    void silenceIsTold()
    {
        QFETCH(bool, hasDialog);
        QFETCH(bool, runsTool);
        QFETCH(bool, isReadable);
        QFETCH(bool, isTold);
        Session session = working();
        if (hasDialog)
            (void)m_book.raise({.alert = {.sessionId = u"a"_s,
                                          .kind = AlertKind::Permission,
                                          .cause = AlertCause::Permission}});
        if (runsTool)
            session.turn.runningCalls = {u"t1"_s};
        if (!isReadable)
            m_transcript.written.reset();
        advance(session, 599);
        advance(session, 600);
        QCOMPARE(raised().contains(AlertCause::Inactive), isTold);
        QCOMPARE(session.state == SessionState::Quiet, isTold);
    }

    void anEntryIsASignOfLife()
    {
        Session session = working();
        m_transcript.written = at(500);
        advance(session, 600);
        QCOMPARE(session.state, SessionState::Working);
        QCOMPARE(deadlineOf(session, Rules, false), at(1100));
    }

    void anInactiveSessionIsLookedAtAgain()
    {
        Session session = working();
        advance(session, 600);
        QCOMPARE(deadlineOf(session, Rules, false), at(660));
        m_transcript.written = at(650);
        advance(session, 660);
        QCOMPARE(session.state, SessionState::Working);
    }

    void aProcessThatIsGoneIsNewsForAWhile_data()
    {
        QTest::addColumn<int>("aliveAt");
        QTest::addColumn<SessionState>("state");
        QTest::newRow("seen a moment ago") << 7190 << SessionState::Lost;
        QTest::newRow("seen within a quarter of an hour") << 6400 << SessionState::Lost;
        QTest::newRow("seen an hour ago") << 3600 << SessionState::Ended;
        QTest::newRow("never seen") << -1 << SessionState::Ended;
    }
    void aProcessThatIsGoneIsNewsForAWhile()
    {
        QFETCH(int, aliveAt);
        QFETCH(SessionState, state);
        Session session = working();
        if (aliveAt >= 0)
            session.aliveAt = at(aliveAt);
        session.pendingLoss = PendingEnd{.at = at(7200), .dueAt = at(7202)};
        advance(session, 7201);
        QVERIFY(!session.isOver());
        advance(session, 7202);
        QCOMPARE(session.state, state);
        QVERIFY(session.isOver());
    }

    void whileTheAppRunsAProcessIsKnownToRun()
    {
        Session session = working();
        session.turn.runningCalls = {u"t1"_s};
        session.aliveAt = at(0);
        for (int seconds = 300; seconds <= 3600; seconds += 300) {
            QCOMPARE(deadlineOf(session, Rules, false), at(seconds));
            advance(session, seconds);
            QCOMPARE(session.aliveAt, at(seconds));
        }
    }

    void afterALongAbsenceItIsNotKnown()
    {
        Session session = working();
        session.turn.runningCalls = {u"t1"_s};
        session.aliveAt = at(0);
        advance(session, 3600);
        QVERIFY(!session.aliveAt.isValid());
        QVERIFY(deadlineOf(session, Rules, false) > at(3600));
    }

    void sleepIsNoAbsence()
    {
        Session session = working();
        session.turn.runningCalls = {u"t1"_s};
        session.aliveAt = at(0);
        rebaseTimers(session, Rules, at(36000));
        advance(session, 36000);
        QCOMPARE(session.aliveAt, at(36000));
    }

    void afterAJumpNothingIsDueLaterThanIfItBeganNow()
    {
        Session session = working();
        session.turn.completion = PendingCompletion{.stoppedAt = at(60), .dueAt = at(63)};
        session.pendingLoss = PendingEnd{.at = at(60), .dueAt = at(62)};
        session.lastActivityAt = at(60);
        rebaseTimers(session, Rules, at(-3600));
        QCOMPARE(session.turn.completion->dueAt, at(-3597));
        QCOMPARE(session.pendingLoss->dueAt, at(-3598));
        QCOMPARE(session.lastActivityAt, at(-3600));
    }

    void aLimitIsOverAtItsTime()
    {
        Session session = working();
        session.turn = {.hasFailed = true};
        session.state = SessionState::Error;
        session.limitResetsAt = at(1800);
        QCOMPARE(deadlineOf(session, Rules, false), at(1800));
        advance(session, 1800);
        QCOMPARE(raised(), QList{AlertCause::LimitOver});
        advance(session, 1900);
        QCOMPARE(raised().size(), 1);
    }

    void sessionsAreForgottenInTheEnd()
    {
        Session ended = working();
        ended.endedAt = at(60);
        QCOMPARE(expiresAt(ended, Rules), at(660));
        Session silent = working();
        silent.state = SessionState::Idle;
        silent.turn = {};
        QCOMPARE(expiresAt(silent, Rules), at(24 * 3600));
        advance(silent, 24 * 3600);
        QVERIFY(silent.isOver());
        QVERIFY(raised().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSessionTimers)
#include "test_session_timers.moc"
