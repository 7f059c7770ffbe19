// SPDX-License-Identifier: MIT
#include "core/system/local_machine.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestLocalMachine final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsItself()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const LocalMachine machine = LocalMachine::current(now);
        QVERIFY(!machine.bootId.isEmpty() && !machine.hostname.isEmpty());
        QVERIFY(machine.since < now);
        QVERIFY(machine.canSee({.pid = 1, .bootId = machine.bootId, .pidNamespace = machine.pidNamespace}));
    }
    void tellsItsProcessesFromOthers()
    {
        const LocalMachine machine{.bootId = u"now"_s, .pidNamespace = u"pid:[1]"_s};
        const ClaudeProcess ours{.pid = 7, .bootId = u"now"_s, .pidNamespace = u"pid:[1]"_s};
        QVERIFY(machine.isSameBoot(ours) && machine.canSee(ours));
        ClaudeProcess older = ours; // from a bridge that does not say it
        older.pidNamespace.clear();
        QVERIFY(machine.canSee(older));
        ClaudeProcess inContainer = ours;
        inContainer.pidNamespace = u"pid:[2]"_s;
        QVERIFY(machine.isSameBoot(inContainer) && !machine.canSee(inContainer));
        ClaudeProcess elsewhere = ours;
        elsewhere.bootId = u"theirs"_s;
        QVERIFY(!machine.isSameBoot(elsewhere) && !machine.canSee(elsewhere));
        ClaudeProcess unknown = ours;
        unknown.pid = 0;
        QVERIFY(machine.isSameBoot(unknown) && !machine.canSee(unknown));
        QVERIFY(!machine.isSameBoot({}) && !machine.canSee({}));
    }
    void withoutPidNamespacesThereIsOne()
    {
        const LocalMachine machine{.bootId = u"now"_s};
        QVERIFY(machine.canSee({.pid = 7, .bootId = u"now"_s}));
        QVERIFY(machine.canSee({.pid = 7, .bootId = u"now"_s, .pidNamespace = u"pid:[1]"_s}));
    }
    void anUnknownBootIsNoneOfOurs()
    {
        QVERIFY(!LocalMachine{}.isSameBoot({.pid = 7}));
        QVERIFY(!LocalMachine{}.canSee({.pid = 7}));
    }
};

QTEST_GUILESS_MAIN(TestLocalMachine)
#include "test_local_machine.moc"
