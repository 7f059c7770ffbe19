// SPDX-License-Identifier: MIT
#pragma once

#include <span>

class QSqlQuery;

namespace tocsin {

/// Changes the tables, or what is in them, from one version to the next; run in a transaction of its own.
/// False when a statement failed: `query` has the error.
///
/// A step knows the documents as they were at its version, so it uses nothing of today's code.
using Migration = bool (*)(QSqlQuery& query);

/// The step at index n leads from version n to n + 1. Version 0 is an empty file.
[[nodiscard]] std::span<const Migration> migrations();

} // namespace tocsin
