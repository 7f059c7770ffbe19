// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/sql.h"

namespace tocsin::server {

/// Stores every number as it is parsed; of phones that turn out to be one, one stays and has all that the
/// others had.
void mergePhones(Sql& sql);

} // namespace tocsin::server
