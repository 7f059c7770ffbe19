// SPDX-License-Identifier: MIT
#include "app/sessions/session_filter.h"

#include "app/sessions/session_list_model.h"
#include "app/sessions/state_mark.h"

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

bool isIn(SessionGroup group, SessionState state, StateMark mark)
{
    switch (group) {
    case SessionGroup::All:
        return true;
    case SessionGroup::NeedsYou:
        return state == SessionState::Waiting || state == SessionState::Error ||
               state == SessionState::Lost || state == SessionState::Quiet;
    case SessionGroup::Permission:
        return mark == StateMark::Permission;
    case SessionGroup::Question:
        return mark == StateMark::Question;
    case SessionGroup::Waiting:
        return mark == StateMark::Prompt;
    case SessionGroup::Stopped:
        return mark == StateMark::Stopped;
    case SessionGroup::Working:
        return state == SessionState::Working;
    case SessionGroup::Finished:
        return state == SessionState::Done || state == SessionState::Idle;
    case SessionGroup::Ended:
        return state == SessionState::Ended || state == SessionState::Lost;
    }
    return true;
}

} // namespace

/// Qt 6.10 wants to hear of a change before it, too, and warns of invalidateFilter().
void SessionFilter::change(const std::function<void()>& how)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 10, 0)
    beginFilterChange();
    how();
    endFilterChange(Direction::Rows);
#else
    how();
    invalidateFilter();
#endif
}

void SessionFilter::setGroup(SessionGroup group)
{
    change([&] {
        m_group = group;
        m_kept.clear();
    });
}

void SessionFilter::setSearch(const QString& text)
{
    change([&] {
        m_words = text.split(u' ', Qt::SkipEmptyParts);
        m_kept.clear();
    });
}

void SessionFilter::keep(const QString& sessionId)
{
    if (m_kept == sessionId)
        return;
    if (m_group == SessionGroup::All)
        m_kept = sessionId; // hides nothing
    else
        change([&] { m_kept = sessionId; });
}

QModelIndex SessionFilter::indexOf(const QString& sessionId) const
{
    const auto* sessions = qobject_cast<const SessionListModel*>(sourceModel());
    return sessions == nullptr ? QModelIndex{} : mapFromSource(sessions->indexOf(sessionId));
}

bool SessionFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    if (m_group == SessionGroup::All && m_words.isEmpty())
        return true; // called for every row whenever one row moves
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (!m_kept.isEmpty() && index.data(SessionListModel::IdRole).toString() == m_kept)
        return true;
    if (!isIn(m_group, static_cast<SessionState>(index.data(SessionListModel::StateRole).toInt()),
              static_cast<StateMark>(index.data(RowMarkRole).toInt())))
        return false;
    if (m_words.isEmpty())
        return true;
    const QString text = index.data(SessionListModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace tocsin
