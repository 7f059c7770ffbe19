// SPDX-License-Identifier: MIT
#include "app/sessions/story_model.h"

#include "app/sessions/row_delegate.h"
#include "core/base/utc_time.h"
#include "core/policy/alert_topic.h"

#include <QStringList>

#include <algorithm>
#include <iterator>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

std::optional<StateMark> markOfTopic(const QString& topic)
{
    for (const AlertTopic one : AlertTopics) {
        if (topic == wireName(one))
            return markOf(one);
    }
    if (topic == ToolsTopic)
        return StateMark::Working;
    return topic == FailedToolTopic || topic == PromptTopic ? std::optional{StateMark::Idle} : std::nullopt;
}

QString joined(QStringList lines)
{
    lines.removeAll(QString{});
    return lines.join(u'\n');
}

QString detailsOf(const StoryText& text)
{
    return joined({text.channels, text.outcome});
}

QString wholeOf(const StoryText& text)
{
    return joined({text.title, detailsOf(text)});
}

} // namespace

StoryModel::StoryModel(StateStore& store, const Clock& clock, SummaryOf summaryOf, QObject* parent)
    : QAbstractListModel{parent}
    , m_store{store}
    , m_clock{clock}
    , m_summaryOf{std::move(summaryOf)}
{}

int StoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant StoryModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return entry.text.title;
    case Qt::AccessibleTextRole:
        return wholeOf(entry.text);
    case Qt::ToolTipRole: // whole lines
        return u"<p style='white-space:pre-wrap'>"_s + wholeOf(entry.text).toHtmlEscaped() + u"</p>"_s;
    case RowDetailRole:
        return detailsOf(entry.text);
    case RowMarkRole:
        return entry.mark ? QVariant{static_cast<int>(*entry.mark)} : QVariant{};
    default:
        return {};
    }
}

bool StoryModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_hasAll;
}

void StoryModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    std::vector<Entry> page = nextPage();
    if (page.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(page.size()) - 1);
    std::move(page.begin(), page.end(), std::back_inserter(m_entries));
    endInsertRows();
}

std::vector<StoryModel::Entry> StoryModel::nextPage()
{
    HistoryRow last;
    if (!m_entries.empty()) {
        last.id = m_entries.back().id;
        last.raisedAt = utcFromMSecs(m_entries.back().raisedAt);
    }
    const std::vector<HistoryRow> rows =
        m_store.story(m_session, m_entries.empty() ? nullptr : &last, PageSize);
    m_hasAll = rows.size() < static_cast<std::size_t>(PageSize);
    std::vector<Entry> page;
    page.reserve(rows.size());
    for (const HistoryRow& row : rows)
        page.push_back(entryOf(row));
    return page;
}

void StoryModel::setSession(const QString& sessionId)
{
    if (sessionId == m_session)
        return;
    m_session = sessionId;
    reload();
}

void StoryModel::reload()
{
    beginResetModel();
    m_day = m_clock.nowUtc().toLocalTime().date();
    m_entries.clear();
    m_entries.shrink_to_fit();
    m_latest.clear();
    m_hasAll = m_session.isEmpty();
    if (!m_hasAll)
        m_entries = nextPage();
    endResetModel();
}

void StoryModel::refresh()
{
    if (m_session.isEmpty())
        return;
    if (m_day != m_clock.nowUtc().toLocalTime().date())
        return reload();
    std::vector<HistoryRow> rows = m_store.story(m_session, nullptr, PageSize);
    if (rows == m_latest)
        return;
    const bool isAll = rows.size() < static_cast<std::size_t>(PageSize);
    std::size_t at = 0;
    const auto remove = [&](std::size_t row) {
        const int number = static_cast<int>(row);
        beginRemoveRows({}, number, number);
        m_entries.erase(m_entries.begin() + number);
        endRemoveRows();
    };
    for (const HistoryRow& row : rows) {
        Entry fresh = entryOf(row);
        while (at < m_entries.size() && isLater(m_entries[at], fresh))
            remove(at); // its alert has another time now
        const int number = static_cast<int>(at);
        if (at < m_entries.size() && m_entries[at].id == fresh.id &&
            m_entries[at].raisedAt == fresh.raisedAt) {
            if (m_entries[at] != fresh) {
                m_entries[at] = std::move(fresh);
                Q_EMIT dataChanged(index(number), index(number));
            }
        } else if (at < m_entries.size() || m_hasAll) {
            beginInsertRows({}, number, number);
            m_entries.insert(m_entries.begin() + number, std::move(fresh));
            endInsertRows();
        } else {
            break; // fetchMore() will read it
        }
        ++at;
    }
    while (isAll && m_entries.size() > at)
        remove(m_entries.size() - 1);
    m_latest = std::move(rows);
}

StoryModel::Entry StoryModel::entryOf(const HistoryRow& row) const
{
    return {.id = row.id,
            .raisedAt = row.raisedAt.toMSecsSinceEpoch(),
            .mark = markOfTopic(row.topic),
            .text = storyText(row, m_clock.nowUtc(), m_summaryOf(AlertId{row.id}))};
}

bool StoryModel::isLater(const Entry& a, const Entry& b)
{
    return std::pair{a.raisedAt, a.id} > std::pair{b.raisedAt, b.id};
}

} // namespace tocsin
