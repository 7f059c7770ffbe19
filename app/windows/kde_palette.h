// SPDX-License-Identifier: MIT
#pragma once

#include <QPalette>
#include <QStringList>

#include <optional>

namespace tocsin {

/// The colours of KDE's scheme, from `kdeglobals` in the first of these folders that has them there.
[[nodiscard]] std::optional<QPalette> kdePalette(const QStringList& configFolders);

} // namespace tocsin
