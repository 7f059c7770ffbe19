// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/deadline.h"
#include "server/store/pg_address.h"

#include <string>

namespace tocsin::server {

/// Where libpq connects to, with the address of each name beside it: by itself libpq would wait for the
/// system's resolver without a limit. The names stay, for TLS and password files.
struct PgHosts
{
    PgAddress::Parameters parameters;
    std::string missing{}; ///< which names of a list have no address, and why
};

/// Throws StoreUnavailable when there is no address at all.
[[nodiscard]] PgHosts findHosts(const PgAddress& address, Deadline deadline);

} // namespace tocsin::server
