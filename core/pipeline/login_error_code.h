// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/replies.h"
#include "core/server/login/login.h"

namespace tocsin {

/// What a command answers when the login, or its server, fails so.
[[nodiscard]] ipc::ErrorCode errorCodeOf(LoginError error);

} // namespace tocsin
