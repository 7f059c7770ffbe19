// SPDX-License-Identifier: MIT
#include "app/windows/kde_colors.h"

#include "app/windows/kde_palette.h"
#include "app/windows/readable_colors.h"

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
/// Of KGlobalSettings.
constexpr int PaletteChanged{0};
} // namespace

KdeColors::KdeColors(QDBusConnection bus, QStringList configFolders, ReadableColors& colors, QObject* parent)
    : QObject{parent}
    , m_bus{std::move(bus)}
    , m_configFolders{std::move(configFolders)}
    , m_colors{colors}
{
    m_bus.connect({}, u"/KGlobalSettings"_s, u"org.kde.KGlobalSettings"_s, u"notifyChange"_s, this,
                  SLOT(onChange(int, int)));
}

KdeColors::~KdeColors() = default;

void KdeColors::onChange(int what, int /*detail*/)
{
    if (what != PaletteChanged)
        return;
    if (const std::optional<QPalette> palette = kdePalette(m_configFolders))
        m_colors.follow(*palette);
}

} // namespace tocsin
