// SPDX-License-Identifier: MIT
#include "app/tray/tray_icon.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

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

        QProcess panel;
        panel.start(u"trayer"_s, {u"--edge"_s, u"top"_s, u"--align"_s, u"right"_s, u"--widthtype"_s,
                                  u"pixel"_s, u"--width"_s, u"240"_s});
        QVERIFY(panel.waitForStarted());
        QVERIFY(shown.wait());
        QVERIFY(tray.isShown());
        QCOMPARE(shown.size(), 1);
        panel.terminate();
        QVERIFY(panel.waitForFinished());
    }
};

QTEST_MAIN(TestLateTray)
#include "test_late_tray.moc"
