// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/pg_address.h"

#include <chrono>

namespace tocsin::server {

/// Asks the database something over several connections: whether statements stay prepared on the way to it.
/// What lies between may not keep them, as PgBouncer before 1.21 in transaction mode; then each is sent
/// whole, which costs a little speed. Throws StoreError when it does not answer.
[[nodiscard]] bool keepsPreparedStatements(const PgAddress& address,
                                           std::chrono::steady_clock::time_point deadline);

} // namespace tocsin::server
