// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>

namespace tocsin {

/// Makes sure that one app at a time uses a state folder. The system releases the lock when the process ends,
/// in whatever way; a lock file with a host name and a pid would outlive a crash where the name changes.
class StateLock final
{
public:
    enum class Result : uint8_t {
        Taken,
        HeldByAnother,
        Unavailable ///< the folder cannot be written, or its file system has no locks
    };

    StateLock() = default;
    ~StateLock();
    StateLock(const StateLock&) = delete;
    StateLock& operator=(const StateLock&) = delete;

    /// Makes `folder` if it is missing.
    [[nodiscard]] Result take(const QString& folder);

private:
    int m_fd{-1};
};

} // namespace tocsin
