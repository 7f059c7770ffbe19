// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace tocsin::server {

/// Copies the SQLite file at `path`, as it was last committed, to `path`.before-update-`version` beside it,
/// for its user alone (0600). Of the copies that are there only the two of the latest versions stay. Throws
/// std::runtime_error with a text for people when there is no whole copy on the disk.
void copyBeforeUpdate(const std::string& path, int version);

} // namespace tocsin::server
