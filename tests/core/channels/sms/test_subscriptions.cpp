// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/channels/sms/subscriptions.h"

#include <QTest>

#include <algorithm>
#include <variant>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

const SessionInfo Shop{.sessionId = u"a"_s, .name = u"shop"_s};

QDateTime at(int seconds)
{
    return utcAt(QDate{2026, 2, 1}, QTime{14, 0}).addSecs(seconds);
}

} // namespace

class TestSubscriptions final : public QObject
{
    Q_OBJECT

    Subscriptions m_subscriptions{true};
    SmsActions m_actions;

    [[nodiscard]] bool work(const SessionInfo& info = Shop)
    {
        return m_subscriptions.turnActivity(info, at(1), m_actions);
    }
    void end()
    {
        m_subscriptions.end({.sessionId = u"a"_s, .reason = u"completed"_s, .finalState = u"success"_s});
    }
    [[nodiscard]] int stops() const
    {
        return static_cast<int>(std::count_if(m_actions.begin(), m_actions.end(), [](const auto& action) {
            return std::holds_alternative<StopMonitoring>(action);
        }));
    }

private Q_SLOTS:
    void init()
    {
        m_subscriptions = Subscriptions{true};
        m_subscriptions.logIn();
        m_subscriptions.appear(Shop);
        m_actions.clear();
    }

    void monitoringBeginsOnceAndAgainUnderAnotherName()
    {
        QVERIFY(work());
        QVERIFY(!work());
        QVERIFY(work({.sessionId = u"a"_s, .name = u"another"_s}));
        QCOMPARE(m_actions.size(), 2U);
    }

    void aSessionThatIsNotKnownIsLeftAlone()
    {
        const SessionInfo other{.sessionId = u"b"_s};
        QVERIFY(!work(other));
        QVERIFY(!m_subscriptions.want(other, at(1), m_actions));
        QVERIFY(!m_subscriptions.unwant(other, at(1), m_actions));
        m_subscriptions.stop(u"b"_s, m_actions);
        QVERIFY(m_actions.empty());
        QVERIFY(m_subscriptions.saved(u"b"_s).isEmpty());
    }

    void itIsStoppedOnceWhenItsTextsAreOut()
    {
        QVERIFY(work());
        end();
        QVERIFY(m_subscriptions.isMonitored(u"a"_s));
        QCOMPARE(m_subscriptions.stopping().size(), 1U);
        m_subscriptions.stop(u"a"_s, m_actions);
        m_subscriptions.stop(u"a"_s, m_actions);
        QCOMPARE(stops(), 1);
        QVERIFY(!m_subscriptions.isMonitored(u"a"_s));
        QVERIFY(m_subscriptions.stopping().empty());
    }

    void oneThatComesBackIsNotStopped()
    {
        QVERIFY(work());
        end();
        m_subscriptions.appear(Shop);
        m_subscriptions.stop(u"a"_s, m_actions);
        QCOMPARE(stops(), 0);
        QVERIFY(m_subscriptions.isMonitored(u"a"_s));
    }

    void aForgottenOneIsStoppedIfItWasNotYet()
    {
        QVERIFY(work());
        end();
        m_subscriptions.forget(u"a"_s, m_actions);
        QCOMPARE(stops(), 1);
        QVERIFY(m_subscriptions.stopping().empty());
    }

    void aLogoutEndsAllAndALoginResumesWhatWorks()
    {
        QVERIFY(work());
        m_subscriptions.logOut();
        QVERIFY(!m_subscriptions.isMonitored(u"a"_s));
        QVERIFY(!m_subscriptions.resume(u"a"_s, at(2), m_actions));
        m_subscriptions.logIn();
        QVERIFY(m_subscriptions.resume(u"a"_s, at(3), m_actions));
        QVERIFY(!m_subscriptions.resume(u"a"_s, at(4), m_actions));
    }

    void aStopThatWaitsIsKeptOverARestart()
    {
        QVERIFY(work());
        end();
        Subscriptions later{true};
        later.restore(u"a"_s, m_subscriptions.saved(u"a"_s));
        later.stop(u"a"_s, m_actions);
        QCOMPARE(stops(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSubscriptions)
#include "test_subscriptions.moc"
