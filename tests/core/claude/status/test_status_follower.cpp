// SPDX-License-Identifier: MIT
#include "core/claude/status/status_follower.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <memory>
#include <sys/stat.h>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto Never = 24h;

ClaudeProcess process(qint64 pid, const QString& startTime = u"100"_s)
{
    return {.pid = pid, .startTime = startTime};
}

QByteArray document(const QByteArray& state, qint64 at, const QByteArray& more = {})
{
    return R"({"pid":7,"procStart":"100","sessionId":"s","status":")" + state + R"(","statusUpdatedAt":)" +
           QByteArray::number(at) + more + '}';
}

} // namespace

class TestStatusFollower final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<StatusFollower> m_follower;
    QStringList m_seen;

    [[nodiscard]] QString folder() const { return m_dir->filePath(u"sessions"_s); }
    [[nodiscard]] QString path(const QString& name) const { return folder() + u'/' + name; }
    /// As Claude Code does: in place.
    void write(const QByteArray& bytes, const QString& name = u"7.json"_s) const
    {
        QFile file{path(name)};
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    void begin(std::chrono::milliseconds grace = Never,
               std::unique_ptr<FolderWatcher> watcher = makeFolderWatcher())
    {
        m_follower = std::make_unique<StatusFollower>(std::move(watcher), grace);
        connect(
            m_follower.get(), &StatusFollower::statusSeen, this,
            [this](const ClaudeProcess& of, const ClaudeStatus& status) {
                static const QStringList Names{u"unknown"_s, u"idle"_s, u"busy"_s, u"waiting"_s, u"shell"_s};
                m_seen += u"%1 %2 %3"_s.arg(of.pid)
                              .arg(Names.at(static_cast<int>(status.state)))
                              .arg(status.updatedAt.toMSecsSinceEpoch());
            });
        connect(m_follower.get(), &StatusFollower::statusLost, this,
                [this](const ClaudeProcess& of) { m_seen += u"%1 lost"_s.arg(of.pid); });
    }
    void follow(const QList<ClaudeProcess>& processes) const
    {
        QList<StatusSource> sources;
        for (const ClaudeProcess& each : processes)
            sources.append({.process = each, .folder = folder()});
        m_follower->follow(sources);
    }
    [[nodiscard]] QString sawLast() const { return m_seen.isEmpty() ? QString{} : m_seen.last(); }
    /// Until the follower has read the files of `processes`, those that do not matter here too. Another
    /// process's file says when.
    void passed(QList<ClaudeProcess> processes)
    {
        static int mark = 0;
        processes += process(90, u"1"_s);
        follow(processes);
        ++mark;
        write(R"({"pid":90,"procStart":"1","status":"idle","statusUpdatedAt":)" + QByteArray::number(mark) +
                  '}',
              u"90.json"_s);
        QTRY_COMPARE(sawLast(), u"90 idle %1"_s.arg(mark));
        m_seen.removeIf([](const QString& seen) { return seen.startsWith(u"90 "_s); });
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir{m_dir->path()}.mkdir(u"sessions"_s));
        m_seen.clear();
    }
    void cleanup() { m_follower.reset(); }

    void tellsWhatIsThereAndEachChange()
    {
        write(document("busy", 1));
        begin();
        follow({process(7)});
        QCOMPARE(m_seen, QStringList{});
        QTRY_COMPARE(m_seen, QStringList{u"7 busy 1"_s});
        write(document("waiting", 2, R"(,"waitingFor":"permission prompt")"));
        QTRY_COMPARE(sawLast(), u"7 waiting 2"_s);
        write(document("busy", 3));
        QTRY_COMPARE(sawLast(), u"7 busy 3"_s);
        write(document("idle", 4));
        QTRY_COMPARE(sawLast(), u"7 idle 4"_s);
        QCOMPARE(m_seen.size(), 4);
    }
    void tellsAChangeThatLeavesTheStateAlone()
    {
        write(document("waiting", 1, R"(,"waitingFor":"permission prompt")"));
        begin();
        QSignalSpy seen{m_follower.get(), &StatusFollower::statusSeen};
        follow({process(7)});
        const auto last = [&] {
            return seen.isEmpty() ? ClaudeStatus{} : seen.last().at(1).value<ClaudeStatus>();
        };
        QTRY_COMPARE(last().waitingFor, u"permission prompt"_s);
        write(document("waiting", 1, R"(,"waitingFor":"input needed")"));
        QTRY_COMPARE(last().waitingFor, u"input needed"_s);
        write(document("waiting", 1, R"(,"waitingFor":"input needed","name":"Release","nameSource":"user")"));
        QTRY_COMPARE(last().name, u"Release"_s);
        write(
            document("waiting", 1,
                     R"(,"name":"Release","nameSource":"user","waitingFor":"input needed","sessionId":"t")"));
        QTRY_COMPARE(last().sessionId, u"t"_s);
        // Between the two it was something else, too briefly to be read.
        write(
            document("waiting", 2,
                     R"(,"name":"Release","nameSource":"user","waitingFor":"input needed","sessionId":"t")"));
        QTRY_COMPARE(seen.size(), 5);
        write(document(
            "waiting", 2,
            R"(,"name":"Release","nameSource":"user","waitingFor":"input needed","sessionId":"t","updatedAt":9)"));
        passed({process(7)});
        QCOMPARE(m_seen.size(), 5);
    }
    void aHalfWrittenFileWaitsForItsEnd()
    {
        write(document("busy", 1));
        begin();
        follow({process(7)});
        QTRY_COMPARE(m_seen, QStringList{u"7 busy 1"_s});
        const QByteArray whole = document("idle", 2);
        for (const qsizetype size : {qsizetype{0}, qsizetype{1}, whole.size() / 2, whole.size() - 1}) {
            write(whole.first(size));
            passed({process(7)});
            QCOMPARE(m_seen, QStringList{u"7 busy 1"_s});
        }
        write(whole);
        QTRY_COMPARE(sawLast(), u"7 idle 2"_s);
        QCOMPARE(m_seen.size(), 2);
    }
    void followsTheNameWhenTheFileIsReplaced()
    {
        write(document("busy", 1));
        begin();
        follow({process(7)});
        QTRY_COMPARE(sawLast(), u"7 busy 1"_s);
        write(document("idle", 2), u"new"_s);
        QCOMPARE(::rename(QFile::encodeName(path(u"new"_s)).constData(),
                          QFile::encodeName(path(u"7.json"_s)).constData()),
                 0);
        QTRY_COMPARE(sawLast(), u"7 idle 2"_s);
        write(document("busy", 3));
        QTRY_COMPARE(sawLast(), u"7 busy 3"_s);
        QCOMPARE(m_seen.size(), 3);
    }
    void oneThatComesBackInTimeWasNotLost()
    {
        const QByteArray other = R"({"pid":8,"procStart":"100","status":"idle","statusUpdatedAt":5})";
        write(document("busy", 1));
        write(other, u"8.json"_s);
        begin(1500ms);
        const QList<ClaudeProcess> both{process(7), process(8)};
        follow(both);
        QTRY_COMPARE(m_seen.size(), 2);
        m_seen.clear();
        QVERIFY(QFile::remove(path(u"7.json"_s)));
        passed(both);
        write(document("busy", 1));
        passed(both);
        QVERIFY(QFile::remove(path(u"8.json"_s))); // later than the other
        QTRY_COMPARE(m_seen, QStringList{u"8 lost"_s});
        write(document("idle", 2));
        QTRY_COMPARE(m_seen, (QStringList{u"8 lost"_s, u"7 idle 2"_s}));
    }
    void oneThatStaysAwayIsLostOnce()
    {
        write(document("busy", 1));
        begin(1ms);
        follow({process(7)});
        QTRY_COMPARE(sawLast(), u"7 busy 1"_s);
        QVERIFY(QFile::remove(path(u"7.json"_s)));
        QTRY_COMPARE(sawLast(), u"7 lost"_s);
        passed({process(7)});
        QCOMPARE(m_seen, (QStringList{u"7 busy 1"_s, u"7 lost"_s}));
        write(document("busy", 1));
        QTRY_COMPARE(sawLast(), u"7 busy 1"_s);
    }
    void oneThatNeverCameIsNotLost()
    {
        begin(1ms);
        follow({process(7)});
        passed({process(7)});
        QCOMPARE(m_seen, QStringList{});
        write(document("busy", 1));
        QTRY_COMPARE(m_seen, QStringList{u"7 busy 1"_s});
    }
    void whatAnEarlierProcessLeftBehindIsNotTold()
    {
        write(document("busy", 1));
        begin();
        follow({process(7, u"200"_s)});
        passed({process(7, u"200"_s)});
        QCOMPARE(m_seen, QStringList{});
        write(R"({"pid":7,"procStart":"200","status":"idle","statusUpdatedAt":2})");
        QTRY_COMPARE(m_seen, QStringList{u"7 idle 2"_s});
    }
    void aPidThatIsAnotherProcessByNowIsLost()
    {
        write(document("busy", 1));
        begin(1ms);
        QSignalSpy seen{m_follower.get(), &StatusFollower::statusSeen};
        QSignalSpy lost{m_follower.get(), &StatusFollower::statusLost};
        follow({process(7), process(7, u"200"_s)});
        QTRY_COMPARE(seen.size(), 1);
        write(R"({"pid":7,"procStart":"200","status":"idle"})");
        QTRY_COMPARE(lost.size(), 1);
        QCOMPARE(lost.first().first().value<ClaudeProcess>().startTime, u"100"_s);
        QTRY_COMPARE(seen.size(), 2);
        QCOMPARE(seen.last().first().value<ClaudeProcess>().startTime, u"200"_s);
    }
    void aFileOfAnotherPidUnderThisNameIsNotTold()
    {
        write(R"({"pid":8,"procStart":"100","status":"busy"})");
        begin();
        follow({process(7)});
        passed({process(7)});
        QCOMPARE(m_seen, QStringList{});
    }
    void neitherLinksNorPipesAreFollowed()
    {
        write(document("busy", 1), u"elsewhere"_s);
        QVERIFY(QFile::link(path(u"elsewhere"_s), path(u"7.json"_s)));
        begin();
        follow({process(7)});
        passed({process(7)});
        QCOMPARE(m_seen, QStringList{});
        QVERIFY(QFile::remove(path(u"7.json"_s)));
        QCOMPARE(::mkfifo(QFile::encodeName(path(u"7.json"_s)).constData(), 0600), 0);
        passed({process(7)});
        QCOMPARE(m_seen, QStringList{});
        QVERIFY(QFile::remove(path(u"7.json"_s)));
        write(document("busy", 1));
        QTRY_COMPARE(m_seen, QStringList{u"7 busy 1"_s});
    }
    void opensNoOtherFile()
    {
        write(document("busy", 1));
        begin();
        follow({process(7)});
        QTRY_COMPARE(m_seen.size(), 1);
        for (const QString& name : {u"7.0123abcd.key"_s, u"7.key"_s, u"8.json"_s}) {
            write("secret", name);
            struct stat before
            {};
            QCOMPARE(::stat(QFile::encodeName(path(name)).constData(), &before), 0);
            passed({process(7)});
            struct stat after
            {};
            QCOMPARE(::stat(QFile::encodeName(path(name)).constData(), &after), 0);
            QCOMPARE(after.st_atim.tv_sec, before.st_atim.tv_sec);
            QCOMPARE(after.st_atim.tv_nsec, before.st_atim.tv_nsec);
        }
        QCOMPARE(m_seen.size(), 1);
    }
    void leavesAloneWhatIsOver()
    {
        write(document("busy", 1));
        begin(1ms);
        follow({process(7)});
        QTRY_COMPARE(m_seen.size(), 1);
        passed({});
        write(document("idle", 2));
        passed({});
        QVERIFY(QFile::remove(path(u"7.json"_s)));
        passed({});
        QCOMPARE(m_seen, QStringList{u"7 busy 1"_s});
    }
    void tellsOnceOfAProcessThatHasTwoSessions()
    {
        write(document("busy", 1));
        begin();
        follow({process(7), process(7)});
        passed({process(7), process(7)});
        QCOMPARE(m_seen, QStringList{u"7 busy 1"_s});
    }
    void followsTheFoldersOfSeveralConfigurations()
    {
        const QString other = m_dir->filePath(u"other"_s);
        QVERIFY(QDir{m_dir->path()}.mkdir(u"other"_s));
        write(document("busy", 1));
        begin();
        m_follower->follow({{process(7), folder()}, {process(8), other}, {process(9), {}}});
        QTRY_COMPARE(m_seen, QStringList{u"7 busy 1"_s});
        write(R"({"pid":8,"procStart":"100","status":"idle","statusUpdatedAt":5})", u"../other/8.json"_s);
        QTRY_COMPARE(sawLast(), u"8 idle 5"_s);
    }
    void findsAFolderThatComesLater()
    {
        QVERIFY(QDir{m_dir->path()}.rmdir(u"sessions"_s));
        begin();
        follow({process(7)});
        QVERIFY(QDir{m_dir->path()}.mkdir(u"sessions"_s));
        write(document("busy", 1));
        QTRY_COMPARE(m_seen, QStringList{u"7 busy 1"_s});
        write(document("idle", 2));
        QTRY_COMPARE(sawLast(), u"7 idle 2"_s);
    }
    void followsTheNameWhenTheFolderIsReplaced()
    {
        write(document("busy", 1));
        begin();
        follow({process(7)});
        QTRY_COMPARE(m_seen.size(), 1);
        QVERIFY(QFile::rename(folder(), folder() + u".old"_s));
        QVERIFY(QDir{m_dir->path()}.mkdir(u"sessions"_s));
        write(document("idle", 2));
        QTRY_COMPARE(sawLast(), u"7 idle 2"_s);
    }
    void whatTheSystemDoesNotTellIsSeenAllTheSame()
    {
        write(document("busy", 1));
        begin(Never, nullptr);
        follow({process(7)});
        QTRY_COMPARE(m_seen, QStringList{u"7 busy 1"_s});
        write(document("idle", 2));
        QTRY_COMPARE(sawLast(), u"7 idle 2"_s);
    }
    void aThousandAreFollowed()
    {
        QList<ClaudeProcess> processes;
        for (int pid = 1000; pid < 2000; ++pid) {
            processes += process(pid);
            write(R"({"pid":)" + QByteArray::number(pid) + R"(,"procStart":"100","status":"busy"})",
                  u"%1.json"_s.arg(pid));
        }
        begin();
        follow(processes);
        QTRY_COMPARE(m_seen.size(), 1000);
        write(R"({"pid":1500,"procStart":"100","status":"idle","statusUpdatedAt":5})", u"1500.json"_s);
        QTRY_COMPARE(sawLast(), u"1500 idle 5"_s);
        QCOMPARE(m_seen.size(), 1001);
    }
    void whoHearsOfItMayEndTheFollowing()
    {
        write(document("busy", 1));
        begin(1ms);
        connect(m_follower.get(), &StatusFollower::statusSeen, this, [this] { m_follower->follow({}); });
        follow({process(7)});
        QTRY_COMPARE(m_seen.size(), 1);
        QVERIFY(QFile::remove(path(u"7.json"_s)));
        follow({process(7)});
        write(document("idle", 2));
        QTRY_COMPARE(sawLast(), u"7 idle 2"_s);
    }
};

QTEST_GUILESS_MAIN(TestStatusFollower)
#include "test_status_follower.moc"
