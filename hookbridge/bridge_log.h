// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace tocsin {

/// Appends one JSON line to `hookbridge.log` in `folder`: the time, the outcome (a hook event `dropped` or
/// `spooled`; the app `started` or `not_started`), why, and how many bytes were read, never their content.
/// Above 1 MiB the file becomes `hookbridge.log.1`. Silent when it cannot write.
void logOutcome(const QString& folder, const QByteArray& outcome, const QByteArray& reason, qsizetype bytes);

} // namespace tocsin
