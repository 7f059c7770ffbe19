// SPDX-License-Identifier: MIT
#include "app/tray/tray_icon.h"
#include "tests/app/tray/fake_status_notifier.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusVariant>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {
// Milliseconds: a desktop takes its time where many tests run side by side.
constexpr int Patience = 20'000;
} // namespace

class TestLateStatusNotifier final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitsForTheWatcherAndForItsHost()
    {
        const SystemClock clock;
        TrayIcon tray{makeTrayWaiter(), clock};
        QSignalSpy shown{&tray, &TrayIcon::shown};
        tray.showView({.sessions = {{.id = u"a"_s,
                                     .name = u"shop (main)"_s,
                                     .state = SessionState::Waiting,
                                     .since = {},
                                     .texts = DeliveryStatus::On}},
                       .status = TrayStatus::NeedsYou});
        tray.start();
        // Long enough for every question about a tray to have been answered with no.
        QVERIFY(!shown.wait(500));

        // In a thread of its own: Qt asks for the host with a call that blocks this one.
        QThread panel;
        FakeStatusNotifierWatcher watcher;
        watcher.moveToThread(&panel);
        panel.start();
        const auto endPanel = qScopeGuard([&] {
            QMetaObject::invokeMethod(
                &watcher, [&] { watcher.moveToThread(thread()); }, Qt::BlockingQueuedConnection);
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
        QVERIFY(shown.wait(Patience));
        QTRY_COMPARE_WITH_TIMEOUT(items.size(), 1, Patience);
        QCOMPARE(shown.size(), 1);

        const QString item = items.constFirst();
        const QString menuPath = property(item, u"Menu"_s).value<QDBusObjectPath>().path();
        QVERIFY(!menuPath.isEmpty());
        const QStringList labels = menuLabels(item, menuPath);
        QVERIFY(labels.contains(u"shop (main) — waiting"_s));
        QVERIFY(labels.contains(u"_Text Me About This Session"_s));
        QVERIFY(labels.contains(u"_Quit Tocsin"_s));
    }

private:
    // Another connection and no blocking: the item lives in this very thread.
    static QDBusMessage ask(const QDBusMessage& call)
    {
        const QDBusConnection host = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"host"_s);
        QDBusPendingCallWatcher answer{host.asyncCall(call)};
        QSignalSpy answered{&answer, &QDBusPendingCallWatcher::finished};
        answered.wait(Patience);
        return answer.reply();
    }

    static QVariant property(const QString& item, const QString& name)
    {
        QDBusMessage get = QDBusMessage::createMethodCall(item, u"/StatusNotifierItem"_s,
                                                          u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
        get << u"org.kde.StatusNotifierItem"_s << name;
        return ask(get).arguments().value(0).value<QDBusVariant>().variant();
    }

    static QStringList menuLabels(const QString& item, const QString& path)
    {
        QDBusMessage get =
            QDBusMessage::createMethodCall(item, path, u"com.canonical.dbusmenu"_s, u"GetLayout"_s);
        get << 0 << -1 << QStringList{};
        QStringList labels;
        collectLabels(ask(get).arguments().value(1).value<QDBusArgument>(), labels);
        return labels;
    }

    // `(ia{sv}av)`: an entry's id, its properties, its own entries.
    static void collectLabels(const QDBusArgument& entry, QStringList& labels)
    {
        int id = 0;
        QVariantMap properties;
        QVariantList children;
        entry.beginStructure();
        entry >> id >> properties >> children;
        entry.endStructure();
        labels << properties.value(u"label"_s).toString();
        for (const QVariant& child : children)
            collectLabels(child.value<QDBusArgument>(), labels);
    }
};

QTEST_MAIN(TestLateStatusNotifier)
#include "test_late_status_notifier.moc"
