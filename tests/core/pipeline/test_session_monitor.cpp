// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/pipeline/session_monitor.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

/// Records what it was asked to watch.
class ToldWatcher final : public ProcessWatcher
{
public:
    QList<qint64> watched{};

    void watch(const QList<ClaudeProcess>& processes) override
    {
        watched.clear();
        for (const ClaudeProcess& process : processes)
            watched += process.pid;
    }
};

const QDateTime BootedAt = utcAt(QDate{2026, 2, 1}, QTime{8, 0});
const LocalMachine Boot{
    .bootId = u"now"_s, .pidNamespace = u"pid:[1]"_s, .hostname = u"desk"_s, .since = BootedAt};

WatchedSession session(qint64 pid, const QString& bootId, const QString& pidNamespace = u"pid:[1]"_s)
{
    return {.id = QString::number(pid),
            .hostname = u"desk"_s,
            .processes = {{.pid = pid, .startTime = u"1"_s, .bootId = bootId, .pidNamespace = pidNamespace}},
            .lastActivityAt = BootedAt.addSecs(60)};
}

} // namespace

class TestSessionWatch final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void watchesWhatRunsHere()
    {
        ToldWatcher watcher;
        SessionMonitor watch{watcher, Boot};
        WatchedSession unknown = session(0, u"now"_s);
        watch.watch({session(10, u"now"_s), session(11, u"now"_s, {}), unknown,
                     session(12, u"now"_s, u"pid:[2]"_s), session(13, u"another"_s), session(14, {})});
        QCOMPARE(watcher.watched, (QList<qint64>{10, 11}));
        watch.watch({session(11, u"now"_s)});
        QCOMPARE(watcher.watched, QList<qint64>{11});
    }
    void watchesEachProcessOfASessionThatIsOpenInTwoTerminals()
    {
        ToldWatcher watcher;
        SessionMonitor watch{watcher, Boot};
        WatchedSession twice = session(10, u"now"_s);
        twice.processes += session(11, u"now"_s).processes;
        watch.watch({twice});
        QCOMPARE(watcher.watched, (QList<qint64>{10, 11}));
    }
    void aMachineThatWasRestartedRunsNothingOfBefore()
    {
        ToldWatcher watcher;
        SessionMonitor watch{watcher, Boot};
        QSignalSpy gone{&watch, &SessionMonitor::processGone};
        WatchedSession before = session(10, u"before"_s);
        before.lastActivityAt = BootedAt.addSecs(-60);
        watch.watch({before});
        QCOMPARE(gone.size(), 0);
        QVERIFY(gone.wait());
        QCOMPARE(gone.size(), 1);
        QCOMPARE(gone.first().first().value<ClaudeProcess>().pid, 10);
        watch.watch({before});
        QTest::qWait(0);
        QCOMPARE(gone.size(), 1);
    }
    void anotherMachineOfOurNameIsLeftAlone()
    {
        ToldWatcher watcher;
        SessionMonitor watch{watcher, Boot};
        QSignalSpy gone{&watch, &SessionMonitor::processGone};
        WatchedSession other = session(11, u"before"_s);
        other.hostname = u"server"_s;
        other.lastActivityAt = BootedAt.addSecs(-60);
        watch.watch({session(10, u"theirs"_s), other});
        QTest::qWait(0);
        QCOMPARE(gone.size(), 0);
    }
    void handsOnWhatTranscriptsOfThisMachineSay()
    {
        QTemporaryDir folder;
        QFile file{folder.filePath(u"t.jsonl"_s)};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"timestamp\":\"2026-02-01T14:00:00.000Z\"}\n");
        file.close();
        ToldWatcher watcher;
        SessionMonitor watch{watcher, Boot};
        QSignalSpy signs{&watch, &SessionMonitor::eventsRead};
        WatchedSession theirs = session(10, u"theirs"_s);
        WatchedSession ours = session(11, u"now"_s);
        theirs.transcriptPath = ours.transcriptPath = file.fileName();
        watch.watch({theirs, ours});
        QVERIFY(signs.wait());
        QCOMPARE(signs.size(), 1);
        QCOMPARE(signs.first().first().toString(), u"11"_s);
    }
    void handsOnWhatProcessesOfThisMachineSay()
    {
        QTemporaryDir folder;
        QVERIFY(QDir{folder.path()}.mkdir(u"sessions"_s));
        QList<WatchedSession> sessions{session(10, u"now"_s), session(11, u"now"_s, u"pid:[2]"_s),
                                       session(12, u"theirs"_s), session(13, u"now"_s)};
        for (WatchedSession& each : sessions) {
            each.transcriptPath = folder.filePath(u"projects/x/"_s + each.id + u".jsonl"_s);
            QFile file{folder.filePath(u"sessions/"_s + each.id + u".json"_s)};
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(R"({"procStart":"1","status":"busy","sessionId":"other","pid":)" + each.id.toUtf8() +
                       '}');
        }
        sessions.last().transcriptPath.clear();
        ToldWatcher watcher;
        SessionMonitor watch{watcher, Boot};
        QSignalSpy seen{&watch, &SessionMonitor::statusSeen};
        QSignalSpy lost{&watch, &SessionMonitor::statusLost};
        watch.watch(sessions);
        QCOMPARE(seen.size(), 0);
        QTRY_COMPARE(seen.size(), 1);
        QCOMPARE(seen.first().first().value<ClaudeProcess>(), sessions.first().processes.first());
        QCOMPARE(seen.first().at(1).value<ClaudeStatus>().sessionId, u"other"_s);
        QVERIFY(QFile::remove(folder.filePath(u"sessions/10.json"_s)));
        QTRY_COMPARE(lost.size(), 1);
        QCOMPARE(seen.size(), 1);
        QCOMPARE(lost.first().first().value<ClaudeProcess>().pid, 10);
    }
};

QTEST_GUILESS_MAIN(TestSessionWatch)
#include "test_session_monitor.moc"
