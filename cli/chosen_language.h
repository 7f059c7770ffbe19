// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// Setting::Language, as `file` (tocsin.conf) has it, for programs that read no other setting: `en`, `de`,
/// `fr`; empty: the system's.
[[nodiscard]] QString chosenLanguage(const QString& file);

} // namespace tocsin
