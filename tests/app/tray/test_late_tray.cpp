// SPDX-License-Identifier: MIT
#include "app/tray/tray_icon.h"
#include "tests/app/tray/panel_picture.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {
// Milliseconds: a desktop takes its time where many tests run side by side.
constexpr int Patience = 20'000;
} // namespace

// Started at login, the app may be there before the panel is. A process of its own: what Qt found out about
// the tray, it keeps until the program ends.
class TestLateTray final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitsForAnX11PanelThatComesLater()
    {
        const SystemClock clock;
        TrayIcon tray{makeTrayWaiter(), clock};
        QSignalSpy shown{&tray, &TrayIcon::shown};
        tray.start();
        // Long enough for every question about a tray to have been answered with no.
        QVERIFY(!shown.wait(500));
        QVERIFY(!tray.isShown());

        QProcess trayer;
        bringTrayer(trayer);
        QVERIFY(tray.isShown());
        QCOMPARE(shown.size(), 1);

        // Panels crash and come back.
        trayer.kill();
        QVERIFY(trayer.waitForFinished());
        QTRY_VERIFY_WITH_TIMEOUT(iconIn(panel(), TrayStatus::LoggedOut).isNull(), Patience);
        bringTrayer(trayer);
        trayer.kill();
        QVERIFY(trayer.waitForFinished());
    }

private:
    // On a busy machine trayer may start without ever showing its window (private-desktop.sh); another one
    // does.
    static void bringTrayer(QProcess& trayer)
    {
        const auto shows = [] { return !iconIn(panel(), TrayStatus::LoggedOut).isNull(); };
        for (int tries = 0; tries < 5; ++tries) {
            trayer.start(u"trayer"_s,
                         {u"--edge"_s,   u"top"_s,     u"--align"_s,  u"right"_s,        u"--widthtype"_s,
                          u"pixel"_s,    u"--width"_s, u"240"_s,      u"--heighttype"_s, u"pixel"_s,
                          u"--height"_s, u"28"_s,      u"--expand"_s, u"false"_s,        u"--transparent"_s,
                          u"true"_s,     u"--alpha"_s, u"0"_s,        u"--tint"_s,       u"0x26292e"_s});
            QVERIFY(trayer.waitForStarted());
            if (QTest::qWaitFor(shows, Patience / 4))
                return;
            trayer.kill();
            QVERIFY(trayer.waitForFinished());
        }
        QFAIL("no panel showed the icon");
    }
};

QTEST_MAIN(TestLateTray)
#include "test_late_tray.moc"
