// SPDX-License-Identifier: MIT
#pragma once

#include "server/options.h"
#include "server/sms/sms_settings.h"

#include <ostream>

namespace tocsin::server {

/// `tocsin-server check`: says of each part of the configuration, in a line for people, whether it works.
/// Changes nothing and sends nothing; no secret is in what it says. BadConfiguration when the server could
/// not do its work with it.
[[nodiscard]] ExitCode checkConfiguration(const Options& options, const Environment& environment,
                                          std::ostream& out);

} // namespace tocsin::server
