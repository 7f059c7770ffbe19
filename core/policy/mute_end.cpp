// SPDX-License-Identifier: MIT
#include "core/policy/mute_end.h"

#include <QRegularExpression>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr int Morning{8}; // o'clock
constexpr int NightEnds{5};
constexpr qint64 Longest{7 * 24 * 60 * 60}; // seconds

} // namespace

QDateTime untilTomorrow(const QDateTime& now, const QuietHours& quietHours, const QTimeZone& zone)
{
    const QDateTime local = now.toTimeZone(zone);
    const QDate day = local.time().hour() < NightEnds ? local.date() : local.date().addDays(1);
    const QDateTime morning{day, QTime{Morning, 0}, zone};
    QDateTime result = morning;
    std::optional<QDateTime> from = quietHours.endAt(local) ? local : quietHours.nextStart(local);
    while (from && *from <= morning) {
        const std::optional<QDateTime> end = quietHours.endAt(*from);
        if (!end)
            break;
        if (*end > QDateTime{day, QTime{NightEnds, 0}, zone})
            result = *end;
        from = *end <= morning ? quietHours.nextStart(*end) : std::nullopt;
    }
    return result.toUTC();
}

std::optional<QDateTime> muteEnd(const QString& span, const QDateTime& now, const QuietHours& quietHours,
                                 const QTimeZone& zone)
{
    if (span == "off"_L1)
        return QDateTime{};
    if (span == "tomorrow"_L1)
        return untilTomorrow(now, quietHours, zone);
    static const QRegularExpression Form{u"^([1-9][0-9]{0,4})([mh])$"_s};
    const QRegularExpressionMatch match = Form.match(span);
    if (!match.hasMatch())
        return std::nullopt;
    const qint64 seconds = match.captured(1).toLongLong() * (match.captured(2) == u'h' ? 3600 : 60);
    return seconds <= Longest ? std::optional{now.addSecs(seconds)} : std::nullopt;
}

} // namespace tocsin
