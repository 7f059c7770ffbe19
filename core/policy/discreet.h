// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// `text` as it may leave this machine: links as their host alone, phone numbers as `+1***0123`, and what
/// looks like a password, key or token as `***`. Errs on the side of hiding.
[[nodiscard]] QString discreet(const QString& text);

} // namespace tocsin
