// SPDX-License-Identifier: MIT
#include "core/system/presence/presence_monitor.h"
#include "tests/support/moved_clock.h"
#include "tests/support/typed_terminal.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <utility>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Answers what the test says, at once or when it says so.
class ScriptedSource final : public PresenceSource
{
public:
    using PresenceSource::PresenceSource;

    PresenceFact fact{};
    bool answersAtOnce{true};
    int asked{0};
    bool isListenedTo{false};

    void listen(bool on) override { isListenedTo = on; }
    void reply() { answer(fact); }
    void stir() { Q_EMIT changed(); }

protected:
    void begin() override
    {
        ++asked;
        if (answersAtOnce)
            reply();
    }
};

} // namespace

class TestPresenceMonitor final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        PresenceSources sources;
        for (const QString& name : {u"saver"_s, u"idle"_s}) {
            auto source = std::make_unique<ScriptedSource>(name);
            (name == "saver"_L1 ? m_saver : m_idle) = source.get();
            sources.push_back(std::move(source));
        }
        m_saver->fact = {.locked = false};
        m_idle->fact = {.idle = 1s};
        m_clock = std::make_unique<MovedClock>();
        m_monitor = std::make_unique<PresenceMonitor>(std::move(sources), *m_clock, PresenceLimits{}, 50ms);
        m_changed = std::make_unique<QSignalSpy>(m_monitor.get(), &PresenceMonitor::changed);
        m_refreshed = std::make_unique<QSignalSpy>(m_monitor.get(), &PresenceMonitor::refreshed);
    }
    void cleanup()
    {
        m_changed.reset();
        m_refreshed.reset();
        m_monitor.reset();
    }

    void doesNothingWhileOff()
    {
        QCOMPARE(m_monitor->assessment(), Assessment{});
        m_saver->stir();
        QTest::qWait(120); // more than two intervals
        QCOMPARE(m_idle->asked, 0);
        QVERIFY(!m_saver->isListenedTo);
        m_monitor->watch(true);
        QTRY_VERIFY(m_idle->asked >= 3); // at once, and then again and again
        m_monitor->watch(false);
        const int asked = m_idle->asked;
        QVERIFY(!m_saver->isListenedTo);
        m_saver->stir();
        QTest::qWait(120);
        QCOMPARE(m_idle->asked, asked);
    }

    void saysWhenThePersonLeavesAndComesBack()
    {
        m_monitor->watch(true);
        QCOMPARE(takeReasons(), QStringList{u"present recent_input"_s});
        QTRY_VERIFY(m_idle->asked > 1);
        QCOMPARE(m_changed->size(), 0); // nothing new
        m_idle->fact.idle = 3min;
        QTRY_COMPARE(m_changed->size(), 1);
        QCOMPARE(takeReasons(), QStringList{u"away idle"_s});
        m_saver->fact.locked = true;
        m_saver->stir();
        QCOMPARE(takeReasons(), QStringList{u"away locked"_s}); // without waiting for the interval
        m_idle->fact.idle = 0ms;
        m_saver->fact.locked = false;
        m_saver->stir();
        QCOMPARE(takeReasons(), QStringList{u"present recent_input"_s});
    }

    void saysItAgainForTheNextAlert()
    {
        m_monitor->watch(true);
        QCOMPARE(m_changed->size(), 1);
        m_monitor->watch(true);
        QCOMPARE(m_changed->size(), 1);
        m_monitor->watch(false);
        m_monitor->watch(true);
        QCOMPARE(m_changed->size(), 2);
    }

    void judgesWhenAllHaveAnswered()
    {
        m_saver->answersAtOnce = false;
        m_saver->fact.locked = true;
        m_monitor->watch(true);
        QCOMPARE(m_refreshed->size(), 0);
        QCOMPARE(m_changed->size(), 0);
        m_saver->reply();
        QCOMPARE(m_refreshed->size(), 1);
        QCOMPARE(takeReasons(), QStringList{u"away locked"_s});
    }

    void oneThatHangsHoldsTheOthersUpForItsDeadlineOnly()
    {
        m_saver->answersAtOnce = false;
        m_monitor->watch(true);
        QTRY_COMPARE(m_refreshed->size(), 1);
        QCOMPARE(takeReasons(), QStringList{u"present recent_input"_s});
        QCOMPARE(m_monitor->facts().constFirst().problem, u"no answer within 500 ms"_s);
    }

    void aChangeDuringAQuestionIsNotMissed()
    {
        m_saver->answersAtOnce = false;
        m_monitor->watch(true);
        m_idle->fact.idle = 5min; // after it was asked
        m_saver->stir();
        m_saver->answersAtOnce = true;
        m_saver->reply();
        QCOMPARE(takeReasons(), (QStringList{u"present recent_input"_s, u"away idle"_s}));
    }

    void looksOnceForDiagnostics()
    {
        m_saver->fact = {.problem = u"not running"_s};
        m_monitor->look();
        QCOMPARE(m_refreshed->size(), 1);
        QCOMPARE(m_changed->size(), 0);
        QCOMPARE(m_monitor->facts().size(), 2);
        QCOMPARE(m_monitor->facts().at(0).problem, u"not running"_s);
        QCOMPARE(m_monitor->assessment().presence, Presence::Present);
        m_clock->moveBy(5min); // what was said then says nothing of now
        QCOMPARE(m_monitor->assessment().presence, Presence::Unknown);
    }

    void withoutSourcesItIsUnknown()
    {
        PresenceMonitor none{{}, *m_clock};
        QSignalSpy refreshed{&none, &PresenceMonitor::refreshed};
        QSignalSpy changed{&none, &PresenceMonitor::changed};
        none.watch(true);
        QVERIFY(refreshed.wait());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(none.assessment().presence, Presence::Unknown);
    }

    void whoTypesInTheSessionsTerminalIsThereForThatSession()
    {
        const TypedTerminal typed;
        const TypedTerminal other;
        QVERIFY(setLastTyped(typed.device(), 5));
        QVERIFY(setLastTyped(other.device(), 3600));
        m_saver->fact.locked = true;
        m_monitor->watch(true);
        QCOMPARE(m_monitor->assessmentFor(typed.device()).reason, PresenceReason::TypedInTerminal);
        QCOMPARE(m_monitor->assessmentFor(other.device()).reason, PresenceReason::Locked);
        QCOMPARE(m_monitor->assessmentFor({}).reason, PresenceReason::Locked);
        QCOMPARE(m_monitor->assessment().presence, Presence::Away);
    }

    void awayHoldsUntilThePersonIsSeenAgain()
    {
        QSignalSpy said{m_monitor.get(), &PresenceMonitor::overrideChanged};
        m_monitor->watch(true);
        m_monitor->setByUser(Presence::Away);
        QCOMPARE(said.size(), 1);
        QCOMPARE(m_monitor->assessment().reason, PresenceReason::SetByUser);
        m_clock->moveBy(50s);
        m_saver->stir(); // with input a second ago: on the way out
        QCOMPARE(m_monitor->assessment().presence, Presence::Away);
        m_clock->moveBy(50s);
        m_saver->stir();
        QCOMPARE(m_monitor->assessment().reason, PresenceReason::RecentInput);
        QVERIFY(!m_monitor->currentOverride());
        QCOMPARE(said.size(), 2);
    }

    void awayEndsForAllSessionsWhenOnesTerminalIsTypedIn()
    {
        const TypedTerminal typed;
        m_idle->fact = {.problem = u"not supported"_s};
        m_monitor->setByUser(Presence::Away);
        m_clock->moveBy(1h);
        QVERIFY(setLastTyped(typed.device(), -3590)); // ten seconds ago, by the moved clock
        QCOMPARE(m_monitor->assessmentFor({}).reason, PresenceReason::SetByUser);
        QCOMPARE(m_monitor->assessmentFor(typed.device()).reason, PresenceReason::TypedInTerminal);
        QVERIFY(!m_monitor->currentOverride());
        QVERIFY(m_monitor->assessmentFor({}).reason != PresenceReason::SetByUser);
    }

    void hereHoldsUntilTheScreenIsLocked_data()
    {
        QTest::addColumn<bool>("isLockedThen");
        QTest::newRow("at the computer") << false;
        QTest::newRow("from elsewhere") << true;
    }
    void hereHoldsUntilTheScreenIsLocked()
    {
        QFETCH(bool, isLockedThen);
        m_saver->fact.locked = isLockedThen;
        m_idle->fact.idle = 1h;
        m_monitor->setByUser(Presence::Present); // also while off: it asks at once
        QCOMPARE(m_monitor->currentOverride()->locked, std::optional{isLockedThen});
        m_monitor->watch(true);
        QCOMPARE(takeReasons(), QStringList{u"present set_by_user"_s});
        m_saver->fact.locked = true;
        m_saver->stir();
        QCOMPARE(m_monitor->assessment().reason,
                 isLockedThen ? PresenceReason::SetByUser : PresenceReason::Locked);
    }

    void whatWasSaidIsTakenBackAndRestored()
    {
        m_idle->fact.idle = 1h;
        m_monitor->setByUser(Presence::Present);
        const auto saved = m_monitor->currentOverride();
        m_monitor->setByUser(Presence::Unknown);
        QVERIFY(!m_monitor->currentOverride());
        QCOMPARE(m_monitor->assessment().reason, PresenceReason::Idle);
        m_monitor->restore(saved);
        QCOMPARE(m_monitor->assessment().reason, PresenceReason::SetByUser);
    }

private:
    QStringList takeReasons()
    {
        QStringList reasons;
        while (!m_changed->isEmpty()) {
            const auto assessment = m_changed->takeFirst().constFirst().value<Assessment>();
            reasons << wireName(assessment.presence) + u' ' + wireName(assessment.reason);
        }
        return reasons;
    }

    ScriptedSource* m_saver{nullptr};
    ScriptedSource* m_idle{nullptr};
    std::unique_ptr<MovedClock> m_clock;
    std::unique_ptr<PresenceMonitor> m_monitor;
    std::unique_ptr<QSignalSpy> m_changed;
    std::unique_ptr<QSignalSpy> m_refreshed;
};

QTEST_GUILESS_MAIN(TestPresenceMonitor)
#include "test_presence_monitor.moc"
