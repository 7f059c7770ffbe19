// SPDX-License-Identifier: MIT
#include "tests/app/tray/panel_picture.h"

#include "app/tray/icons.h"

#include <QGuiApplication>
#include <QHash>
#include <QPixmap>
#include <QRegion>
#include <QScreen>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tocsin::test {

namespace {

constexpr int PanelWidth = 240;
constexpr int PanelHeight = 28;

// The commonest opaque colour of a state's icon.
QRgb inkOf(TrayStatus status)
{
    const QImage icon = statusIcon(status).pixmap(64, 64).toImage().convertToFormat(QImage::Format_ARGB32);
    QHash<QRgb, int> counts;
    for (int y = 0; y < icon.height(); ++y) {
        for (int x = 0; x < icon.width(); ++x) {
            if (qAlpha(icon.pixel(x, y)) == 255)
                ++counts[icon.pixel(x, y)];
        }
    }
    return std::max_element(counts.cbegin(), counts.cend()).key();
}

} // namespace

QImage panel()
{
    const QRect screen = QGuiApplication::primaryScreen()->geometry();
    return QGuiApplication::primaryScreen()
        ->grabWindow(0, screen.width() - PanelWidth, 0, PanelWidth, PanelHeight)
        .toImage()
        .convertToFormat(QImage::Format_RGB32);
}

QRect iconIn(const QImage& image, TrayStatus status)
{
    const QRgb ink = inkOf(status);
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

QPoint onScreen(QPoint inPanel)
{
    return inPanel + QPoint{QGuiApplication::primaryScreen()->geometry().width() - PanelWidth, 0};
}

void keep(const QImage& image, const QString& name)
{
    const QString folder = qEnvironmentVariable("TOCSIN_SCREENSHOTS");
    if (!folder.isEmpty())
        image.save(folder + u'/' + name + u".png"_s);
}

} // namespace tocsin::test
