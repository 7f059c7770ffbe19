// SPDX-License-Identifier: MIT
// What the real service does not do when a test wants it: refuse, and hang.
#include "app/shortcut/kglobalaccel_shortcut.h"
#include "tests/support/fake_bus_service.h"

#include <QDBusObjectPath>
#include <QSignalSpy>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

const QString Service = u"org.kde.kglobalaccel"_s;
const QString Path = u"/kglobalaccel"_s;
const QString Interface = u"org.kde.KGlobalAccel"_s;
const QString ComponentPath = u"/component/tocsin"_s;

void beKind(FakeBusService& service)
{
    service.on(Path, Interface, u"doRegister"_s, [](const QDBusMessage&) { return QVariantList{}; });
    service.on(Path, Interface, u"setShortcut"_s, QVariant::fromValue(QList<int>{}));
    service.on(Path, Interface, u"setInactive"_s, [](const QDBusMessage&) { return QVariantList{}; });
    service.on(Path, Interface, u"getComponent"_s, QVariant::fromValue(QDBusObjectPath{ComponentPath}));
}

} // namespace

class TestKGlobalAccelRefusals final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutAServiceOrABusThereIsNone()
    {
        KGlobalAccelShortcut shortcut{QDBusConnection::sessionBus()};
        QSignalSpy changed{&shortcut, &GlobalShortcut::changed};
        shortcut.start();
        KGlobalAccelShortcut withoutBus{QDBusConnection{u"none"_s}};
        withoutBus.start();
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(!shortcut.isOn() && !withoutBus.isOn());
        QCOMPARE(shortcut.status(), u"org.kde.kglobalaccel does not run"_s);
        QVERIFY(withoutBus.status().isEmpty());
    }

    void whatItRefusesIsSaid_data()
    {
        QTest::addColumn<QString>("method");
        for (const char* method : {"doRegister", "setShortcut", "getComponent"})
            QTest::newRow(method) << QString::fromLatin1(method);
    }
    void whatItRefusesIsSaid()
    {
        QFETCH(QString, method);
        FakeBusService service{{Service}};
        beKind(service);
        service.onError(Path, Interface, method, u"org.kde.kglobalaccel.NoSuchComponent"_s);
        QVERIFY(service.start());
        KGlobalAccelShortcut shortcut{QDBusConnection::sessionBus()};
        QSignalSpy changed{&shortcut, &GlobalShortcut::changed};
        shortcut.start();
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(!shortcut.isOn());
        QCOMPARE(shortcut.status(),
                 u"org.kde.kglobalaccel, %1: org.kde.kglobalaccel.NoSuchComponent"_s.arg(method));
    }

    void theKeyIsSetAsDefaultAndAsPresentButNeverForced()
    {
        FakeBusService service{{Service}};
        beKind(service);
        QList<uint> flags;
        service.on(Path, Interface, u"setShortcut"_s, [&flags](const QDBusMessage& call) {
            flags << call.arguments().value(2).toUInt();
            return QVariantList{QVariant::fromValue(QList<int>{})};
        });
        QVERIFY(service.start());
        KGlobalAccelShortcut shortcut{QDBusConnection::sessionBus()};
        shortcut.start();
        QTRY_VERIFY(shortcut.isOn());
        QCOMPARE(flags, (QList<uint>{8, 2}));
    }

    void keysOfOtherActionsAreNotOurs()
    {
        FakeBusService service{{Service}};
        beKind(service);
        QVERIFY(service.start());
        KGlobalAccelShortcut shortcut{QDBusConnection::sessionBus()};
        QSignalSpy activated{&shortcut, &GlobalShortcut::activated};
        shortcut.start();
        QTRY_VERIFY(shortcut.isOn());
        const auto press = [&](const QString& component, const QString& action, qlonglong time) {
            service.emitSignal(ComponentPath, u"org.kde.kglobalaccel.Component"_s, u"globalShortcutPressed"_s,
                               {component, action, time});
        };
        press(u"tocsin"_s, u"Close Requests"_s, 1);
        press(u"kwin"_s, u"Open Requests"_s, 2);
        press(u"tocsin"_s, u"Open Requests"_s, 0); // under Wayland there is no time
        press(u"tocsin"_s, u"Open Requests"_s, 4);
        QTRY_COMPARE(activated.size(), 2);
        QCOMPARE(activated.at(0).constFirst().toString(), QString{});
        QCOMPARE(activated.at(1).constFirst().toString(), u"tocsin_TIME4"_s);
    }

    void aServiceThatHangsDoesNotHoldUp()
    {
        FakeBusService service{{Service}};
        beKind(service);
        service.hang();
        QVERIFY(service.start());
        KGlobalAccelShortcut shortcut{QDBusConnection::sessionBus()};
        shortcut.start();
        QTRY_COMPARE(service.calls(u"doRegister"_s), 1);
        QVERIFY(!shortcut.isOn());
        service.stop();
        QTRY_COMPARE(shortcut.status(), u"org.kde.kglobalaccel has ended"_s);
        service.hang(false);
        QVERIFY(service.start());
        QTRY_VERIFY(shortcut.isOn());
    }
};

QTEST_GUILESS_MAIN(TestKGlobalAccelRefusals)
#include "test_kglobalaccel_refusals.moc"
