// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"

#include <QString>

namespace tocsin {

/// The words of an alert in a text: English, like the server's own words around them, and without secrets.
[[nodiscard]] QString smsMessage(const Alert& alert);
/// `more`: other alerts that have no text of their own.
[[nodiscard]] QString withMore(const QString& message, int more);

} // namespace tocsin
