// SPDX-License-Identifier: MIT
#include "app/shortcut/portal_shortcut.h"
#include "tests/app/shortcut/fake_portal.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

class TestPortalShortcut final : public QObject
{
    Q_OBJECT

    std::unique_ptr<FakePortal> m_portal;
    std::unique_ptr<PortalShortcut> m_shortcut;

    void startBoth()
    {
        QVERIFY(m_portal->start());
        m_shortcut->start();
        QTRY_VERIFY(m_shortcut->isOffered());
    }
    void turnOn()
    {
        startBoth();
        m_shortcut->setWanted(true);
        QTRY_VERIFY(m_shortcut->isOn());
    }

private Q_SLOTS:
    void init()
    {
        m_portal = std::make_unique<FakePortal>();
        m_shortcut = std::make_unique<PortalShortcut>(QDBusConnection::sessionBus());
    }
    void cleanup()
    {
        m_shortcut.reset();
        m_portal.reset();
    }

    void nothingIsAskedOfThePersonBeforeTheyWantIt()
    {
        startBoth();
        QVERIFY(!m_shortcut->isOn());
        QVERIFY(m_portal->settle());
        QCOMPARE(m_portal->calls(u"Register"_s), 0);
        QCOMPARE(m_portal->calls(u"CreateSession"_s), 0);
        QCOMPARE(m_portal->calls(u"BindShortcuts"_s), 0);
    }

    void isBoundUnderOurName()
    {
        turnOn();
        QCOMPARE(m_portal->app, u"tocsin"_s);
        QCOMPARE(m_portal->bound, QStringList{u"open-requests: Open Requests"_s});
        QCOMPARE(m_shortcut->status(), u"org.freedesktop.portal.Desktop"_s);
        m_shortcut->setWanted(true); // again
        QVERIFY(m_portal->settle());
        QCOMPARE(m_portal->calls(u"Register"_s), 1); // it would begin with that
        QCOMPARE(m_portal->calls(u"BindShortcuts"_s), 1);
    }

    void theKeyActivatesWithItsToken()
    {
        turnOn();
        QSignalSpy activated{m_shortcut.get(), &GlobalShortcut::activated};
        m_portal->press(u"another"_s, m_portal->session);
        m_portal->press(u"open-requests"_s, u"/org/freedesktop/portal/desktop/session/1_1/another"_s);
        m_portal->press(u"open-requests"_s, m_portal->session, {{u"activation_token"_s, u"t1"_s}});
        m_portal->press(u"open-requests"_s, m_portal->session);
        QTRY_COMPARE(activated.size(), 2);
        QCOMPARE(activated.at(0).constFirst().toString(), u"t1"_s);
        QCOMPARE(activated.at(1).constFirst().toString(), QString{});
    }

    void aRefusalIsTakenForAnAnswer()
    {
        startBoth();
        m_portal->answer = FakePortal::Answer::Refused;
        QSignalSpy refused{m_shortcut.get(), &PortalShortcut::refused};
        m_shortcut->setWanted(true);
        QTRY_COMPARE(refused.size(), 1);
        QVERIFY(!m_shortcut->isOn());
        m_portal->stop(); // and a new portal does not ask again
        QTRY_VERIFY(!m_shortcut->isOffered());
        QVERIFY(m_portal->start());
        QTRY_VERIFY(m_shortcut->isOffered());
        QVERIFY(m_portal->settle());
        QCOMPARE(m_portal->calls(u"Register"_s), 1);
        QCOMPARE(m_portal->calls(u"BindShortcuts"_s), 1);
        m_portal->answer = FakePortal::Answer::Yes;
        m_shortcut->setWanted(true); // another act
        QTRY_VERIFY(m_shortcut->isOn());
    }

