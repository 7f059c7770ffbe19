// SPDX-License-Identifier: MIT
// A request is allowed with the mouse, in a notification of xfce4-notifyd: the real app, the real bridge.
#include "core/channels/desktop/press_judge.h"
#include "tests/hookbridge/waiting_bridge.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QFileInfo>
#include <QLocalSocket>
#include <QRect>
#include <QTest>

#include <memory>

using namespace tocsin;
using namespace tocsin::test;

class TestAnswerByClick final : public QObject
{
    Q_OBJECT

    BridgeHome m_home;
    QProcess m_service;
    QProcess m_app;

    static QString xdotool(const QStringList& arguments)
    {
        QProcess process;
        process.start(u"xdotool"_s, arguments);
        process.waitForFinished();
        return QString::fromUtf8(process.readAllStandardOutput());
    }
    /// Of the notification; empty while there is none.
    static QRect place()
    {
        const QString found = xdotool({u"search"_s, u"--onlyvisible"_s, u"--class"_s, u"xfce4-notifyd"_s,
                                       u"getwindowgeometry"_s, u"--shell"_s});
        QMap<QString, int> values;
        for (const QString& line : found.split(u'\n'))
            values.insert(line.section(u'=', 0, 0), line.section(u'=', 1).toInt());
        return {values.value(u"X"_s), values.value(u"Y"_s), values.value(u"WIDTH"_s),
                values.value(u"HEIGHT"_s)};
    }
    static void end(QProcess& process)
    {
        process.terminate();
        if (!process.waitForFinished(20'000))
            process.kill();
        process.waitForFinished();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QProcessEnvironment environment = m_home.environment();
        environment.insert(u"XDG_CONFIG_HOME"_s, QFileInfo{m_home.spool()}.absolutePath() + u"/config"_s);
        m_service.setProcessEnvironment(environment);
        m_service.start(QStringLiteral(TOCSIN_XFCE_NOTIFYD), {});
        const auto* bus = QDBusConnection::sessionBus().interface();
        QTRY_VERIFY_WITH_TIMEOUT(bus->isServiceRegistered(u"org.freedesktop.Notifications"_s), 20'000);
        m_app.setProcessEnvironment(environment);
        m_app.start(QStringLiteral(TOCSIN_BIN_DIR "/tocsin"), {u"--hidden"_s, u"--token-store=file"_s});
        const auto listens = [this] {
            QLocalSocket socket;
            socket.connectToServer(m_home.socket());
            return socket.waitForConnected(1'000);
        };
        QTRY_VERIFY_WITH_TIMEOUT(listens(), 20'000);
    }
    void cleanupTestCase()
    {
        end(m_app);
        end(m_service);
    }

    void allowReachesTheHook()
    {
        WaitingBridge bridge{m_home, documentOf(u"ls -l"_s)};
        QTRY_VERIFY_WITH_TIMEOUT(!place().isEmpty(), 20'000);
        const QRect notification = place();
        // As a person would; sooner, its buttons do nothing, and Xfce closes it all the same.
        QTest::qWait(static_cast<int>(4 * PressJudge::InertFor.count()));
        QVERIFY(!bridge.hasEnded());
        // The first of four buttons in a row.
        xdotool({u"mousemove"_s, QString::number(notification.x() + notification.width() / 8),
                 QString::number(notification.bottom() - 30), u"click"_s, u"1"_s});
        QTRY_VERIFY_WITH_TIMEOUT(bridge.endedWell(), 20'000);
        QCOMPARE(bridge.decision(), allowed());
    }
};

QTEST_GUILESS_MAIN(TestAnswerByClick)
#include "test_answer_by_click.moc"
