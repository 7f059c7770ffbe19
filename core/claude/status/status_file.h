// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace tocsin {

/// Where the Claude processes of a session's configuration folder (configFolderOf()) keep their status files.
/// Empty if that is not known.
[[nodiscard]] QString statusFolderOf(const QString& transcriptPath);

/// `<folder>/<pid>.json`: beside it there are files with secrets, which are never opened.
[[nodiscard]] QString statusPath(const QString& folder, qint64 pid);
/// The other way round; 0 for any other name.
[[nodiscard]] qint64 pidOfStatusFile(const QString& name);

/// A status file's content. Nothing when it is not there, or is no regular file of this user, or too large.
[[nodiscard]] std::optional<QByteArray> readStatusFile(const QString& path);

} // namespace tocsin
