// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// What a person types to install the plugin from this folder, quoted for a shell.
[[nodiscard]] QString installCommand(const QString& pluginFolder);

} // namespace tocsin
