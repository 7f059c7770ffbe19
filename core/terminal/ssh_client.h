// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/hint_checks.h"

namespace tocsin {

/// The ssh program of this user and machine whose connection has these ports; 0: none is known. Several ssh
/// that share one connection look like the first of them.
[[nodiscard]] qint64 localSshClient(const SshHint& hint);

} // namespace tocsin
