// SPDX-License-Identifier: MIT
#include "core/system/system_info.h"
#include "tests/support/typed_terminal.h"

#include <QProcess>
#include <QTest>

#include <unistd.h>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

class TestControllingTerminal final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isTheTerminalThatTheProcessWasStartedIn()
    {
        TypedTerminal first;
        TypedTerminal second;
        QVERIFY(first.run(u"cat"_s, {}));
        QVERIFY(second.run(u"cat"_s, {}));
        QTRY_COMPARE(QString::fromLatin1(controllingTerminal(first.pid())), first.device());
        QTRY_COMPARE(QString::fromLatin1(controllingTerminal(second.pid())), second.device());
    }

    void isTheSameWhenItsInputAndOutputAreElsewhere()
    {
        TypedTerminal terminal;
        QVERIFY(terminal.run(u"sh"_s, {u"-c"_s, u"exec sleep 1000 </dev/null >/dev/null 2>&1"_s}));
        QTRY_COMPARE(QString::fromLatin1(controllingTerminal(terminal.pid())), terminal.device());
    }

    void isEmptyWhereThereIsNone()
    {
        QProcess alone;
        alone.setChildProcessModifier([] { ::setsid(); });
        alone.start(u"cat"_s, {});
        QVERIFY(alone.waitForStarted());
        QCOMPARE(controllingTerminal(alone.processId()), QByteArray{});
        alone.kill();
        QVERIFY(alone.waitForFinished());
        QCOMPARE(controllingTerminal(0), QByteArray{});
        QCOMPARE(controllingTerminal(999'999'999), QByteArray{});
    }
};

QTEST_GUILESS_MAIN(TestControllingTerminal)
#include "test_controlling_terminal.moc"
