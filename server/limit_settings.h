// SPDX-License-Identifier: MIT
#pragma once

#include "server/limits.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tocsin::server {

/// Limits that whoever runs the server may set, by their names.
using LimitValues = std::map<std::string, int>;

/// `name=number`, or several with commas between. Nothing when a name is unknown or a number out of its
/// range.
[[nodiscard]] std::optional<LimitValues> readLimits(std::string_view list);

void applyLimits(Limits& limits, const LimitValues& values);

/// A line for each: its name, what it is, and its usual number.
[[nodiscard]] std::string limitsHelp();

} // namespace tocsin::server
