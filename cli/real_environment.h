// SPDX-License-Identifier: MIT
#pragma once

#include "cli/cli.h"

namespace tocsin {

/// What the real program gives its commands: standard streams, the terminal, the app on its socket. Both
/// streams outlive it.
[[nodiscard]] CliEnvironment realEnvironment(Program program, QTextStream& out, QTextStream& err);

} // namespace tocsin
