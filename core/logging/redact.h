// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// `text` without what must not be in a log: bearer tokens, JWTs, other long tokens, the values of JSON
/// members that hold secrets, phone numbers, six-digit codes. UUIDs and masked numbers stay.
[[nodiscard]] QString redacted(const QString& text);

} // namespace tocsin
