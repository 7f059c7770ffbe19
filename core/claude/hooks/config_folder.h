// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// The configuration folder of the Claude Code that writes this transcript, since only Claude Code knows its
/// CLAUDE_CONFIG_DIR: `X` for `X/projects/<project>/<session>.jsonl`. Empty for any other path.
[[nodiscard]] QString configFolderOf(const QString& transcriptPath);

} // namespace tocsin
