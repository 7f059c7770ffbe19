// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/calls/call_risk.h"

#include <QString>

namespace tocsin {

/// Of a shell's command line, as far as its words tell: harmless only where everything about it is known.
[[nodiscard]] CallRisk riskOfCommand(const QString& commandLine);

} // namespace tocsin
