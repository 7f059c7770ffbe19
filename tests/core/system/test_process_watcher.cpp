// SPDX-License-Identifier: MIT
#include "core/system/process_watcher.h"
#include "core/system/system_info.h"

#include <QProcess>
#include <QTest>

#include <csignal>
#include <memory>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

struct Ended
{
    void operator()(QProcess* process) const
    {
        process->kill();
        process->waitForFinished();
        delete process;
    }
};

/// Something that runs until it is killed, or this test ends.
std::unique_ptr<QProcess, Ended> sleeper()
{
    std::unique_ptr<QProcess, Ended> process{new QProcess};
    process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process->start(u"sleep"_s, {u"600"_s});
    process->waitForStarted();
    return process;
}

ClaudeProcess processOf(qint64 pid)
{
    return {.pid = pid, .startTime = QString::fromLatin1(processInfo(pid).startTime)};
}

} // namespace

class TestProcessWatcher final : public QObject
{
    Q_OBJECT

    std::unique_ptr<SystemProcessWatcher> m_watcher;
    QList<qint64> m_gone;

private Q_SLOTS:
    void init()
    {
        m_watcher = std::make_unique<SystemProcessWatcher>();
        m_gone.clear();
        connect(m_watcher.get(), &ProcessWatcher::gone, this,
                [this](const ClaudeProcess& process) { m_gone += process.pid; });
    }

    void tellsOnceThatAProcessWasKilled()
    {
        const auto one = sleeper();
        const auto two = sleeper();
        const ClaudeProcess first = processOf(one->processId());
        const ClaudeProcess second = processOf(two->processId());
        QVERIFY(first != second);
        m_watcher->watch({first, second, first});
        one->kill();
        QTRY_COMPARE(m_gone, QList{first.pid});
        m_watcher->watch({first, second});
        two->kill();
        QTRY_COMPARE(m_gone, (QList{first.pid, second.pid}));
    }
    void oneThatIsGoneAlreadyIsToldFromTheEventLoop()
    {
        const auto process = sleeper();
        const ClaudeProcess known = processOf(process->processId());
        process->kill();
        QVERIFY(process->waitForFinished());
        m_watcher->watch({known});
        QCOMPARE(m_gone, QList<qint64>{});
        QTRY_COMPARE(m_gone, QList{known.pid});
    }
    void aPidThatIsAnotherProcessByNowIsGone()
    {
        const auto process = sleeper();
        ClaudeProcess older = processOf(process->processId());
        older.startTime = u"1"_s;
        m_watcher->watch({older});
        QTRY_COMPARE(m_gone, QList{older.pid});
    }
    void aProcessThatNobodyWaitsForIsGoneToo()
    {
        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(0);
        QTRY_VERIFY(processInfo(child).hasEnded);
        m_watcher->watch({processOf(child)});
        QTRY_COMPARE(m_gone, QList<qint64>{child});
        ::waitpid(child, nullptr, 0);
    }
    void whatIsNotWatchedAnyMoreIsNotTold()
    {
        const auto one = sleeper();
        const auto two = sleeper();
        m_watcher->watch({processOf(one->processId()), processOf(two->processId())});
        const ClaudeProcess second = processOf(two->processId());
        m_watcher->watch({second});
        one->kill();
        QVERIFY(one->waitForFinished());
        two->kill();
        QTRY_COMPARE(m_gone, QList{second.pid});
    }
    void whatTheKernelDoesNotTellIsSeenAllTheSame()
    {
        SystemProcessWatcher looker{0};
        connect(&looker, &ProcessWatcher::gone, this,
                [this](const ClaudeProcess& process) { m_gone += process.pid; });
        const auto one = sleeper();
        const auto two = sleeper();
        const ClaudeProcess known = processOf(one->processId());
        looker.watch({known, processOf(two->processId())});
        one->kill();
        QTRY_COMPARE_WITH_TIMEOUT(m_gone, QList{known.pid}, 15'000);
    }
    void oneWithoutAStartTimeIsWatchedAllTheSame()
    {
        const auto process = sleeper();
        m_watcher->watch({{.pid = process->processId()}});
        process->kill();
        QTRY_COMPARE(m_gone.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestProcessWatcher)
#include "test_process_watcher.moc"
