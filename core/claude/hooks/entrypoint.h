// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"

namespace tocsin {

/// Whether no person looks at the session: `claude -p`, an SDK, a CI action. IDEs and desktop apps have a
/// person in front of them; where nothing is said, there is one.
[[nodiscard]] bool isUnattended(const HookOrigin& origin);

/// A terminal shows the session's requests, or can; it goes on when a hook answers one. Programs of IDEs show
/// them in their own way, and headless runs show none.
[[nodiscard]] bool isOfTerminal(const HookOrigin& origin);

} // namespace tocsin
