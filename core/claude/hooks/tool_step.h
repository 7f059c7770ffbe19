// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"

#include <QString>

namespace tocsin {

/// A tool call as the history may keep it: `Bash git commit`, `Edit main.c`, `WebFetch example.org`. The name
/// of a file, of a program with its subcommand, or of a host; no arguments, which may be secrets. One plain
/// line of at most 64 UTF-16 units.
[[nodiscard]] QString toolStep(const hook::ToolCall& call);

} // namespace tocsin
