// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>

namespace tocsin {

/// What may lie in the spool. Bridges that run at the same instant may each add one more.
inline constexpr int MaxSpoolFiles = 1000;
inline constexpr qint64 MaxSpoolBytes = 16 * 1024 * 1024;

enum class SpoolError : uint8_t { NoFolder, Full, CannotWrite };

/// What a spool file is named after, so that its name alone tells its place in the order.
struct SpoolKey
{
    QByteArray bootId;
    quint64 monotonicNs{0};
    QByteArray id; ///< UUID
};

/// `<boot id>.<20 digits>.<id>.json`
[[nodiscard]] QByteArray spoolFileName(const SpoolKey& key);

/// Leaves the request `json` in `folder` for the app to find: mode 0600, under a temporary name first, so
/// that a file with its final name is always whole.
///
/// Not synced to the disk: the file outlives any crash of a program, but the last few seconds may be lost
/// when the power fails. That ends the Claude session too, and an fsync can take longer than the whole hook
/// may. What a power cut leaves half written the app sets aside.
[[nodiscard]] std::optional<SpoolError> writeSpoolFile(const QString& folder, const SpoolKey& key,
                                                       const QByteArray& json);

} // namespace tocsin
