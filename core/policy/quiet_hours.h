// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QTime>

#include <array>
#include <optional>

namespace tocsin {

/// From a time of day to another, in local time. An end that is not after the start is on the next day.
struct QuietSpan
{
    QTime from{};
    QTime to{};

    friend bool operator==(const QuietSpan&, const QuietSpan&) = default;
};

/// When the person wants neither notifications nor texts: one span for each weekday on which it begins.
class QuietHours final
{
public:
    /// `day`: 1 is Monday, as in QDate::dayOfWeek().
    void set(int day, const std::optional<QuietSpan>& span)
    {
        m_spans.at(static_cast<size_t>(day - 1)) = span;
    }
    [[nodiscard]] std::optional<QuietSpan> on(int day) const
    {
        return m_spans.at(static_cast<size_t>(day - 1));
    }
    [[nodiscard]] bool isEmpty() const;

    /// When the quiet time that holds at `local` ends; spans that touch are one. Nothing outside of them. A
    /// week that is quiet throughout ends after a week.
    [[nodiscard]] std::optional<QDateTime> endAt(const QDateTime& local) const;
    /// When the next quiet time begins, after `local`; nothing without any.
    [[nodiscard]] std::optional<QDateTime> nextStart(const QDateTime& local) const;

    /// `mon 22:00-07:00`, one for each weekday that has one.
    [[nodiscard]] QStringList toStrings() const;
    /// Nothing when one of them is not of that form, or a weekday is there twice. `mon-fri` stands for five.
    [[nodiscard]] static std::optional<QuietHours> fromStrings(const QStringList& spans);

    friend bool operator==(const QuietHours&, const QuietHours&) = default;

private:
    std::array<std::optional<QuietSpan>, 7> m_spans{};
};

} // namespace tocsin
