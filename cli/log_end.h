// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace tocsin {

/// The last lines of a log file, those of the one before it among them where that is needed.
struct LogEnd
{
    bool exists{false};
    QStringList lines{};
    qint64 size{0}; ///< of the file, in bytes: where new lines begin
};

/// `file`: as LogFile writes it. At most 4 MiB are read.
[[nodiscard]] LogEnd readLogEnd(const QString& file, int lines);

/// Prints what is added to `file` from `offset` on to standard output, also when it has been rotated, until
/// the program is ended or standard output is closed.
void followLog(const QString& file, qint64 offset);

} // namespace tocsin