    void aYesForNoKeyIsOff()
    {
        startBoth();
        m_portal->answer = FakePortal::Answer::None;
        QSignalSpy refused{m_shortcut.get(), &PortalShortcut::refused};
        m_shortcut->setWanted(true);
        QTRY_COMPARE(m_shortcut->status(), u"org.freedesktop.portal.Desktop: not bound"_s);
        QVERIFY(!m_shortcut->isOn());
        QCOMPARE(refused.size(), 0);
    }

    void aPortalMaySayNothingOfWhatIsBound()
    {
        m_portal->saysWhatIsBound = false;
        turnOn();
    }

    void whatIsTurnedOffWhileItIsCreatedIsClosedThen()
    {
        startBoth();
        m_portal->creates = FakePortal::Answer::Never;
        m_shortcut->setWanted(true);
        QTRY_COMPARE(m_portal->calls(u"CreateSession"_s), 1);
        bool isClosed = false;
        m_portal->whenClosed([&isClosed] { isClosed = true; });
        m_shortcut->setWanted(false);
        QVERIFY(m_portal->settle());
        QVERIFY(!isClosed);
        m_portal->sayThatItIsCreated();
        QTRY_VERIFY(isClosed);
        QCOMPARE(m_portal->calls(u"BindShortcuts"_s), 0);
        m_portal->creates = FakePortal::Answer::Yes;
        m_shortcut->setWanted(true);
        QTRY_VERIFY(m_shortcut->isOn());
    }

    void onOffOnWhileItIsCreatedIsOn()
    {
        startBoth();
        m_portal->creates = FakePortal::Answer::Never;
        m_shortcut->setWanted(true);
        QTRY_COMPARE(m_portal->calls(u"CreateSession"_s), 1);
        m_shortcut->setWanted(false);
        m_shortcut->setWanted(true);
        m_portal->sayThatItIsCreated();
        QTRY_VERIFY(m_shortcut->isOn());
        QCOMPARE(m_portal->calls(u"CreateSession"_s), 1);
        QCOMPARE(m_portal->calls(u"BindShortcuts"_s), 1);
    }

    void offClosesTheDialogThatIsOpen()
    {
        startBoth();
        m_portal->answer = FakePortal::Answer::Never;
        m_shortcut->setWanted(true);
        QTRY_COMPARE(m_portal->calls(u"BindShortcuts"_s), 1);
        m_shortcut->setWanted(false);
        QTRY_COMPARE(m_portal->calls(u"Close"_s), 2); // of the request and of the session
    }

    void aSessionThatCannotBeBoundIsClosed()
    {
        startBoth();
        m_portal->answer = FakePortal::Answer::Error;
        m_shortcut->setWanted(true);
        QTRY_COMPARE(m_portal->calls(u"Close"_s), 1);
    }

    void nothingWaitsForAPortalThatHangs()
    {
        startBoth();
        m_portal->hang(true); // in this thread: it could not answer at all, if it were waited for
        m_shortcut->setWanted(true);
        m_shortcut->setWanted(false);
        QTRY_COMPARE(m_portal->calls(u"Register"_s), 1);
        QVERIFY(!m_shortcut->isOn());
        QVERIFY(m_shortcut->status().isEmpty());
    }

    void aFailureIsNoRefusal()
    {
        startBoth();
        m_portal->answer = FakePortal::Answer::Error;
        QSignalSpy refused{m_shortcut.get(), &PortalShortcut::refused};
        m_shortcut->setWanted(true);
        QTRY_COMPARE(m_shortcut->status(), u"org.freedesktop.portal.Desktop: response 2"_s);
        QCOMPARE(refused.size(), 0);
    }

    void anAppWithoutANameIsToldWhy()
    {
        m_portal->refuseToRegister(); // an older portal, and no systemd unit
        startBoth();
        m_shortcut->setWanted(true);
        QTRY_COMPARE(m_shortcut->status(), u"org.freedesktop.portal.Desktop: response 2"_s);
        QVERIFY(!m_shortcut->isOn());
        QCOMPARE(m_portal->calls(u"BindShortcuts"_s), 0);
    }

