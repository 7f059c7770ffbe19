// SPDX-License-Identifier: MIT
#include "app/tray/when.h"

#include <QCoreApplication>
#include <QLocale>

namespace tocsin {

QString friendlyWhen(const QDateTime& utc, const QDateTime& nowUtc)
{
    const QLocale locale;
    const QDateTime local = utc.toLocalTime();
    const QString time = locale.toString(local.time(), QLocale::ShortFormat);
    const qint64 days = nowUtc.toLocalTime().date().daysTo(local.date());
    if (days == 0)
        return QCoreApplication::translate("tocsin::friendlyWhen", "today, %1").arg(time);
    if (days == 1)
        return QCoreApplication::translate("tocsin::friendlyWhen", "tomorrow, %1").arg(time);
    const bool weekdayIsEnough = days > 1 && days < 7;
    const QString day = weekdayIsEnough ? locale.dayName(local.date().dayOfWeek())
                                        : locale.toString(local.date(), QLocale::ShortFormat);
    //: %1 is a weekday or a date, %2 a time of day
    return QCoreApplication::translate("tocsin::friendlyWhen", "%1, %2").arg(day, time);
}

} // namespace tocsin
