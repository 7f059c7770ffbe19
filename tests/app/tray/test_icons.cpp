// SPDX-License-Identifier: MIT
#include "app/tray/icons.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

const QList<TrayStatus> AllStates{TrayStatus::LoggedOut, TrayStatus::Idle, TrayStatus::Working,
                                  TrayStatus::NeedsYou, TrayStatus::Error};

QImage picture(TrayStatus status, int size)
{
    return statusIcon(status).pixmap(size, size).toImage().convertToFormat(QImage::Format_ARGB32);
}

double luminance(QColor colour)
{
    const auto linear = [](float part) {
        return part <= 0.04045F ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

// WCAG 2.1 contrast ratio.
double contrast(QColor a, QColor b)
{
    const double la = luminance(a) + 0.05;
    const double lb = luminance(b) + 0.05;
    return std::max(la, lb) / std::min(la, lb);
}

// The share of pixels that are inked in one shape and not in the other.
double shapeDifference(const QImage& a, const QImage& b)
{
    int differing = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            differing += (qAlpha(a.pixel(x, y)) > 127) != (qAlpha(b.pixel(x, y)) > 127) ? 1 : 0;
    }
    return double(differing) / (a.width() * a.height());
}

// The colour of which most of the picture is.
QColor ink(const QImage& image)
{
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) == 255)
                ++counts[image.pixel(x, y)];
        }
    }
    const auto most = std::max_element(counts.cbegin(), counts.cend());
    return QColor{most.key()};
}

} // namespace

class TestIcons final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyStateHasAPictureInEverySize()
    {
        for (const TrayStatus status : AllStates) {
            for (const int size : {16, 22, 24, 32, 48, 64, 128})
                QCOMPARE(picture(status, size).size(), QSize(size, size));
        }
        QVERIFY(!appIcon().pixmap(128, 128).isNull());
    }

    void statesDifferByShapeAndByColour()
    {
        for (const TrayStatus a : AllStates) {
            for (const TrayStatus b : AllStates) {
                if (a == b)
                    continue;
                const QByteArray pair = (statusIconName(a) + u" and "_s + statusIconName(b)).toLatin1();
                QVERIFY2(shapeDifference(picture(a, 22), picture(b, 22)) > 0.08, pair.constData());
                QVERIFY2(ink(picture(a, 64)) != ink(picture(b, 64)), pair.constData());
            }
        }
    }

    // The desktops' own bells, for notifications and Do Not Disturb, are outlines.
    void theIconOfNoLoginIsMoreThanAnOutline()
    {
        for (const int size : {16, 22, 32}) {
            const QImage all = picture(TrayStatus::LoggedOut, size);
            QImage none = all;
            none.fill(Qt::transparent);
            const double inked = shapeDifference(all, none);
            QVERIFY2(inked > 0.5, qPrintable(u"%1 px: %2"_s.arg(size).arg(inked)));
        }
    }

    // 3:1 is what WCAG 2.1 (1.4.11) asks of pictures that carry meaning.
    void everyStateStandsOutOnLightAndDarkPanels()
    {
        for (const TrayStatus status : AllStates) {
            const QColor colour = ink(picture(status, 64));
            for (const QColor panel : {QColor{0xf6f6f6}, QColor{0x26292e}}) {
                QVERIFY2(contrast(colour, panel) >= 3.0,
                         qPrintable(u"%1 on %2: %3"_s.arg(statusIconName(status), panel.name())
                                        .arg(contrast(colour, panel))));
            }
        }
    }

    void toastsGetPixelsForOurOwnIconsOnly()
    {
        const ToastImage image = toastImage(u"tocsin-needs-you"_s);
        QCOMPARE(image.width, 64);
        QCOMPARE(image.height, 64);
        QCOMPARE(image.rgba.size(), 64 * 64 * 4);
        QVERIFY(toastImage(u"dialog-information"_s).isNull());
        QVERIFY(toastImage(u"../../x"_s).isNull());
    }
};

QTEST_MAIN(TestIcons)
#include "test_icons.moc"
