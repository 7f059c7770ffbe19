// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>

namespace tocsin {

/// Makes sure that one process at a time uses what lies beside `file`. The system releases the lock when the
/// process ends, in whatever way. A file that names its owner would not do: one that was killed may have left
/// it empty, and its process id may be another's by now.
class FileLock final
{
public:
    enum class Result : uint8_t {
        Taken,
        HeldByAnother,
        Unavailable ///< the file cannot be written, or its file system has no locks
    };

    FileLock() = default;
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

    /// Makes `file`, and leaves it there.
    [[nodiscard]] Result take(const QString& file);
    void release();

private:
    int m_fd{-1};
};

} // namespace tocsin
