// SPDX-License-Identifier: MIT
#include "core/base/coalescing_timer.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace tocsin;

class TestCallSoon final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void manyWishesAreOneCall()
    {
        int calls = 0;
        CoalescingTimer soon{1ms, [&calls] { ++calls; }};
        for (int i = 0; i < 100; ++i)
            soon.wish();
        QCOMPARE(calls, 0);
        QTRY_COMPARE(calls, 1);
        soon.wish();
        QTRY_COMPARE(calls, 2);
    }

    void wishesThatKeepComingDoNotPutItOff()
    {
        int wishes = 0;
        int wishesAtTheCall = 0;
        CoalescingTimer soon{20ms, [&] { wishesAtTheCall = wishes; }};
        QTimer busy;
        QObject::connect(&busy, &QTimer::timeout, this, [&] {
            ++wishes;
            soon.wish();
        });
        busy.start(1ms);
        QTRY_VERIFY(wishesAtTheCall > 0);
    }
};

QTEST_GUILESS_MAIN(TestCallSoon)
#include "test_coalescing_timer.moc"
