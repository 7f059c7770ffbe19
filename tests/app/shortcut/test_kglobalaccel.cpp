// SPDX-License-Identifier: MIT
// The key is pressed, and Plasma's own service says so.
#include "app/shortcut/kglobalaccel_shortcut.h"
#include "tests/app/shortcut/own_kglobalaccel.h"

#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto Within = 20'000;

QDBusConnection bus()
{
    return QDBusConnection::sessionBus();
}

} // namespace

class TestKGlobalAccel final : public QObject
{
    Q_OBJECT

    std::optional<OwnKGlobalAccel> m_service;

private Q_SLOTS:
    void init()
    {
        m_service.emplace();
        QVERIFY(m_service->start());
    }
    void cleanup() { m_service.reset(); }

    void theActionIsThereWithoutAKey()
    {
        KGlobalAccelShortcut shortcut{bus()};
        QSignalSpy activated{&shortcut, &GlobalShortcut::activated};
        shortcut.start();
        QVERIFY(!shortcut.isOn()); // it did not wait
        QTRY_VERIFY_WITH_TIMEOUT(shortcut.isOn(), Within);
        QCOMPARE(shortcut.status(), u"org.kde.kglobalaccel"_s);
        QCOMPARE(OwnKGlobalAccel::shownName(), u"Tocsin: Open Requests"_s);
        QVERIFY(OwnKGlobalAccel::keys().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(
            OwnKGlobalAccel::saved().contains(u"Open Requests=none,none,Open Requests\n"_s), Within);
        QVERIFY(OwnKGlobalAccel::isActive());
    }

    void theKeyThatThePersonChoseActivates()
    {
        KGlobalAccelShortcut shortcut{bus()};
        QSignalSpy activated{&shortcut, &GlobalShortcut::activated};
        shortcut.start();
        QTRY_VERIFY_WITH_TIMEOUT(shortcut.isOn(), Within);
        m_service->setKey();
        OwnKGlobalAccel::press();
        QTRY_COMPARE_WITH_TIMEOUT(activated.size(), 1, Within);
        const QString token = activated.constFirst().constFirst().toString();
        QVERIFY2(token.startsWith(u"tocsin_TIME"_s) && token.mid(11).toUInt() > 0, qPrintable(token));
        // Another key of hers, then none.
        m_service->setKey((Qt::META | Qt::Key_F9).toCombined());
        OwnKGlobalAccel::press();
        OwnKGlobalAccel::press(u"Super+F9"_s);
        QTRY_COMPARE_WITH_TIMEOUT(activated.size(), 2, Within);
        m_service->setKey(0);
        OwnKGlobalAccel::press(u"Super+F9"_s);
        m_service->setKey();
        OwnKGlobalAccel::press();
        QTRY_COMPARE_WITH_TIMEOUT(activated.size(), 3, Within);
    }

    void theKeyOutlivesTocsinAndDoesNothingMeanwhile()
    {
        {
            KGlobalAccelShortcut shortcut{bus()};
            shortcut.start();
            QTRY_VERIFY_WITH_TIMEOUT(shortcut.isOn(), Within);
            m_service->setKey();
        }
        QVERIFY(!OwnKGlobalAccel::isActive());
        KGlobalAccelShortcut shortcut{bus()};
        QSignalSpy activated{&shortcut, &GlobalShortcut::activated};
        shortcut.start();
        QTRY_VERIFY_WITH_TIMEOUT(shortcut.isOn(), Within);
        QCOMPARE(OwnKGlobalAccel::keys(), QList<int>{OwnKGlobalAccel::MetaCtrlR});
        QTRY_VERIFY_WITH_TIMEOUT(
            OwnKGlobalAccel::saved().contains(u"Open Requests=Meta+Ctrl+R,none,Open Requests\n"_s), Within);
        OwnKGlobalAccel::press();
        QTRY_COMPARE_WITH_TIMEOUT(activated.size(), 1, Within);
    }

    void aServiceThatStartsAgainHasTheActionAgain()
    {
        KGlobalAccelShortcut shortcut{bus()};
        QSignalSpy activated{&shortcut, &GlobalShortcut::activated};
        shortcut.start();
        QTRY_VERIFY_WITH_TIMEOUT(shortcut.isOn(), Within);
        m_service->setKey();
        QTRY_VERIFY_WITH_TIMEOUT(OwnKGlobalAccel::saved().contains(u"Meta+Ctrl+R"_s), Within);
        m_service->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!shortcut.isOn(), Within);
        QCOMPARE(shortcut.status(), u"org.kde.kglobalaccel has ended"_s);
        QVERIFY(m_service->start());
        QTRY_VERIFY_WITH_TIMEOUT(shortcut.isOn(), Within);
        OwnKGlobalAccel::press();
        QTRY_COMPARE_WITH_TIMEOUT(activated.size(), 1, Within);
    }

    void aServiceThatStartsLaterIsFound()
    {
        m_service->stop();
        KGlobalAccelShortcut shortcut{bus()};
        shortcut.start();
        QTRY_COMPARE_WITH_TIMEOUT(shortcut.status(), u"org.kde.kglobalaccel does not run"_s, Within);
        QVERIFY(!shortcut.isOn());
        QVERIFY(m_service->start());
        QTRY_VERIFY_WITH_TIMEOUT(shortcut.isOn(), Within);
    }

    void whatAnotherProgramSendsIsIgnored()
    {
        KGlobalAccelShortcut shortcut{bus()};
        QSignalSpy activated{&shortcut, &GlobalShortcut::activated};
        shortcut.start();
        QTRY_VERIFY_WITH_TIMEOUT(shortcut.isOn(), Within);
        QDBusMessage forged = QDBusMessage::createSignal(
            u"/component/tocsin"_s, u"org.kde.kglobalaccel.Component"_s, u"globalShortcutPressed"_s);
        forged << u"tocsin"_s << u"Open Requests"_s << 1LL;
        QDBusConnection other = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"other"_s);
        QVERIFY(other.send(forged));
        m_service->setKey();
        OwnKGlobalAccel::press(); // comes after it
        QTRY_COMPARE_WITH_TIMEOUT(activated.size(), 1, Within);
        QDBusConnection::disconnectFromBus(u"other"_s);
    }
};

QTEST_GUILESS_MAIN(TestKGlobalAccel)
#include "test_kglobalaccel.moc"
