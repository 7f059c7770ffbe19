// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>

namespace tocsin {

enum class PathRisk : uint8_t {
    None,
    Keys,     ///< keys, passwords, tokens
    Settings, ///< what decides which programs run later: Claude Code's or Tocsin's own, a shell's, Git's
    Device    ///< a disk
};

/// Of a file's path, as it is written; case does not matter. A symbolic link is not followed.
[[nodiscard]] PathRisk riskOfPath(const QString& path);

} // namespace tocsin
