// SPDX-License-Identifier: MIT
#include "core/store/history_table.h"

#include "core/base/utc_time.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

const QString Columns{u"id, session, name, topic, raised_at, notification, notification_reason, "
                      "notification_at, text, text_reason, text_at, delivery, text_key, reacted, closed_at, "
                      "closed_by, answer, answer_channel, answered_at, answer_outcome, detail"_s};

QVariant stored(const QDateTime& time)
{
    return time.isValid() ? QVariant{time.toMSecsSinceEpoch()} : QVariant{};
}

/// A null string would be NULL.
QString stored(const QString& text)
{
    return text.isNull() ? u""_s : text;
}

QDateTime timeIn(const QVariant& value)
{
    return value.isNull() ? QDateTime{} : utcFromMSecs(value.toLongLong());
}

} // namespace

HistoryTable::HistoryTable(TableLimits::Run run, int maxRows)
    : m_run{std::move(run)}
    , m_limits{u"history"_s, u"raised_at"_s, maxRows}
{}

bool HistoryTable::write(const std::vector<HistoryRow>& rows)
{
    QDateTime latest;
    for (const HistoryRow& row : rows) {
        const QVariantList values{row.id,
                                  stored(row.session.left(MaxName)),
                                  stored(row.name.left(MaxName)),
                                  stored(row.topic),
                                  stored(row.raisedAt),
                                  stored(row.notification),
                                  stored(row.notificationReason),
                                  stored(row.notificationAt),
                                  stored(row.text),
                                  stored(row.textReason),
                                  stored(row.textAt),
                                  stored(row.delivery),
                                  stored(row.textKey),
                                  row.hasReacted,
                                  stored(row.closedAt),
                                  stored(row.closedBy),
                                  stored(row.answer),
                                  stored(row.answerChannel),
                                  stored(row.answeredAt),
                                  stored(row.answerOutcome),
                                  stored(row.detail.left(MaxDetail))};
        if (!m_run(
                u"INSERT OR REPLACE INTO history (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                "?, ?, ?, ?, ?, ?)"_s.arg(Columns),
                values))
            return false;
        latest = latest.isValid() ? std::max(latest, row.raisedAt) : row.raisedAt;
    }
    return m_limits.keep(m_run, static_cast<int>(rows.size()), latest);
}

QString HistoryTable::selectLatest()
{
    return u"SELECT %1 FROM history ORDER BY raised_at DESC, id DESC LIMIT ?"_s.arg(Columns);
}

QString HistoryTable::selectStory()
{
    return u"SELECT %1 FROM history WHERE session = ? AND (raised_at, id) < (?, ?) "
           "UNION ALL SELECT id, session, '', topic, at, '', '', NULL, '', '', NULL, '', '', 0, NULL, '', "
           "'', "
           "'', NULL, '', detail FROM activity WHERE session = ? AND (at, id) < (?, ?) "
           "ORDER BY raised_at DESC, id DESC LIMIT ?"_s.arg(Columns);
}

QVariantList HistoryTable::storyValues(const QString& session, const HistoryRow* older, int rows)
{
    constexpr qint64 Latest{std::numeric_limits<qint64>::max()};
    const QVariantList from{session.left(MaxName),
                            older != nullptr ? older->raisedAt.toMSecsSinceEpoch() : Latest,
                            older != nullptr ? older->id : Latest};
    return from + from + QVariantList{rows};
}

std::vector<HistoryRow> HistoryTable::read(QSqlQuery& query)
{
    std::vector<HistoryRow> rows;
    while (query.next()) {
        const auto text = [&](int column) { return query.value(column).toString(); };
        const auto time = [&](int column) { return timeIn(query.value(column)); };
        rows.push_back({.id = query.value(0).toLongLong(),
                        .session = text(1),
                        .name = text(2),
                        .topic = text(3),
                        .raisedAt = time(4),
                        .notification = text(5),
                        .notificationReason = text(6),
                        .notificationAt = time(7),
                        .text = text(8),
                        .textReason = text(9),
                        .textAt = time(10),
                        .delivery = text(11),
                        .textKey = text(12),
                        .hasReacted = query.value(13).toBool(),
                        .closedAt = time(14),
                        .closedBy = text(15),
                        .answer = text(16),
                        .answerChannel = text(17),
                        .answeredAt = time(18),
                        .answerOutcome = text(19),
                        .detail = text(20)});
    }
    return rows;
}

} // namespace tocsin
