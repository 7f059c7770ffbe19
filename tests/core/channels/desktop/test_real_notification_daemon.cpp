// SPDX-License-Identifier: MIT
#include "core/channels/desktop/do_not_disturb.h"
#include "core/channels/desktop/notifier_factory.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {
// Milliseconds: a desktop takes its time where many tests run side by side.
constexpr int Patience = 20'000;
} // namespace

// Against dunst, as private-desktop.sh starts it. What it shows is asked with dunstctl, its own tool.
class TestRealNotificationDaemon final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_notifier = makePlatformNotifier({}, {}); }

    void cleanup()
    {
        dunstctl({u"close-all"_s});
        QTRY_COMPARE_WITH_TIMEOUT(displayed(), 0, Patience);
    }

    void showsReplacesAndCloses()
    {
        QSignalSpy closed{m_notifier.get(), &Notifier::closed};
        QSignalSpy presented{m_notifier.get(), &Notifier::presented};
        m_notifier->show(toast(u"a/permission"_s, u"Bash: npm publish"_s));
        m_notifier->show(toast(u"b/permission"_s, u"Bash: npm test"_s));
        QTRY_COMPARE_WITH_TIMEOUT(displayed(), 2, Patience);
        // What is replaced and closed before the service has named it is never replaced.
        QTRY_COMPARE_WITH_TIMEOUT(presented.size(), 2, Patience);
        QVERIFY(m_notifier->capabilities().available);
        QVERIFY(m_notifier->capabilities().buttons);
        QCOMPARE(m_notifier->capabilities().drawnButtons, 0); // dunstctl presses them for any program
        m_notifier->show(toast(u"a/permission"_s, u"Bash: a <b> && c"_s));
        m_notifier->close(u"b/permission"_s);
        QTRY_COMPARE_WITH_TIMEOUT(displayed(), 1, Patience);
        m_notifier->close(u"a/permission"_s);
        QTRY_COMPARE_WITH_TIMEOUT(displayed(), 0, Patience);
        QCOMPARE(closed.size(), 2);
        QVERIFY2(history().contains(u"Bash: a <b> && c"_s), qPrintable(history().join(u"; "_s)));
        QVERIFY(!history().contains(u"Bash: npm publish"_s));
    }

    void hearsThatThePersonDismissedAToast()
    {
        QSignalSpy closed{m_notifier.get(), &Notifier::closed};
        m_notifier->show(toast(u"a/permission"_s, u"Bash: npm publish"_s));
        QTRY_COMPARE_WITH_TIMEOUT(displayed(), 1, Patience);
        dunstctl({u"close"_s});
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, Patience);
        QCOMPARE(closed.at(0).at(0).toString(), u"a/permission"_s);
        QCOMPARE(closed.at(0).at(1).value<ToastClosed>(), ToastClosed::Dismissed);
    }

    void hearsOfEachToastThatThePersonDismissedAtOnce()
    {
        QSignalSpy closed{m_notifier.get(), &Notifier::closed};
        for (const QString& tag : {u"a/permission"_s, u"b/permission"_s, u"c/permission"_s})
            m_notifier->show(toast(tag, u"Bash: npm publish "_s + tag));
        QTRY_COMPARE_WITH_TIMEOUT(displayed(), 3, Patience);
        dunstctl({u"close-all"_s});
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 3, Patience);
        for (const QList<QVariant>& each : std::as_const(closed))
            QCOMPARE(each.at(1).value<ToastClosed>(), ToastClosed::Dismissed);
    }

    void hearsThatThePersonClickedAToast()
    {
        QSignalSpy pressed{m_notifier.get(), &Notifier::buttonPressed};
        m_notifier->show(toast(u"a/permission"_s, u"Bash: npm publish"_s));
        QTRY_COMPARE_WITH_TIMEOUT(displayed(), 1, Patience);
        dunstctl({u"action"_s});
        QTRY_COMPARE_WITH_TIMEOUT(pressed.size(), 1, Patience);
        QCOMPARE(pressed.at(0).at(0).toString(), u"a/permission"_s);
        QCOMPARE(pressed.at(0).at(1).toString(), u"default"_s);
    }

    void hearsThatItIsPaused()
    {
        const std::unique_ptr<DoNotDisturb> dnd = makePlatformDoNotDisturb();
        dunstctl({u"set-paused"_s, u"true"_s});
        QTRY_VERIFY_WITH_TIMEOUT(dnd->isOn(), Patience);
        dunstctl({u"set-paused"_s, u"toggle"_s});
        QTRY_VERIFY_WITH_TIMEOUT(!dnd->isOn(), Patience);
        dunstctl({u"set-paused"_s, u"true"_s});
        QTRY_VERIFY_WITH_TIMEOUT(dnd->isOn(), Patience);
        const std::unique_ptr<DoNotDisturb> later = makePlatformDoNotDisturb();
        QTRY_VERIFY_WITH_TIMEOUT(later->isOn(), Patience);
        dunstctl({u"set-paused"_s, u"false"_s});
        QTRY_VERIFY_WITH_TIMEOUT(!later->isOn(), Patience);
    }

private:
    static Toast toast(const QString& tag, const QString& body)
    {
        return {.tag = tag, .title = u"Claude needs permission"_s, .body = body, .staysUntilClosed = true};
    }

    static QByteArray dunstctl(const QStringList& arguments)
    {
        QProcess process;
        process.start(u"dunstctl"_s, arguments);
        process.waitForFinished();
        return process.readAllStandardOutput();
    }

    static int displayed() { return dunstctl({u"count"_s, u"displayed"_s}).trimmed().toInt(); }

    // The bodies of what was shown and is gone, as plain text.
    static QStringList history()
    {
        QStringList bodies;
        const QJsonObject all = QJsonDocument::fromJson(dunstctl({u"history"_s})).object();
        const QJsonArray toasts = all[u"data"_s].toArray().at(0).toArray();
        for (const auto& entry : toasts) {
            const QString body = entry.toObject()[u"body"_s].toObject()[u"data"_s].toString();
            bodies << QString{body}
                          .replace(u"&lt;"_s, u"<"_s)
                          .replace(u"&gt;"_s, u">"_s)
                          .replace(u"&amp;"_s, u"&"_s);
        }
        return bodies;
    }

    std::unique_ptr<Notifier> m_notifier;
};

QTEST_GUILESS_MAIN(TestRealNotificationDaemon)
#include "test_real_notification_daemon.moc"
