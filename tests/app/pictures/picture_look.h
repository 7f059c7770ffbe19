// SPDX-License-Identifier: MIT
#pragma once

#include "app/windows/readable_colors.h"
#include "translations/language.h"

#include <QApplication>
#include <QImage>
#include <QPalette>
#include <QScreen>
#include <QString>
#include <QStringList>
#include <QStyleFactory>
#include <QTest>
#include <QWidget>

#include <functional>
#include <utility>

namespace tocsin::test {

[[nodiscard]] inline QPalette darkPalette()
{
    const QColor ground{0x2b, 0x2b, 0x2b};
    QPalette palette{ground};
    palette.setColor(QPalette::Base, QColor{0x1e, 0x1e, 0x1e});
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor{0x8a, 0x8a, 0x8a});
    palette.setColor(QPalette::Highlight, QColor{0x3d, 0x7e, 0xb8});
    return palette;
}

[[nodiscard]] inline QPalette lightPalette()
{
    return QPalette{QColor{0xef, 0xef, 0xef}};
}

/// Calls `take` in each language of the windows, light and dark, with letters of 10 and 16 points, as the app
/// looks; `look` is for a file name, such as `de-dark-16`.
inline void inEveryLook(const std::function<void(const QString& look)>& take)
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const ReadableColors placeholders;
    Language language;
    for (const QString& spoken : {QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("fr")}) {
        language.use(spoken);
        for (const bool isDark : {false, true}) {
            QApplication::setPalette(isDark ? darkPalette() : lightPalette());
            QCoreApplication::processEvents(); // the placeholders follow
            for (const int points : {10, 16}) {
                QFont font = QApplication::font();
                font.setPointSize(points);
                QApplication::setFont(font);
                const QString colours = isDark ? QStringLiteral("dark") : QStringLiteral("light");
                take(QStringLiteral("%1-%2-%3").arg(spoken, colours).arg(points));
            }
        }
    }
}

/// Shows the window and waits until it is there.
inline void show(QWidget& window)
{
    window.show();
    if (!QTest::qWaitForWindowExposed(&window, 60'000))
        qFatal("the window was not shown");
}

/// Its picture when its layouts have come to rest: one that has become larger makes others larger, in turn.
[[nodiscard]] inline QImage settled(QWidget& window)
{
    QImage picture;
    const auto isSame = [&] {
        QImage next = window.grab().toImage();
        return next == std::exchange(picture, next);
    };
    if (!QTest::qWaitFor(isSame, 10'000))
        qFatal("the window does not come to rest");
    return picture;
}

/// As it is now, once the window manager has resized it. Fails when it does not fit on the screen.
inline void save(QWidget& window, const QString& file)
{
    const QSize screen = window.screen()->availableSize();
    const auto fits = [&] { return window.width() <= screen.width() && window.height() <= screen.height(); };
    static_cast<void>(settled(window));
    if (!QTest::qWaitFor(fits, 2'000))
        qFatal("%s: the window is larger than the screen: %d x %d", qPrintable(file), window.width(),
               window.height());
    if (!settled(window).save(file))
        qFatal("cannot write %s", qPrintable(file));
}

} // namespace tocsin::test
