// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// The 16 hex digits that name this installation to the server, from `file`; made up and written there at the
/// first use, or when the file holds something else. Random, not derived from the machine; not a secret.
[[nodiscard]] QString deviceFingerprint(const QString& file);

} // namespace tocsin
