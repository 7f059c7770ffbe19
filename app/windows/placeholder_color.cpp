// SPDX-License-Identifier: MIT
#include "app/windows/placeholder_color.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>

#include <cmath>

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
    const auto [darker, lighter] = std::minmax(luminance(one) + 0.05, luminance(other) + 0.05);
    return lighter / darker;
}

/// `share` of `front`, the rest of `back`.
QColor mixed(const QColor& front, const QColor& back, double share)
{
    const auto part = [share](int a, int b) { return qRound(a * share + b * (1 - share)); };
    return {part(front.red(), back.red()), part(front.green(), back.green()),
            part(front.blue(), back.blue())};
}

} // namespace

PlaceholderColor::PlaceholderColor(QObject* parent)
    : QObject{parent}
{
    qApp->installEventFilter(this);
    mend();
}

bool PlaceholderColor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == qApp && event->type() == QEvent::ApplicationPaletteChange)
        mend();
    return false;
}

void PlaceholderColor::mend()
{
    const QPalette now = QApplication::palette();
    const QColor field = now.color(QPalette::Base);
    const QColor text = now.color(QPalette::Text);
    const QColor hint = now.color(QPalette::PlaceholderText);
    if (contrast(mixed(hint, field, hint.alphaF()), field) >= LeastContrast)
        return;
    QColor readable = text;
    for (const double share : {0.6, 0.7, 0.8, 0.9}) {
        if (contrast(mixed(text, field, share), field) >= LeastContrast) {
            readable = mixed(text, field, share);
            break;
        }
    }
    if (readable == hint)
        return;
    // This one alone is set: all others go on following the desktop.
    QPalette mended = now;
    mended.setColor(QPalette::PlaceholderText, readable);
    QApplication::setPalette(mended);
}

} // namespace tocsin
