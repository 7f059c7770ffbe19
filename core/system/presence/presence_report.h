// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/presence/presence.h"

#include <QList>
#include <QStringList>

namespace tocsin {

/// For diagnostics, in English and without names: `presence: away (locked; logind)`, then a line for each
/// source with what it said, or why it said nothing.
[[nodiscard]] QStringList presenceReport(const Assessment& assessment, const QList<PresenceFact>& facts);

/// `idle 125 s, not locked`, or the problem.
[[nodiscard]] QString describe(const PresenceFact& fact);

} // namespace tocsin
