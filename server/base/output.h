// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace tocsin::server {

/// Whether a write of up to PIPE_BUF bytes to that descriptor does not wait: there is room (pipe(7)), or it
/// fails at once. Waits for that itself, for at most `patience`.
[[nodiscard]] bool takesOutput(int descriptor, std::chrono::milliseconds patience);

} // namespace tocsin::server
