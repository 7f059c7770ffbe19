// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_bytes.h"

#include <QString>

#include <functional>

namespace tocsin {

/// How the files that a request is about are read. Paths are absolute.
struct BodySources
{
    std::function<FileBytes(const QString& path)> readFile{};
    std::function<FileBytes(const QString& path, qint64 size)> readFileEnd{}; ///< the last bytes
    /// The path without symbolic links, also of a file that is not there yet; empty if that is not known.
    std::function<QString(const QString& path)> resolve{};
};

/// The most of a file that is read to be shown, in bytes.
inline constexpr qint64 MaxShownFile{4 * 1024 * 1024};

/// The most of a plan.
inline constexpr qint64 MaxPlanSize{256 * 1024};

/// From the disk.
[[nodiscard]] BodySources bodySourcesOfDisk();

} // namespace tocsin
