// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// Whether a shell command runs until it is stopped, as far as its words tell: a dev server, a watcher, a
/// followed log, a tunnel. A command that is not known to last is taken for one that ends.
[[nodiscard]] bool isLastingCommand(const QString& commandLine);

} // namespace tocsin
