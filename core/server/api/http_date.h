// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QDateTime>

namespace tocsin {

/// A date as HTTP headers have it (RFC 9110, 5.6.7), UTC; invalid if `header` is none.
[[nodiscard]] QDateTime parseHttpDate(const QByteArray& header);

} // namespace tocsin
