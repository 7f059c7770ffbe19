// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/pg_address.h"

#include <chrono>
#include <string>

namespace tocsin::server {

/// Why a server that starts with it would be refused, in words; empty when it would not: the tables are of a
/// newer version, or this role may not make or write them. Throws StoreError when it does not answer.
[[nodiscard]] std::string whyNotUsable(const PgAddress& address,
                                       std::chrono::steady_clock::time_point deadline);

/// Asks the database something over several connections: whether statements stay prepared on the way to it.
/// What lies between may not keep them, as PgBouncer before 1.21 in transaction mode; then each is sent
/// whole, which costs a little speed. Throws StoreError when it does not answer.
[[nodiscard]] bool keepsPreparedStatements(const PgAddress& address,
                                           std::chrono::steady_clock::time_point deadline);

} // namespace tocsin::server
