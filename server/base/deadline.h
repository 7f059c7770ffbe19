// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace tocsin::server {

/// When an answer is due, by a clock that nobody sets.
using Deadline = std::chrono::steady_clock::time_point;

} // namespace tocsin::server
