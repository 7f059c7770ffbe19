// SPDX-License-Identifier: MIT
#include "app/shortcut/portal_shortcut.h"
#include "tests/app/shortcut/own_portal.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto Within = 20'000;

} // namespace

class TestRealPortal final : public QObject
{
    Q_OBJECT

    std::unique_ptr<OwnPortal> m_portal;
    std::unique_ptr<PortalShortcut> m_shortcut;

    void turnOn()
    {
        m_shortcut->setWanted(true);
        QTRY_VERIFY_WITH_TIMEOUT(m_shortcut->isOn(), Within);
    }

private Q_SLOTS:
    void init()
    {
        m_portal = std::make_unique<OwnPortal>();
        QVERIFY(m_portal->start());
        m_shortcut = std::make_unique<PortalShortcut>(QDBusConnection::sessionBus());
        m_shortcut->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_shortcut->isOffered(), Within);
    }
    void cleanup()
    {
        m_shortcut.reset();
        m_portal.reset();
    }

    void theKeyActivatesWithItsToken()
    {
        turnOn();
        QCOMPARE(m_portal->descriptions, QStringList{u"open-requests: Open Requests"_s});
        QSignalSpy activated{m_shortcut.get(), &GlobalShortcut::activated};
        m_portal->press(u"t1"_s);
        QTRY_COMPARE_WITH_TIMEOUT(activated.size(), 1, Within);
        QCOMPARE(activated.constFirst().constFirst().toString(), u"t1"_s);
    }

    void offClosesTheSession()
    {
        turnOn();
        m_shortcut->setWanted(false);
        QTRY_VERIFY_WITH_TIMEOUT(m_portal->session.isEmpty(), Within);
        turnOn();
        QVERIFY(!m_portal->session.isEmpty());
    }

    void aRefusalClosesTheSession()
    {
        m_portal->answer = OwnPortal::Answer::No;
        QSignalSpy refused{m_shortcut.get(), &GlobalShortcut::refused};
        m_shortcut->setWanted(true);
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, Within);
        QTRY_VERIFY_WITH_TIMEOUT(m_portal->session.isEmpty(), Within);
    }

    void aPortalThatStartsAgainIsAskedAgain()
    {
        turnOn();
        m_portal->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!m_shortcut->isOn(), Within);
        QVERIFY(!m_shortcut->isOffered());
        QVERIFY(m_portal->start());
        QTRY_VERIFY_WITH_TIMEOUT(m_shortcut->isOn(), Within);
        QSignalSpy activated{m_shortcut.get(), &GlobalShortcut::activated};
        m_portal->press({});
        QTRY_COMPARE_WITH_TIMEOUT(activated.size(), 1, Within);
    }

    void nothingWaitsForAPortalThatHangs()
    {
        m_portal->pause();
        m_shortcut->setWanted(true); // it would come back with an error, had it waited
        m_shortcut->setWanted(false);
        m_shortcut->setWanted(true);
        QVERIFY(!m_shortcut->isOn());
        QVERIFY(m_shortcut->status().isEmpty());
        m_portal->goOn();
        QTRY_VERIFY_WITH_TIMEOUT(m_shortcut->isOn(), Within);
    }
};

QTEST_GUILESS_MAIN(TestRealPortal)
#include "test_real_portal.moc"
