// SPDX-License-Identifier: MIT
#include "core/claude/hooks/limit_reset.h"

#include "core/base/text.h"
#include "core/base/utc_time.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

#include <array>
#include <chrono>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A date without a year lies within this span before now, or ahead.
constexpr int LongestPastDays{180};
/// Longer than any limit lasts.
constexpr std::chrono::seconds LongestWait{366 * 24h};

constexpr auto Months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"_L1;

QRegularExpression insensitive(const QString& pattern)
{
    return QRegularExpression{pattern, QRegularExpression::CaseInsensitiveOption};
}

/// The words after `resets`, from the first that tells a time to the end of the sentence.
const QRegularExpression& resetWords()
{
    static const QString time = u"[0-9]{1,2}(?::[0-9]{2})? ?(?:[ap]m|[ap]\\.m\\.)|[0-9]{1,2}:[0-9]{2}\\b"_s;
    static const QString date = u"(?:(?:"_s + Months + u")[a-z]* [0-9]{1,2}|[0-9]{1,2} (?:"_s + Months +
                                u")[a-z]*)(?:st|nd|rd|th)?(?:,? [0-9]{4})?"_s;
    static const QString zone = u"(?: ?\\([^)]{1,60}\\)| (?:UTC|GMT)(?:[+-][0-9:]{1,5})?\\b)"_s;
    static const QRegularExpression expression =
        insensitive(u"\\bresets?(?: again)?(?: at| on)? "
                    "((?:in (?:about )?[0-9]+ ?[a-z]+(?:,? (?:and )?[0-9]+ ?[a-z]+){0,2}"
                    "|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9:]{4,6})?"
                    "|(?:(?:today|tomorrow|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*),?(?: at)? )?(?:"_s +
                    date + u"(?:,? (?:at )?(?:"_s + time + u"))?|"_s + time + u")"_s + zone + u"?))"_s);
    return expression;
}

std::optional<std::chrono::seconds> spanIn(const QString& words)
{
    static const QRegularExpression whole = insensitive(u"^in "_s);
    static const QRegularExpression part = insensitive(u"([0-9]{1,6}) ?(d|h|m|s)([a-z]*)"_s);
    if (!whole.match(words).hasMatch())
        return {};
    std::chrono::seconds span{0};
    for (auto matches = part.globalMatch(words); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QString unit = match.captured(2).toLower();
        if (match.captured(3).startsWith(u"onth"_s, Qt::CaseInsensitive))
            return {};
        const std::chrono::seconds one = unit == "d"_L1   ? 24h
                                         : unit == "h"_L1 ? 1h
                                         : unit == "m"_L1 ? 1min
                                                          : 1s;
        span += match.captured(1).toInt() * one;
    }
    return span > 0s && span <= LongestWait ? std::optional{span} : std::nullopt;
}

/// Local time without a name; an invalid zone for a name that is not known.
QTimeZone zoneIn(const QString& words)
{
    static const QRegularExpression bracketed{u"\\(([^)]+)\\)$"_s};
    static const QRegularExpression bare = insensitive(u" ((?:UTC|GMT)(?:[+-][0-9:]+)?)$"_s);
    static const QRegularExpression offset = insensitive(u"^(?:UTC|GMT)([+-])([0-9]{1,2}):?([0-9]{2})?$"_s);
    QString name = bracketed.match(words).captured(1).trimmed();
    if (name.isEmpty())
        name = bare.match(words).captured(1);
    if (name.isEmpty() || name.compare("local time"_L1, Qt::CaseInsensitive) == 0)
        return QTimeZone::systemTimeZone();
    if (name.compare("UTC"_L1, Qt::CaseInsensitive) == 0 ||
        name.compare("GMT"_L1, Qt::CaseInsensitive) == 0 || name == "Z"_L1)
        return QTimeZone::utc();
    if (const auto match = offset.match(name); match.hasMatch()) {
        const int seconds = match.captured(2).toInt() * 3600 + match.captured(3).toInt() * 60;
        return QTimeZone{match.captured(1) == "-"_L1 ? -seconds : seconds};
    }
    name.replace(u' ', u'_');
    return QTimeZone::isTimeZoneIdAvailable(name.toLatin1()) ? QTimeZone{name.toLatin1()} : QTimeZone{};
}

/// Midnight when only a date is given; invalid when there is no such time.
QTime timeIn(const QString& words)
{
    static const QRegularExpression clock = insensitive(u"\\b([0-9]{1,2})(?::([0-9]{2}))? ?([ap])\\.?m"_s);
    static const QRegularExpression hours24{u"\\b([0-9]{1,2}):([0-9]{2})\\b"_s};
    if (const auto match = clock.match(words); match.hasMatch()) {
        const int hour = match.captured(1).toInt();
        const bool isAfternoon = match.captured(3).toLower() == "p"_L1;
        if (hour < 1 || hour > 12)
            return {};
        return QTime{hour % 12 + (isAfternoon ? 12 : 0), match.captured(2).toInt()};
    }
    if (const auto match = hours24.match(words); match.hasMatch())
        return QTime{match.captured(1).toInt(), match.captured(2).toInt()};
    return QTime{0, 0};
}

