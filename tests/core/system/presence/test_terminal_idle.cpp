// SPDX-License-Identifier: MIT
// Which terminal shows that the person types: on a terminal of this machine, in a real tmux, over a real ssh.
#include "core/base/clock.h"
#include "core/system/presence/terminal_idle.h"
#include "tests/support/own_sshd.h"
#include "tests/support/own_tmux.h"
#include "tests/support/typed_terminal.h"

#include <QFile>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int LimitMs = 20'000;
constexpr int LongAgo = 600;

QDateTime now()
{
    return SystemClock{}.nowUtc();
}

bool isTyped(const QString& device)
{
    const PresenceFact fact = terminalIdle(device, now());
    return fact.idle && fact.idle < 60s;
}

bool isIdle(const QString& device)
{
    const PresenceFact fact = terminalIdle(device, now());
    return fact.idle && fact.idle > 500s;
}

} // namespace

class TestTerminalIdle final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void typingCountsAndOutputDoesNot()
    {
        TypedTerminal terminal;
        QVERIFY(terminal.run(u"sh"_s, {u"-c"_s, u"echo ready; read a; echo \"got $a\"; cat"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(terminal.shown().contains("ready"), LimitMs);
        QVERIFY(setLastTyped(terminal.device(), LongAgo));
        QVERIFY(isIdle(terminal.device()));
        QFile device{terminal.device()};
        QVERIFY(device.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        device.write("output\n");
        QTRY_VERIFY_WITH_TIMEOUT(terminal.shown().contains("output"), LimitMs);
        QVERIFY(isIdle(terminal.device()));
        terminal.type("yes\r");
        QTRY_VERIFY_WITH_TIMEOUT(terminal.shown().contains("got yes"), LimitMs);
        QVERIFY(isTyped(terminal.device()));
    }

    void inTmuxThePanesTerminalCountsKeysInThatPaneAlone()
    {
        const OwnTmux tmux;
        tmux.run({u"new-session"_s, u"-d"_s, u"cat"_s});
        tmux.run({u"split-window"_s, u"cat"_s});
        tmux.run({u"set-option"_s, u"-g"_s, u"assume-paste-time"_s, u"0"_s}); // keys come fast here
        const QStringList panes = tmux.run({u"list-panes"_s, u"-F"_s, u"#{pane_tty}"_s}).split(u'\n');
        QCOMPARE(panes.size(), 2);
        TypedTerminal client;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"TERM"_s, u"xterm"_s);
        QVERIFY(client.run(u"tmux"_s, tmux.command({u"attach"_s}), environment));
        QTRY_COMPARE_WITH_TIMEOUT(tmux.run({u"list-clients"_s, u"-F"_s, u"#{client_tty}"_s}), client.device(),
                                  LimitMs);
        for (const QString& device : panes + QStringList{client.device()})
            QVERIFY(setLastTyped(device, LongAgo));
        client.type("hello\r"); // into the second pane
        QTRY_VERIFY_WITH_TIMEOUT(isTyped(panes.at(1)), LimitMs);
        QVERIFY(isTyped(client.device()));
        QVERIFY(isIdle(panes.at(0)));
        // Keys for tmux itself are for no pane.
        for (const QString& device : panes + QStringList{client.device()})
            QVERIFY(setLastTyped(device, LongAgo));
        client.type("\x02o");
        QTRY_COMPARE_WITH_TIMEOUT(tmux.run({u"display-message"_s, u"-p"_s, u"#{pane_tty}"_s}), panes.at(0),
                                  LimitMs);
        QVERIFY(isTyped(client.device()));
        QVERIFY(isIdle(panes.at(0)) && isIdle(panes.at(1)));
        client.type("back\r");
        QTRY_VERIFY_WITH_TIMEOUT(isTyped(panes.at(0)), LimitMs);
        QVERIFY(isIdle(panes.at(1)));
    }

    void overSshTheTerminalOfTheFarSideCounts()
    {
        QVERIFY(m_sshd.start());
        TypedTerminal local;
        QVERIFY(local.run(u"ssh"_s, QStringList{u"-tt"_s} + m_sshd.clientOptions() +
                                        QStringList{u"127.0.0.1"_s, u"tty; exec cat"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(!local.shownDevice().isEmpty(), LimitMs);
        const QString remote = local.shownDevice();
        QVERIFY(remote != local.device());
        QVERIFY(setLastTyped(remote, LongAgo));
        QVERIFY(isIdle(remote));
        local.type("hello\r");
        QTRY_VERIFY_WITH_TIMEOUT(isTyped(remote), LimitMs);
    }

    void inTmuxOverSshThePaneCounts()
    {
        const OwnTmux tmux;
        tmux.run({u"new-session"_s, u"-d"_s, u"cat"_s});
        const QString pane = tmux.run({u"list-panes"_s, u"-F"_s, u"#{pane_tty}"_s});
        TypedTerminal local;
        QVERIFY(
            local.run(u"ssh"_s, QStringList{u"-tt"_s} + m_sshd.clientOptions() +
                                    QStringList{u"127.0.0.1"_s, u"TERM=xterm exec tmux "_s +
                                                                    tmux.command({u"attach"_s}).join(u' ')}));
        QTRY_VERIFY_WITH_TIMEOUT(!tmux.run({u"list-clients"_s}).isEmpty(), LimitMs);
        QVERIFY(setLastTyped(pane, LongAgo));
        QVERIFY(isIdle(pane));
        local.type("hello\r");
        QTRY_VERIFY_WITH_TIMEOUT(isTyped(pane), LimitMs);
    }

    void whatIsNoTerminalSaysSo_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("problem");
        const QString gone = u"the session's terminal is gone"_s;
        QTest::newRow("none") << QString{} << u"the session has no terminal"_s;
        QTest::newRow("gone") << u"/dev/pts/4294967"_s << gone;
        QTest::newRow("a folder") << u"/dev/pts"_s << gone;
        QTest::newRow("a file") << u"/etc/hostname"_s << gone;
        QTest::newRow("out of /dev") << u"/dev/../etc/hostname"_s << gone;
        QTest::newRow("a path that is none") << u"pts/0"_s << gone;
    }
    void whatIsNoTerminalSaysSo()
    {
        QFETCH(QString, path);
        QFETCH(QString, problem);
        const PresenceFact fact = terminalIdle(path, now());
        QCOMPARE(fact.problem, problem);
        QVERIFY(!fact.idle);
    }

    void aClockThatWasSetBackMakesItUnknown()
    {
        const TypedTerminal terminal;
        QVERIFY(setLastTyped(terminal.device(), -3600));
        QVERIFY(!terminalIdle(terminal.device(), now()).idle);
        QVERIFY(!terminalIdle(terminal.device(), now()).problem.isEmpty());
    }

private:
    OwnSshd m_sshd;
};

QTEST_GUILESS_MAIN(TestTerminalIdle)
#include "test_terminal_idle.moc"
