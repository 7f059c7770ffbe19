// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace tocsin {

/// Tells what two tool calls would do apart, without keeping what they would do. The same for a document that
/// the bridge has cut (JsonTruncator) and for the whole one.
[[nodiscard]] QByteArray digestOf(const QJsonObject& toolInput);

} // namespace tocsin
