// SPDX-License-Identifier: MIT
#include "core/policy/quiet_hours.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array Days{"mon"_L1, "tue"_L1, "wed"_L1, "thu"_L1, "fri"_L1, "sat"_L1, "sun"_L1};
constexpr int DaysOfWeek{7};

int dayOf(const QString& name)
{
    const auto found = std::find(Days.begin(), Days.end(), name);
    return static_cast<int>(found - Days.begin()) + 1;
}

/// On a day without this time (the clock goes forward) Qt moves it by that hour.
QDateTime at(const QDate& date, const QTime& time, const QDateTime& like)
{
    QDateTime moment = like;
    moment.setDate(date);
    moment.setTime(time);
    return moment;
}

} // namespace

bool QuietHours::isEmpty() const
{
    return std::none_of(m_spans.begin(), m_spans.end(), [](const auto& span) { return span.has_value(); });
}

std::optional<QDateTime> QuietHours::endAt(const QDateTime& local) const
{
    QDateTime end = local;
    const QDateTime latest = local.addDays(DaysOfWeek);
    // From the day before, for the span that began there; on and on while the next one has begun by then.
    for (QDate day = local.date().addDays(-1); day <= end.date() && end < latest; day = day.addDays(1)) {
        const std::optional<QuietSpan> span = on(day.dayOfWeek());
        if (!span)
            continue;
        const QDateTime from = at(day, span->from, local);
        const QDateTime to = at(span->to > span->from ? day : day.addDays(1), span->to, local);
        if (from <= end && end < to)
            end = to;
    }
    return end > local ? std::optional{end} : std::nullopt;
}

std::optional<QDateTime> QuietHours::nextStart(const QDateTime& local) const
{
    for (int days = 0; days <= DaysOfWeek; ++days) {
        const QDate day = local.date().addDays(days);
        const std::optional<QuietSpan> span = on(day.dayOfWeek());
        if (!span)
            continue;
        if (const QDateTime from = at(day, span->from, local); from > local)
            return from;
    }
    return std::nullopt;
}

QStringList QuietHours::toStrings() const
{
    QStringList spans;
    for (int day = 1; day <= DaysOfWeek; ++day) {
        if (const std::optional<QuietSpan> span = on(day))
            spans += u"%1 %2-%3"_s.arg(Days.at(static_cast<size_t>(day - 1)), span->from.toString(u"HH:mm"_s),
                                       span->to.toString(u"HH:mm"_s));
    }
    return spans;
}

std::optional<QuietHours> QuietHours::fromStrings(const QStringList& spans)
{
    static const QRegularExpression form{
        u"^(mon|tue|wed|thu|fri|sat|sun)(?:-(mon|tue|wed|thu|fri|sat|sun))? +([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})$"_s};
    QuietHours hours;
    for (const QString& text : spans) {
        const QRegularExpressionMatch match = form.match(text.trimmed().toLower());
        const QuietSpan span{QTime::fromString(match.captured(3), u"HH:mm"_s),
                             QTime::fromString(match.captured(4), u"HH:mm"_s)};
        if (!match.hasMatch() || !span.from.isValid() || !span.to.isValid())
            return std::nullopt;
        const int last = dayOf(match.hasCaptured(2) ? match.captured(2) : match.captured(1));
        for (int day = dayOf(match.captured(1));; day = day % DaysOfWeek + 1) {
            if (hours.on(day))
                return std::nullopt;
            hours.set(day, span);
            if (day == last)
                break;
        }
    }
    return hours;
}

} // namespace tocsin
