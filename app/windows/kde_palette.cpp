// SPDX-License-Identifier: MIT
#include "app/windows/kde_palette.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QHash>

#include <algorithm>
#include <array>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

struct Entry
{
    QPalette::ColorRole role;
    const char* key;
};

constexpr std::array Grounds{
    Entry{QPalette::Window, "Colors:Window/BackgroundNormal"},
    Entry{QPalette::Base, "Colors:View/BackgroundNormal"},
    Entry{QPalette::AlternateBase, "Colors:View/BackgroundAlternate"},
    Entry{QPalette::Button, "Colors:Button/BackgroundNormal"},
    Entry{QPalette::ToolTipBase, "Colors:Tooltip/BackgroundNormal"},
};
/// What is disabled has shades of its own.
constexpr std::array Inks{
    Entry{QPalette::WindowText, "Colors:Window/ForegroundNormal"},
    Entry{QPalette::Text, "Colors:View/ForegroundNormal"},
    Entry{QPalette::ButtonText, "Colors:Button/ForegroundNormal"},
    Entry{QPalette::Highlight, "Colors:Selection/BackgroundNormal"},
    Entry{QPalette::HighlightedText, "Colors:Selection/ForegroundNormal"},
    Entry{QPalette::ToolTipText, "Colors:Tooltip/ForegroundNormal"},
    Entry{QPalette::PlaceholderText, "Colors:View/ForegroundInactive"},
    Entry{QPalette::Link, "Colors:View/ForegroundLink"},
    Entry{QPalette::LinkVisited, "Colors:View/ForegroundVisited"},
};

/// By "group/key". QSettings would take a file that changed within the same tick of the clock for the old
/// one.
QHash<QByteArray, QByteArray> entriesOf(const QString& path)
{
    QHash<QByteArray, QByteArray> entries;
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return entries;
    QByteArray group;
    for (const QByteArray& raw : file.readAll().split('\n')) {
        const QByteArray line = raw.trimmed();
        const qsizetype equals = line.indexOf('=');
        if (line.startsWith('[') && line.endsWith(']'))
            group = line.sliced(1, line.size() - 2);
        else if (equals > 0)
            entries.insert(group + '/' + line.first(equals).trimmed(), line.sliced(equals + 1).trimmed());
    }
    return entries;
}

/// As KConfig writes them: red,green,blue.
QColor colorOf(const QHash<QByteArray, QByteArray>& entries, const char* key)
{
    const QList<QByteArray> parts = entries.value(key).split(',');
    if (parts.size() < 3)
        return {};
    const auto part = [&parts](qsizetype i) { return std::clamp(parts.at(i).toInt(), 0, 255); };
    return {part(0), part(1), part(2)};
}

} // namespace

std::optional<QPalette> kdePalette(const QStringList& configFolders)
{
    for (const QString& folder : configFolders) {
        const QHash<QByteArray, QByteArray> scheme = entriesOf(QDir{folder}.filePath(u"kdeglobals"_s));
        const QColor button = colorOf(scheme, "Colors:Button/BackgroundNormal");
        const QColor window = colorOf(scheme, "Colors:Window/BackgroundNormal");
        if (!button.isValid() || !window.isValid())
            continue;
        QPalette palette{button, window};
        for (const Entry& ground : Grounds) {
            if (const QColor color = colorOf(scheme, ground.key); color.isValid())
                palette.setColor(ground.role, color);
        }
        for (const Entry& ink : Inks) {
            const QColor color = colorOf(scheme, ink.key);
            for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
                if (color.isValid())
                    palette.setColor(group, ink.role, color);
            }
        }
        return palette;
    }
    return {};
}

} // namespace tocsin
