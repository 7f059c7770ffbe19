// SPDX-License-Identifier: MIT
#include "app/shortcut/kglobalaccel_shortcut.h"

namespace tocsin {

std::unique_ptr<GlobalShortcut> makeGlobalShortcut()
{
    return std::make_unique<KGlobalAccelShortcut>(QDBusConnection::sessionBus());
}

} // namespace tocsin
