// SPDX-License-Identifier: MIT
#include "app/requests/act_guard.h"
#include "tests/app/windows/hand_clock.h"

#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <QWidget>

using namespace tocsin;
using namespace std::chrono_literals;

class TestActGuard final : public QObject
{
    Q_OBJECT
private:
    /// The timer has come, and again: nothing else reads the clock meanwhile.
    [[nodiscard]] static bool timerHasCome(const HandClock& clock)
    {
        const int before = clock.timesRead();
        return QTest::qWaitFor([&] { return clock.timesRead() > before + 2; });
    }

private Q_SLOTS:
    void opensByItsClock()
    {
        HandClock clock;
        ActGuard guard{clock, 20ms};
        QSignalSpy opened{&guard, &ActGuard::opened};
        QVERIFY(!guard.isOpen());
        clock.move(19ms);
        QVERIFY(timerHasCome(clock));
        QVERIFY(!guard.isOpen());
        QCOMPARE(opened.size(), 0);
        clock.move(1ms);
        QVERIFY(opened.wait());
        QVERIFY(guard.isOpen());
    }
    void closesAgainAtARestart()
    {
        HandClock clock;
        ActGuard guard{clock, 20ms};
        clock.move(20ms);
        QTRY_VERIFY(guard.isOpen());
        QSignalSpy closed{&guard, &ActGuard::closed};
        guard.restart();
        QCOMPARE(closed.size(), 1);
        QVERIFY(!guard.isOpen());
        clock.move(10ms);
        guard.restart(); // from the start
        clock.move(19ms);
        QVERIFY(timerHasCome(clock));
        QVERIFY(!guard.isOpen());
        clock.move(1ms);
        QTRY_VERIFY(guard.isOpen());
    }
    void closesWhenWhatItWatchesMoves()
    {
        HandClock clock;
        ActGuard guard{clock, 1ms};
        QWidget window;
        auto* box = new QWidget{&window};
        auto* button = new QWidget{box};
        guard.watch(*button);
        window.show();
        const auto closes = [&](const std::function<void()>& how) {
            QCoreApplication::processEvents();
            clock.move(1ms);
            if (!QTest::qWaitFor([&] { return guard.isOpen(); }))
                return false;
            how();
            QCoreApplication::processEvents();
            return !guard.isOpen();
        };
        QVERIFY(!closes([] {}));
        QVERIFY(closes([&] { button->move(1, 2); }));
        QVERIFY(closes([&] { button->resize(33, 22); }));
        QVERIFY(closes([&] { box->move(5, 5); }));
        QVERIFY(closes([&] { window.move(70, 80); }));
        QVERIFY(closes([&] { window.resize(400, 300); }));
        QVERIFY(closes([&] {
            box->hide();
            box->show();
        }));
    }
};

QTEST_MAIN(TestActGuard)
#include "test_act_guard.moc"
