// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// `$XDG_CONFIG_HOME/tocsin`, by default `~/.config/tocsin`; not created.
[[nodiscard]] QString configFolder();

} // namespace tocsin
