// SPDX-License-Identifier: MIT
#include "app/tray/icons.h"
#include "app/tray/tray_icon.h"

#include <QGuiApplication>
#include <QProcess>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

// Where trayer sits (private-desktop.sh): the right end of the top edge.
constexpr int PanelWidth = 240;
constexpr int PanelHeight = 28;

QImage panel()
{
    const QRect screen = QGuiApplication::primaryScreen()->geometry();
    return QGuiApplication::primaryScreen()
        ->grabWindow(0, screen.width() - PanelWidth, 0, PanelWidth, PanelHeight)
        .toImage()
        .convertToFormat(QImage::Format_RGB32);
}

// The commonest opaque colour of a state's icon.
QRgb inkOf(Overall overall)
{
    const QImage icon = overallIcon(overall).pixmap(64, 64).toImage().convertToFormat(QImage::Format_ARGB32);
    QHash<QRgb, int> counts;
    for (int y = 0; y < icon.height(); ++y) {
        for (int x = 0; x < icon.width(); ++x) {
            if (qAlpha(icon.pixel(x, y)) == 255)
                ++counts[icon.pixel(x, y)];
        }
    }
    return std::max_element(counts.cbegin(), counts.cend()).key();
}

// Where in the panel that colour is; null if nowhere.
QRect inked(const QImage& image, QRgb ink)
{
    QRegion region;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            if (std::abs(qRed(pixel) - qRed(ink)) + std::abs(qGreen(pixel) - qGreen(ink)) +
                    std::abs(qBlue(pixel) - qBlue(ink)) <
                12)
                region += QRect{x, y, 1, 1};
        }
    }
    return region.boundingRect();
}

TrayView view(Overall overall)
{
    return {.login = LoginPhase::LoggedIn, .maskedPhone = u"+1***0123"_s, .overall = overall};
}

// With TOCSIN_SCREENSHOTS=FOLDER, what was seen is kept for people to look at.
void keep(const QImage& image, const QString& name)
{
    const QString folder = qEnvironmentVariable("TOCSIN_SCREENSHOTS");
    if (!folder.isEmpty())
        image.save(folder + u'/' + name + u".png"_s);
}

} // namespace

class TestTrayIcon final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsEachStateInThePanel()
    {
        TrayIcon tray{makeTrayWaiter(), m_clock};
        QSignalSpy shown{&tray, &TrayIcon::shown};
        QVERIFY(!tray.isShown());
        tray.showView(view(Overall::LoggedOut));
        tray.start();
        QVERIFY(shown.wait());
        for (const Overall overall :
             {Overall::LoggedOut, Overall::Idle, Overall::Working, Overall::NeedsYou, Overall::Error}) {
            tray.showView(view(overall));
            QTRY_VERIFY2(!inked(panel(), inkOf(overall)).isNull(), qPrintable(overallIconName(overall)));
            keep(panel(), u"tray-"_s + overallIconName(overall));
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
        TrayView busy = view(Overall::NeedsYou);
        busy.expiresAt = m_clock.nowUtc().addSecs(129'600);
        busy.sessions = {session(u"a"_s, u"shop (main)"_s, SessionState::Waiting, TextState::On),
                         session(u"b"_s, u"blog (redesign)"_s, SessionState::Working, TextState::Off)};
        tray.showView(busy);
        tray.start();
        QRect icon;
        QTRY_VERIFY(!(icon = inked(panel(), inkOf(Overall::NeedsYou))).isNull());
        const QRect screen = QGuiApplication::primaryScreen()->geometry();
        const QPoint at = icon.center() + QPoint{screen.width() - PanelWidth, 0};
        QProcess xdotool;
        xdotool.start(u"xdotool"_s, {u"mousemove"_s, QString::number(at.x()), QString::number(at.y()),
                                     u"click"_s, QString::number(button)});
        QVERIFY(xdotool.waitForFinished());
        QTRY_VERIFY(tray.menu().isVisible());
        QVERIFY(QTest::qWaitForWindowExposed(&tray.menu()));
        keep(QGuiApplication::primaryScreen()->grabWindow(0).toImage(), u"tray-menu"_s);
        tray.menu().hide();
    }

private:
    [[nodiscard]] SessionView session(const QString& id, const QString& name, SessionState state,
                                      TextState texts) const
    {
        return {
            .id = id, .name = name, .state = state, .since = m_clock.nowUtc().addSecs(-180), .texts = texts};
    }

    SystemClock m_clock;
};

QTEST_MAIN(TestTrayIcon)
#include "test_tray_icon.moc"
