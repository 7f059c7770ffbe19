// SPDX-License-Identifier: MIT
#pragma once

#include "server/options.h"
#include "server/store/store.h"

#include <ostream>
#include <string>

namespace tocsin::server {

/// `tocsin-server logins`: a line for each login that is alive, its number masked.
void listLogins(Store& store, Instant now, std::ostream& out);

/// `tocsin-server logins revoke ID`: ends it at once, also for a server that runs. Usage when there is no
/// such login.
[[nodiscard]] ExitCode revokeLogin(Store& store, Instant now, const std::string& loginId, std::ostream& out,
                                   std::ostream& err);

} // namespace tocsin::server
