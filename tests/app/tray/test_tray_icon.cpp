// SPDX-License-Identifier: MIT
#include "app/tray/icons.h"
#include "app/tray/tray_icon.h"
#include "tests/app/tray/panel_picture.h"

#include <QGuiApplication>
#include <QProcess>
#include <QScreen>
#include <QSignalSpy>
#include <QStyleHints>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

// Milliseconds: a desktop takes its time where many tests run side by side.
constexpr int Patience = 20'000;

TrayView view(TrayStatus status)
{
    return {.login = LoginPhase::LoggedIn, .maskedPhone = u"+1***0123"_s, .status = status};
}

} // namespace

class TestTrayIcon final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // A press that follows sooner at the same place is a double click.
    void init() { QTest::qWait(QGuiApplication::styleHints()->mouseDoubleClickInterval() + 100); }

    void showsEachStateInThePanel()
    {
        TrayIcon tray{makeTrayWaiter(), m_clock};
        QSignalSpy shown{&tray, &TrayIcon::shown};
        QVERIFY(!tray.isShown());
        tray.showView(view(TrayStatus::LoggedOut));
        tray.start();
        QVERIFY(shown.wait(Patience));
        for (const TrayStatus status : {TrayStatus::LoggedOut, TrayStatus::Idle, TrayStatus::Working,
                                        TrayStatus::NeedsYou, TrayStatus::Error}) {
            tray.showView(view(status));
            QTRY_VERIFY2_WITH_TIMEOUT(!iconIn(panel(), status).isNull(), qPrintable(statusIconName(status)),
                                      Patience);
            keep(panel(), u"tray-"_s + statusIconName(status));
        }
    }

    void aClickOpensTheMenu_data()
    {
        QTest::addColumn<int>("button");
        QTest::newRow("left") << 1;
        QTest::newRow("right") << 3;
    }
    void aClickOpensTheMenu()
    {
        QFETCH(int, button);
        TrayIcon tray{makeTrayWaiter(), m_clock};
        TrayView busy = view(TrayStatus::NeedsYou);
        busy.expiresAt = m_clock.nowUtc().addSecs(129'600);
        busy.sessions = {session(u"a"_s, u"shop (main)"_s, SessionState::Waiting, DeliveryStatus::On),
                         session(u"b"_s, u"blog (redesign)"_s, SessionState::Working, DeliveryStatus::Off)};
        tray.showView(busy);
        tray.start();
        QRect icon;
        QTRY_VERIFY_WITH_TIMEOUT(!(icon = iconIn(panel(), TrayStatus::NeedsYou)).isNull(), Patience);
        const QPoint at = onScreen(icon.center());
        QProcess xdotool;
        xdotool.start(u"xdotool"_s, {u"mousemove"_s, QString::number(at.x()), QString::number(at.y()),
                                     u"click"_s, QString::number(button)});
        QVERIFY(xdotool.waitForFinished());
        QTRY_VERIFY_WITH_TIMEOUT(tray.menu().isVisible(), Patience);
        QVERIFY(QTest::qWaitForWindowExposed(&tray.menu()));
        keep(QGuiApplication::primaryScreen()->grabWindow(0).toImage(), u"tray-menu"_s);
        tray.menu().hide();
    }

    void aLeftClickOpensTheSessionsWhereTheMenuHasNoPlace()
    {
        TrayIcon tray{makeTrayWaiter(), m_clock};
        tray.setPlacesMenu(false); // as under Wayland
        QSignalSpy wanted{&tray, &TrayIcon::sessionsWanted};
        tray.showView(view(TrayStatus::Working));
        tray.start();
        QRect icon;
        QTRY_VERIFY_WITH_TIMEOUT(!(icon = iconIn(panel(), TrayStatus::Working)).isNull(), Patience);
        const QPoint at = onScreen(icon.center());
        QProcess xdotool;
        xdotool.start(u"xdotool"_s,
                      {u"mousemove"_s, QString::number(at.x()), QString::number(at.y()), u"click"_s, u"1"_s});
        QVERIFY(xdotool.waitForFinished());
        QTRY_COMPARE_WITH_TIMEOUT(wanted.size(), 1, Patience);
        QVERIFY(!tray.menu().isVisible());
    }

    void aLeftClickOpensTheRequestsThatWait()
    {
        TrayIcon tray{makeTrayWaiter(), m_clock};
        QSignalSpy wanted{&tray, &TrayIcon::requestsWanted};
        TrayView busy = view(TrayStatus::NeedsYou);
        busy.waitingRequests = 1;
        tray.showView(busy);
        tray.start();
        QRect icon;
        QTRY_VERIFY_WITH_TIMEOUT(!(icon = iconIn(panel(), TrayStatus::NeedsYou)).isNull(), Patience);
        const QPoint at = onScreen(icon.center());
        QProcess xdotool;
        xdotool.start(u"xdotool"_s,
                      {u"mousemove"_s, QString::number(at.x()), QString::number(at.y()), u"click"_s, u"1"_s});
        QVERIFY(xdotool.waitForFinished());
        QTRY_COMPARE_WITH_TIMEOUT(wanted.size(), 1, Patience);
        QVERIFY(!tray.menu().isVisible());
    }

private:
    [[nodiscard]] SessionView session(const QString& id, const QString& name, SessionState state,
                                      DeliveryStatus texts) const
    {
        return {
            .id = id, .name = name, .state = state, .since = m_clock.nowUtc().addSecs(-180), .texts = texts};
    }

    SystemClock m_clock;
};

QTEST_MAIN(TestTrayIcon)
#include "test_tray_icon.moc"
