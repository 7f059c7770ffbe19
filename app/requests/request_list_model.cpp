// SPDX-License-Identifier: MIT
#include "app/requests/request_list_model.h"

#include "app/requests/request_text.h"

#include <algorithm>
#include <tuple>

namespace tocsin {

using namespace Qt::StringLiterals;

RequestListModel::RequestListModel(const AnswerFlow& answers, const Clock& clock, QObject* parent)
    : QAbstractListModel{parent}
    , m_clock{clock}
{
    for (const WaitingRequest* request : answers.waiting())
        add(*request);
    connect(&answers, &AnswerFlow::answerable, this, &RequestListModel::add);
    connect(&answers, &AnswerFlow::notAnswerable, this, &RequestListModel::end);
}

int RequestListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant RequestListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const QString title = requestTitle(row.session, row.kind);
    const QString when = row.hasEnded ? tr("no longer waiting") : askedAgo(row.askedAt, m_clock.nowUtc());
    const QString who = row.isFromSubagent ? tr("subagent, %1").arg(when) : when;
    switch (role) {
    case Qt::DisplayRole:
        return u"%1\n%2\n%3"_s.arg(title, row.summary, who);
    case Qt::AccessibleTextRole:
        return u"%1, %2, %3"_s.arg(title, row.summary, who);
    case AlertRole:
        return row.alert.value;
    case EndedRole:
        return row.hasEnded;
    default:
        return {};
    }
}

AlertId RequestListModel::alertAt(const QModelIndex& index) const
{
    return index.isValid() ? m_rows.at(static_cast<std::size_t>(index.row())).alert : AlertId{};
}

QModelIndex RequestListModel::indexOf(AlertId alert) const
{
    const auto row = find(alert);
    return row ? index(static_cast<int>(*row)) : QModelIndex{};
}

AlertId RequestListModel::first(AlertId other) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [other](const Row& row) { return !row.hasEnded && row.alert != other; });
    return found == m_rows.end() ? AlertId{} : found->alert;
}

AlertId RequestListModel::firstOf(const QString& sessionId) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) {
        return !row.hasEnded && row.sessionId == sessionId;
    });
    return found == m_rows.end() ? AlertId{} : found->alert;
}

QString RequestListModel::sessionOf(AlertId alert) const
{
    const auto row = find(alert);
    return row ? m_rows[*row].sessionId : QString{};
}

int RequestListModel::waitingCount() const
{
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return !row.hasEnded; }));
}

int RequestListModel::waitingCount(const QString& sessionId) const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [&](const Row& row) {
        return !row.hasEnded && row.sessionId == sessionId;
    }));
}

void RequestListModel::setViewed(AlertId alert)
{
    m_viewed = alert;
    // Not now: a view may be in the middle of choosing another row.
    QMetaObject::invokeMethod(this, &RequestListModel::removeEnded, Qt::QueuedConnection);
}

void RequestListModel::refreshTimes()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::DisplayRole, Qt::AccessibleTextRole});
}

RequestListModel::Row RequestListModel::rowOf(const WaitingRequest& request)
{
    return {.alert = request.alert,
            .sessionId = request.sessionId,
            .session = request.sessionName,
            .summary = requestSummary(request),
            .kind = request.kind,
            .isFromSubagent = request.isFromSubagent(),
            .askedAt = request.askedAt};
}

void RequestListModel::add(const WaitingRequest& request)
{
    if (find(request.alert))
        return;
    Row row = rowOf(request);
    const auto rank = [](const Row& one) { return std::tuple{one.isFromSubagent, one.askedAt, one.alert}; };
    const auto place =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& other) { return rank(row) < rank(other); });
    const int at = static_cast<int>(place - m_rows.begin());
    beginInsertRows({}, at, at);
    m_rows.insert(place, std::move(row));
    endInsertRows();
    Q_EMIT waitingChanged();
}

void RequestListModel::end(AlertId alert)
{
    const auto row = find(alert);
    if (!row)
        return;
    if (alert == m_viewed) {
        m_rows[*row].hasEnded = true;
        const QModelIndex changed = index(static_cast<int>(*row));
        Q_EMIT dataChanged(changed, changed);
    } else {
        remove(*row);
    }
    Q_EMIT waitingChanged();
}

void RequestListModel::removeEnded()
{
    for (std::size_t row = m_rows.size(); row-- > 0;) {
        if (m_rows[row].hasEnded && m_rows[row].alert != m_viewed)
            remove(row);
    }
}

void RequestListModel::remove(std::size_t row)
{
    beginRemoveRows({}, static_cast<int>(row), static_cast<int>(row));
    m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(row));
    endRemoveRows();
}

std::optional<std::size_t> RequestListModel::find(AlertId alert) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [alert](const Row& row) { return row.alert == alert; });
    return found == m_rows.end() ? std::nullopt
                                 : std::optional{static_cast<std::size_t>(found - m_rows.begin())};
}

} // namespace tocsin
