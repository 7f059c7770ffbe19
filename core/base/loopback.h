// SPDX-License-Identifier: MIT
#pragma once

class QString;

namespace tocsin {

/// `localhost`, 127.0.0.0/8 or ::1, as text: no name is looked up.
[[nodiscard]] bool isLoopbackHost(const QString& host);

} // namespace tocsin