    void aPortalThatStartsAgainIsAskedAgain()
    {
        turnOn();
        const QString first = m_portal->session;
        m_portal->stop();
        QTRY_VERIFY(!m_shortcut->isOn());
        QVERIFY(!m_shortcut->isOffered());
        QVERIFY(m_portal->start());
        QTRY_VERIFY(m_shortcut->isOn());
        QVERIFY(m_portal->session != first);
        QCOMPARE(m_portal->app, u"tocsin"_s);
        QSignalSpy activated{m_shortcut.get(), &GlobalShortcut::activated};
        m_portal->press(u"open-requests"_s, first);
        m_portal->press(u"open-requests"_s, m_portal->session);
        QTRY_COMPARE(activated.size(), 1);
    }

    void withoutTheInterfaceNothingIsOffered()
    {
        m_portal->setOffered(false);
        QVERIFY(m_portal->start());
        m_shortcut->setWanted(true);
        m_shortcut->start();
        QTRY_COMPARE(m_portal->calls(u"Get"_s), 1);
        QVERIFY(m_portal->settle() && m_portal->settle()); // the answer, and what comes of it
        QVERIFY(!m_shortcut->isOffered());
        QCOMPARE(m_portal->calls(u"Register"_s), 0);
        QCOMPARE(m_portal->calls(u"CreateSession"_s), 0);
    }

    void offClosesTheSession()
    {
        turnOn();
        bool isClosed = false;
        m_portal->whenClosed([&isClosed] { isClosed = true; });
        m_shortcut->setWanted(false);
        QVERIFY(!m_shortcut->isOn());
        QTRY_VERIFY(isClosed);
        QSignalSpy activated{m_shortcut.get(), &GlobalShortcut::activated};
        m_portal->press(u"open-requests"_s, m_portal->session);
        m_shortcut->setWanted(true);
        QTRY_VERIFY(m_shortcut->isOn());
        QCOMPARE(activated.size(), 0);
    }

    void aSessionThatTheDesktopClosesIsOff()
    {
        turnOn();
        m_portal->closeSession();
        QTRY_VERIFY(!m_shortcut->isOn());
        QCOMPARE(m_shortcut->status(), u"org.freedesktop.portal.Desktop: session closed"_s);
    }

    void whatAnotherProgramSendsIsIgnored()
    {
        startBoth();
        m_portal->answer = FakePortal::Answer::Never; // its dialog is open
        m_shortcut->setWanted(true);
        QTRY_COMPARE(m_portal->calls(u"BindShortcuts"_s), 1);
        FakeBusService other{{u"org.example.Other"_s}};
        QVERIFY(other.start());
        QSignalSpy activated{m_shortcut.get(), &GlobalShortcut::activated};
        const QString path = u"/org/freedesktop/portal/desktop"_s;
        other.emitSignal(path, u"org.freedesktop.portal.GlobalShortcuts"_s, u"Activated"_s,
                         {QVariant::fromValue(QDBusObjectPath{m_portal->session}), u"open-requests"_s,
                          QVariant::fromValue<qulonglong>(1), QVariantMap{}});
        m_shortcut->setWanted(false);
        m_portal->answer = FakePortal::Answer::Yes;
        m_shortcut->setWanted(true);
        QTRY_VERIFY(m_shortcut->isOn());
        other.emitSignal(path, u"org.freedesktop.portal.GlobalShortcuts"_s, u"Activated"_s,
                         {QVariant::fromValue(QDBusObjectPath{m_portal->session}), u"open-requests"_s,
                          QVariant::fromValue<qulonglong>(1), QVariantMap{}});
        m_portal->press(u"open-requests"_s, m_portal->session, {{u"activation_token"_s, u"real"_s}});
        QTRY_COMPARE(activated.size(), 1);
        QCOMPARE(activated.constFirst().constFirst().toString(), u"real"_s);
    }
};

QTEST_GUILESS_MAIN(TestPortalShortcut)
#include "test_portal_shortcut.moc"
