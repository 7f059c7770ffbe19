// SPDX-License-Identifier: MIT
#include "app/shortcut/desktop_shortcut.h"

namespace tocsin {

using namespace Qt::StringLiterals;

std::unique_ptr<GlobalShortcut> makeGlobalShortcut()
{
    return std::make_unique<DesktopShortcut>(
        QDBusConnection::sessionBus(),
        QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"tocsin-portal"_s));
}

} // namespace tocsin
