// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// Removes the socket at `path` if it is ours and nothing listens on it. sshd leaves one behind when a
/// connection that forwards it is cut, and then cannot forward there again.
void removeStaleSocket(const QString& path);

} // namespace tocsin
