// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

namespace tocsin {

/// Puts the icons into Qt's resource system, at `:/icons/NAME/SIZE.png`. May be called again and again. A
/// static library's resources are left out by the linker unless somebody asks for them by name, as this does.
void initResources();

/// The sizes there are of each icon, in pixels, ascending.
[[nodiscard]] QList<int> iconSizes();

/// The picture of the icon `name` (`tocsin`, `tocsin-idle`, …) in one of iconSizes().
[[nodiscard]] QString iconPath(const QString& name, int size);

} // namespace tocsin
