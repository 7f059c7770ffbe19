// SPDX-License-Identifier: MIT
#include "app/tray/tray_icon.h"
#include "tests/app/desk/fake_status_notifier.h"

#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

class TestLateStatusNotifier final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitsForTheWatcherAndForItsHost()
    {
        const SystemClock clock;
        TrayIcon tray{makeTrayWaiter(), clock};
        QSignalSpy shown{&tray, &TrayIcon::shown};
        tray.start();
        // Long enough for every question about a tray to have been answered with no.
        QVERIFY(!shown.wait(500));

        // In a thread of its own: Qt asks for the host with a call that blocks this one.
        QThread panel;
        FakeStatusNotifierWatcher watcher;
        watcher.moveToThread(&panel);
        panel.start();
        const auto endPanel = qScopeGuard([&] {
            panel.quit();
            panel.wait();
        });
        QStringList items;
        connect(&watcher, &FakeStatusNotifierWatcher::StatusNotifierItemRegistered, this,
                [&](const QString& service) { items << service; });
        bool started = false;
        QMetaObject::invokeMethod(
            &watcher, [&] { started = watcher.start(); }, Qt::BlockingQueuedConnection);
        QVERIFY(started);
        QVERIFY2(!shown.wait(500), "a watcher without a host shows nothing yet");

        QMetaObject::invokeMethod(&watcher, &FakeStatusNotifierWatcher::addHost);
        QVERIFY(shown.wait());
        QTRY_COMPARE(items.size(), 1);
        QCOMPARE(shown.size(), 1);
    }
};

QTEST_MAIN(TestLateStatusNotifier)
#include "test_late_status_notifier.moc"
