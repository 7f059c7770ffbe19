// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace tocsin {

/// Appends one JSON line to `hookbridge.log` in `folder`: when, what became of a hook event (`dropped`,
/// `spooled`), why, and how many bytes were read - never what they said. Above 1 MiB the file becomes
/// `hookbridge.log.1`. Says nothing when it cannot write.
void logOutcome(const QString& folder, const QByteArray& outcome, const QByteArray& reason, qsizetype bytes);

} // namespace tocsin