/// The moments at which a clock in `zone` shows this: one, two when clocks are put back, and when they are
/// put forward the moment just after the gap.
std::optional<QDateTime> firstAfter(const QDateTime& now, const QDate& date, const QTime& time,
                                    const QTimeZone& zone)
{
    QDateTime moment{date, time, zone};
    if (!moment.isValid())
        moment = QDateTime{date, time.addSecs(3600), zone};
    if (!moment.isValid())
        return {};
    for (const qint64 shift : {qint64{-3600}, qint64{0}, qint64{3600}}) {
        const QDateTime other = moment.addSecs(shift);
        const bool showsTheSame =
            shift == 0 || (other.date() == moment.date() && other.time() == moment.time());
        if (showsTheSame && other > now)
            return other.toUTC();
    }
    return {};
}

/// The day in the words, seen from `today`; nothing when they name none.
std::optional<QDate> dateIn(const QString& words, const QDate& today)
{
    static const QRegularExpression monthFirst =
        insensitive(u"\\b("_s + Months + u")[a-z]* ([0-9]{1,2})(?:st|nd|rd|th)?\\b(?:,? ([0-9]{4})\\b)?"_s);
    static const QRegularExpression dayFirst =
        insensitive(u"\\b([0-9]{1,2}) ("_s + Months + u")[a-z]*\\b(?:,? ([0-9]{4})\\b)?"_s);
    QRegularExpressionMatch match = monthFirst.match(words);
    QString month = match.captured(1);
    QString day = match.captured(2);
    if (!match.hasMatch()) {
        match = dayFirst.match(words);
        if (!match.hasMatch())
            return {};
        day = match.captured(1);
        month = match.captured(2);
    }
    const int monthNumber = static_cast<int>(QString{Months}.indexOf(month.toLower()) / 4) + 1;
    if (!match.captured(3).isEmpty())
        return QDate{match.captured(3).toInt(), monthNumber, day.toInt()};
    const QDate thisYear{today.year(), monthNumber, day.toInt()};
    const bool isLongPast = thisYear.isValid() && thisYear.daysTo(today) > LongestPastDays;
    return isLongPast || !thisYear.isValid() ? QDate{today.year() + 1, monthNumber, day.toInt()} : thisYear;
}

std::optional<QDate> weekdayIn(const QString& words, const QDate& today)
{
    static const QRegularExpression name = insensitive(u"^(today|tomorrow|mon|tue|wed|thu|fri|sat|sun)"_s);
    static const std::array days{"mon"_L1, "tue"_L1, "wed"_L1, "thu"_L1, "fri"_L1, "sat"_L1, "sun"_L1};
    const QString day = name.match(words).captured(1).toLower();
    if (day.isEmpty())
        return {};
    if (day == "today"_L1 || day == "tomorrow"_L1)
        return today.addDays(day == "today"_L1 ? 0 : 1);
    const auto found = std::find(days.begin(), days.end(), day);
    return today.addDays((found - days.begin() + 1 - today.dayOfWeek() + 7) % 7);
}

std::optional<QDateTime> clockTimeIn(const QString& words, const QDateTime& now)
{
    const QTimeZone zone = zoneIn(words);
    const QTime time = timeIn(words);
    if (!zone.isValid() || !time.isValid())
        return {};
    const QDate today = now.toTimeZone(zone).date();
    if (const auto date = dateIn(words, today))
        return date->isValid() ? firstAfter(now, *date, time, zone) : std::nullopt;
    const auto weekday = weekdayIn(words, today);
    const QDate day = weekday.value_or(today);
    if (const auto moment = firstAfter(now, day, time, zone))
        return moment;
    return firstAfter(now, day.addDays(weekday ? 7 : 1), time, zone);
}

/// Clients of 2025 wrote `Claude AI usage limit reached|1760000000`.
std::optional<QDateTime> epochIn(const QString& message, const QDateTime& now)
{
    static const QRegularExpression epoch = insensitive(u"limit reached\\|([0-9]{10})\\b"_s);
    const QRegularExpressionMatch match = epoch.match(message);
    const QDateTime moment = utcFromMSecs(match.captured(1).toLongLong() * 1000);
    return match.hasMatch() && moment > now ? std::optional{moment} : std::nullopt;
}

} // namespace

QString limitResetWords(const QString& message)
{
    return resetWords().match(plainLine(message)).captured(1).trimmed();
}

std::optional<QDateTime> limitResetIn(const QString& message, const QDateTime& now)
{
    const QString words = limitResetWords(message);
    if (words.isEmpty())
        return epochIn(message, now);
    if (const auto span = spanIn(words))
        return now.toUTC().addSecs(span->count());
    if (words.startsWith("in "_L1, Qt::CaseInsensitive))
        return {};
    static const QRegularExpression iso{u"^[0-9]{4}-"_s};
    if (iso.match(words).hasMatch()) {
        const QDateTime moment = QDateTime::fromString(words, Qt::ISODateWithMs);
        return moment.isValid() && moment > now ? std::optional{moment.toUTC()} : std::nullopt;
    }
    return clockTimeIn(words, now);
}

} // namespace tocsin
