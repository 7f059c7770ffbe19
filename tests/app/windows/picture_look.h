// SPDX-License-Identifier: MIT
#pragma once

#include "translations/language.h"

#include <QApplication>
#include <QPalette>
#include <QString>
#include <QStringList>
#include <QStyleFactory>

#include <functional>

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

/// Calls `take` in each language, light and dark, with letters of 10 and 16 points; `look` is for a file
/// name, such as `de-dark-16`.
inline void inEveryLook(const QStringList& languages, const std::function<void(const QString& look)>& take)
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const QPalette light{QColor{0xef, 0xef, 0xef}};
    Language language;
    for (const QString& spoken : languages) {
        language.use(spoken);
        for (const bool isDark : {false, true}) {
            QApplication::setPalette(isDark ? darkPalette() : light);
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

} // namespace tocsin::test
