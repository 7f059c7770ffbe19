// SPDX-License-Identifier: MIT
#pragma once

#include "server/limits.h"
#include "server/options.h"
#include "server/sms/sms_settings.h"

namespace tocsin::server {

/// The limits that the options and the environment make; an option wins. Throws std::runtime_error, in words
/// for people, when they cannot be together.
[[nodiscard]] Limits effectiveLimits(const Options& options, const SmsSettings& settings);

} // namespace tocsin::server
