// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace tocsin {

/// Why the content of a file is not known.
enum class FileFault : uint8_t {
    Missing,
    NotAFile, ///< a folder, a device, a pipe
    TooLarge,
    Unreadable
};

using FileBytes = Expected<QByteArray, FileFault>;

/// The whole file, if it has at most `maxSize` bytes. Opens regular files only; follows symbolic links.
[[nodiscard]] FileBytes readFile(const QString& path, qint64 maxSize);
/// The last `size` bytes, or all that a smaller file has.
[[nodiscard]] FileBytes readFileEnd(const QString& path, qint64 size);

/// Whether both say the same about the file.
[[nodiscard]] bool areSame(const FileBytes& one, const FileBytes& other);

} // namespace tocsin
