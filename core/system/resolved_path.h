// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// Where something that is written to this absolute path ends up: without symbolic links, also where the
/// file, or folders that lead to it, do not exist yet. The path itself where links go round in circles.
[[nodiscard]] QString resolvedPath(const QString& path);

} // namespace tocsin
