// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// The first words of a prompt, for the history: one plain line, secrets masked; of a command its name alone,
/// since its arguments can be a phone number or a code.
[[nodiscard]] QString firstWordsOf(const QString& prompt);

} // namespace tocsin
