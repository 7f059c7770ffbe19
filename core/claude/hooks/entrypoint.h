// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"

namespace tocsin {

/// Whether no person looks at the session: `claude -p`, an SDK, a CI action. IDEs and desktop apps have a
/// person in front of them; where nothing is said, there is one.
[[nodiscard]] bool isUnattended(const HookOrigin& origin);

/// A person's terminal shows the request too, and goes on when a hook answers it. Programs of IDEs show it in
/// their own way.
[[nodiscard]] bool isOfTerminal(const HookOrigin& origin);

} // namespace tocsin
