// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace tocsin {

/// Tells what two tool calls would do apart, without keeping what they would do.
[[nodiscard]] QByteArray digestOf(const QJsonObject& toolInput);

} // namespace tocsin
