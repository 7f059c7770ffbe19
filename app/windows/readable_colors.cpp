// SPDX-License-Identifier: MIT
#include "app/windows/readable_colors.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace tocsin {

namespace {

/// What WCAG 2.1 (1.4.3) asks of text.
constexpr double LeastContrast{4.5};

double luminance(const QColor& color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const auto [darker, lighter] = std::minmax({luminance(one) + 0.05, luminance(other) + 0.05});
    return lighter / darker;
}

/// `share` of `front`, the rest of `back`.
QColor mixed(const QColor& front, const QColor& back, double share)
{
    const auto part = [share](int a, int b) { return qRound(a * share + b * (1 - share)); };
    return {part(front.red(), back.red()), part(front.green(), back.green()),
            part(front.blue(), back.blue())};
}

/// `color` if it can be read on `ground`, else with as much of `text` as that takes.
QColor readable(const QColor& color, const QColor& text, const QColor& ground,
                std::initializer_list<double> shares)
{
    if (contrast(mixed(color, ground, color.alphaF()), ground) >= LeastContrast)
        return color;
    // What is half seen through is a shade of the ground; what is not keeps its hue.
    const QColor base = color.alpha() < 255 ? ground : color;
    for (const double share : shares) {
        if (const QColor shade = mixed(text, base, share); contrast(shade, ground) >= LeastContrast)
            return shade;
    }
    return text;
}

} // namespace

ReadableColors::ReadableColors(QObject* parent)
    : QObject{parent}
{
    qApp->installEventFilter(this);
    mend();
}

void ReadableColors::follow(const QPalette& desktop)
{
    QApplication::setPalette(desktop);
    mend();
}

bool ReadableColors::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == qApp && event->type() == QEvent::ApplicationPaletteChange)
        mend();
    return false;
}

void ReadableColors::mend()
{
    const QPalette now = QApplication::palette();
    // These alone are set: all others go on following the desktop.
    QPalette mended = now;
    mended.setColor(QPalette::PlaceholderText,
                    readable(now.color(QPalette::PlaceholderText), now.color(QPalette::Text),
                             now.color(QPalette::Base), {0.6, 0.7, 0.8, 0.9}));
    mended.setColor(QPalette::Link, readable(now.color(QPalette::Link), now.color(QPalette::WindowText),
                                             now.color(QPalette::Window), {0.3, 0.4, 0.5, 0.6, 0.7}));
    if (mended != now)
        QApplication::setPalette(mended);
}

} // namespace tocsin
