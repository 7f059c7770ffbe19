// SPDX-License-Identifier: MIT
#include "app/windows/desktop_colors.h"
#include "app/windows/kde_colors.h"

#include <QStandardPaths>

namespace tocsin {

using namespace Qt::StringLiterals;

std::unique_ptr<QObject> followDesktopColors(ReadableColors& colors)
{
    const QString theme = qEnvironmentVariable("QT_QPA_PLATFORMTHEME"); // another one has colours of its own
    const bool isKde = qEnvironmentVariable("XDG_CURRENT_DESKTOP").split(u':').contains("KDE"_L1);
    if (!isKde || (!theme.isEmpty() && theme.compare("kde"_L1, Qt::CaseInsensitive) != 0))
        return {};
    return std::make_unique<KdeColors>(
        QDBusConnection::sessionBus(),
        QStandardPaths::standardLocations(QStandardPaths::GenericConfigLocation), colors);
}

} // namespace tocsin
