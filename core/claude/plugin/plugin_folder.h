// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace tocsin {

/// Where the plugin for Claude Code may be, best first: installed beside the program in `programFolder`, in
/// the source tree it was built in, or in one of the system's data folders.
[[nodiscard]] QStringList pluginFolders(const QString& programFolder);

/// The first of `folders` that has the plugin, absolute; empty if none has.
[[nodiscard]] QString findPlugin(const QStringList& folders);

} // namespace tocsin
