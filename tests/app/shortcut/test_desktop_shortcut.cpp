// SPDX-License-Identifier: MIT
#include "app/shortcut/desktop_shortcut.h"
#include "tests/app/shortcut/fake_portal.h"

#include <QSignalSpy>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

/// Kind to whoever registers.
class FakePlasma final
{
public:
    FakePlasma()
    {
        const QString path = u"/kglobalaccel"_s;
        const QString interface = u"org.kde.KGlobalAccel"_s;
        for (const QString& method : {u"doRegister"_s, u"setInactive"_s})
            service.on(path, interface, method, [](const QDBusMessage&) { return QVariantList{}; });
        service.on(path, interface, u"setShortcut"_s, QVariant::fromValue(QList<int>{}));
        service.on(path, interface, u"getComponent"_s,
                   QVariant::fromValue(QDBusObjectPath{u"/component/tocsin"_s}));
    }

    FakeBusService service{{u"org.kde.kglobalaccel"_s}};
};

} // namespace

class TestDesktopShortcut final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePortalIsUsedOnlyWithoutPlasmasService()
    {
        FakePortal portal;
        QVERIFY(portal.start());
        FakePlasma plasma;
        QVERIFY(plasma.service.start());
        DesktopShortcut shortcut{QDBusConnection::sessionBus(), QDBusConnection::sessionBus()};
        shortcut.setWanted(true); // an earlier time, on another desktop
        shortcut.start();
        QTRY_VERIFY(shortcut.isOn());
        QCOMPARE(shortcut.status(), u"org.kde.kglobalaccel"_s);
        QTRY_COMPARE(portal.calls(u"Get"_s), 1);
        QVERIFY(portal.settle() && portal.settle()); // the answer, and what comes of it
        QVERIFY(!shortcut.isOffered());
        QCOMPARE(portal.calls(u"Register"_s), 0);
        QCOMPARE(portal.calls(u"CreateSession"_s), 0);

        plasma.service.stop();
        QTRY_VERIFY(shortcut.isOffered());
        QTRY_COMPARE(shortcut.status(), u"org.freedesktop.portal.Desktop"_s);
        QVERIFY(shortcut.isOn());
        QSignalSpy activated{&shortcut, &GlobalShortcut::activated};
        portal.press(u"open-requests"_s, portal.session, {{u"activation_token"_s, u"t"_s}});
        QTRY_COMPARE(activated.size(), 1);
        QCOMPARE(activated.constFirst().constFirst().toString(), u"t"_s);

        QVERIFY(plasma.service.start());
        QTRY_COMPARE(shortcut.status(), u"org.kde.kglobalaccel"_s);
        QVERIFY(!shortcut.isOffered());
        portal.press(u"open-requests"_s, portal.session);
        plasma.service.emitSignal(u"/component/tocsin"_s, u"org.kde.kglobalaccel.Component"_s,
                                  u"globalShortcutPressed"_s, {u"tocsin"_s, u"Open Requests"_s, 7LL});
        QTRY_COMPARE(activated.size(), 2);
        QCOMPARE(activated.constLast().constFirst().toString(), u"tocsin_TIME7"_s);
    }

    void aRefusalIsPassedOnAndNotForgotten()
    {
        FakePortal portal;
        QVERIFY(portal.start());
        portal.answer = FakePortal::Answer::Refused;
        DesktopShortcut shortcut{QDBusConnection::sessionBus(), QDBusConnection::sessionBus()};
        QSignalSpy refused{&shortcut, &GlobalShortcut::refused};
        shortcut.setWanted(true);
        shortcut.start();
        QTRY_COMPARE(refused.size(), 1);
        FakePlasma plasma; // comes and goes
        QVERIFY(plasma.service.start());
        QTRY_VERIFY(shortcut.isOn());
        plasma.service.stop();
        QTRY_VERIFY(!shortcut.isOn());
        QVERIFY(portal.settle());
        QCOMPARE(portal.calls(u"Register"_s), 1); // it would begin with that
        QCOMPARE(portal.calls(u"BindShortcuts"_s), 1);
    }
};

QTEST_GUILESS_MAIN(TestDesktopShortcut)
#include "test_desktop_shortcut.moc"
