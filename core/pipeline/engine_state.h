// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/engine_parts.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace tocsin {

// What is kept on disk of a session: all that each part knows of it.

/// Empty when the session is not known (any more).
[[nodiscard]] QJsonObject savedState(const EngineParts& parts, const QString& sessionId);
/// As savedState() had them, in any order. The parts are new.
void restoreState(EngineParts& parts, const QList<QJsonObject>& sessions);

} // namespace tocsin
