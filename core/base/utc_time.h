// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QTimeZone>

namespace tocsin {

// Qt 6.8 deprecates what Qt 6.4 needs for these.

/// The UTC time `msecs` milliseconds after 1970.
[[nodiscard]] inline QDateTime utcFromMSecs(qint64 msecs)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QDateTime::fromMSecsSinceEpoch(msecs, QTimeZone::UTC);
#else
    return QDateTime::fromMSecsSinceEpoch(msecs, Qt::UTC);
#endif
}

[[nodiscard]] inline QDateTime utcAt(QDate date, QTime time)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return {date, time, QTimeZone::UTC};
#else
    return {date, time, Qt::UTC};
#endif
}

} // namespace tocsin
