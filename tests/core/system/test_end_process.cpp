// SPDX-License-Identifier: MIT
#include "core/system/end_process.h"
#include "core/system/system_info.h"

#include <QProcess>
#include <QTest>

#include <unistd.h>

using namespace tocsin;
using namespace Qt::StringLiterals;

/// With real processes.
class TestEndProcess final : public QObject
{
    Q_OBJECT
private:
    /// Ends when it is asked to, with 7, or when it is left alone, with 3.
    QProcess m_process;

    [[nodiscard]] ClaudeProcess started()
    {
        m_process.start(u"/bin/sh"_s, {u"-c"_s, u"trap 'exit 7' TERM; echo ready; read line; exit 3"_s});
        if (!m_process.waitForReadyRead(60'000))
            qFatal("the process has not begun");
        return {.pid = m_process.processId(),
                .startTime = QString::fromLatin1(processInfo(m_process.processId()).startTime)};
    }

    /// Had it been asked before, it would have ended with 7.
    [[nodiscard]] bool isLeftAlone()
    {
        m_process.write("go\n");
        return m_process.waitForFinished(60'000) && m_process.exitCode() == 3;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_process.kill();
        m_process.waitForFinished(60'000);
    }

    void aProcessIsAskedAndEndsInItsOwnWay()
    {
        const ClaudeProcess process = started();
        QVERIFY(!process.startTime.isEmpty());
        QCOMPARE(askToEnd(process), EndRequest::Sent);
        QVERIFY(m_process.waitForFinished(60'000));
        QCOMPARE(m_process.exitCode(), 7);
        QCOMPARE(askToEnd(process), EndRequest::Gone);
    }
    void anotherProcessOfThatPidIsLeftAlone()
    {
        ClaudeProcess process = started();
        process.startTime += u'0';
        QCOMPARE(askToEnd(process), EndRequest::Gone);
        process.startTime.clear(); // then nothing tells the two apart
        QCOMPARE(askToEnd(process), EndRequest::Refused);
        QVERIFY(isLeftAlone());
    }
    void noProcessIsRefused()
    {
        QCOMPARE(askToEnd({}), EndRequest::Refused);
        QCOMPARE(askToEnd({.pid = -1, .startTime = u"1"_s}), EndRequest::Refused);
    }
    void anotherUsersProcessIsLeftAlone()
    {
        if (::geteuid() == 0) {
            // As root any process could be asked: it has to be compared by hand.
            m_process.setChildProcessModifier([] {
                if (::setuid(65534) != 0)
                    ::_exit(9);
            });
        } else {
            QCOMPARE(askToEnd({.pid = 1, .startTime = QString::fromLatin1(processInfo(1).startTime)}),
                     EndRequest::Refused);
            return;
        }
        const ClaudeProcess process = started();
        m_process.setChildProcessModifier({});
        QCOMPARE(askToEnd(process), EndRequest::Refused);
        QVERIFY(isLeftAlone());
    }
};

QTEST_GUILESS_MAIN(TestEndProcess)
#include "test_end_process.moc"
