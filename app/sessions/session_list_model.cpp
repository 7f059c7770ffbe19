// SPDX-License-Identifier: MIT
#include "app/sessions/session_list_model.h"

#include "app/sessions/session_text.h"
#include "app/sessions/state_mark.h"
#include "core/base/text.h"
#include "core/claude/hooks/test_document.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// As much of an id as tells two sessions of one name, folder and computer apart.
constexpr qsizetype ShortId{4};

QString placeText(const SessionView& view)
{
    return view.name + u'\n' + folderName(view) + u'\n' + view.host;
}

} // namespace

SessionListModel::SessionListModel(const Clock& clock, QObject* parent)
    : QAbstractListModel{parent}
    , m_clock{clock}
    , m_day{clock.nowUtc().toLocalTime().date()}
{}

int SessionListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SessionListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const SessionView& view = row.view;
    switch (role) {
    case Qt::DisplayRole:
        return shownName(row);
    case Qt::AccessibleTextRole:
        //: %1 is a session's name, %2 its state and more
        return tr("%1: %2").arg(shownName(row), sessionLine(view, m_clock.nowUtc()));
    case Qt::ToolTipRole: // whole lines; not a rich text, whatever is in the name
        return u"<p style='white-space:pre-wrap'>"_s +
               QStringList{shownName(row), plainLine(view.path), sessionLine(view, m_clock.nowUtc())}
                   .join(u'\n')
                   .toHtmlEscaped() +
               u"</p>"_s;
    case IdRole:
        return view.id;
    case StateRole:
        return static_cast<int>(view.state);
    case RowMarkRole:
        return static_cast<int>(markOf(view.state, view.dialog));
    case DetailRole:
        return sessionLine(view, m_clock.nowUtc());
    case SearchRole:
        return QString{shownName(row) + u'\n' + plainLine(view.path) + u'\n' + plainLine(view.host)};
    default:
        return {};
    }
}

void SessionListModel::load(const QList<SessionView>& sessions, const std::vector<PastSession>& past)
{
    beginResetModel();
    m_rows.clear();
    m_keys.clear();
    m_ordinals.clear();
    m_names.clear();
    m_places.clear();
    const auto add = [this](const SessionView& view, bool isLive) {
        if (m_keys.contains(view.id) || isTestSession(view.id))
            return;
        m_rows.push_back({.view = view, .key = keyOf(view, isLive), .isLive = isLive, .seenIn = m_update});
        m_keys.insert(view.id, m_rows.back().key);
    };
    for (const SessionView& view : sessions) {
        add(view, true);
        if (isTestSession(view.id))
            continue;
        ++m_names[view.name];
        ++m_places[placeText(view)];
    }
    for (const PastSession& one : past)
        add({.id = one.id,
             .name = one.name,
             .state = SessionState::Ended,
             .since = one.lastAt,
             .path = one.path,
             .host = one.host},
            false);
    std::sort(m_rows.begin(), m_rows.end(), [](const Row& a, const Row& b) { return a.key < b.key; });
    endResetModel();
}

void SessionListModel::setSessions(const QList<SessionView>& sessions)
{
    ++m_update;
    for (const SessionView& view : sessions) {
        if (isTestSession(view.id))
            continue;
        const auto known = m_keys.constFind(view.id);
        if (known == m_keys.constEnd()) {
            insert(view);
            continue;
        }
        const std::size_t row = placeOf(*known);
        m_rows[row].seenIn = m_update;
        if (!m_rows[row].isLive || m_rows[row].view != view)
            change(row, view, true);
    }
    endMissing();
}

void SessionListModel::endMissing()
{
    QStringList missing;
    for (const Row& row : m_rows) {
        if (row.isLive && row.seenIn != m_update)
            missing << row.view.id;
    }
    for (const QString& id : std::as_const(missing)) {
        const std::size_t row = placeOf(m_keys.value(id));
        SessionView ended = m_rows[row].view;
        ended.state = SessionState::Ended;
        ended.since = m_clock.nowUtc();
        ended.dialog.reset();
        ended.mutedUntil = {};
        change(row, ended, false);
    }
}

const SessionView* SessionListModel::find(const QString& id) const
{
    const auto key = m_keys.constFind(id);
    return key == m_keys.constEnd() ? nullptr : &m_rows[placeOf(*key)].view;
}

QString SessionListModel::nameOf(const QString& id) const
{
    const auto key = m_keys.constFind(id);
    return key == m_keys.constEnd() ? QString{} : shownName(m_rows[placeOf(*key)]);
}

QModelIndex SessionListModel::indexOf(const QString& id) const
{
    const auto key = m_keys.constFind(id);
    return key == m_keys.constEnd() ? QModelIndex{} : index(static_cast<int>(placeOf(*key)));
}

void SessionListModel::refreshDay()
{
    const QDate today = m_clock.nowUtc().toLocalTime().date();
    if (std::exchange(m_day, today) != today)
        changedAll();
}

void SessionListModel::retranslate()
{
    changedAll();
}

void SessionListModel::changedAll()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

SessionListModel::Key SessionListModel::keyOf(const SessionView& view, bool isLive)
{
    const int rank = urgencyRank(view.state, view.dialog);
    if (!isLive)
        return {rank, -view.since.toMSecsSinceEpoch(), view.id};
    const auto known = m_ordinals.constFind(view.id);
    const qint64 ordinal = known != m_ordinals.constEnd() ? *known : m_ordinals.size();
    m_ordinals.insert(view.id, ordinal);
    return {rank, ordinal, view.id};
}

std::size_t SessionListModel::placeOf(const Key& key) const
{
    const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), key,
                                     [](const Row& row, const Key& wanted) { return row.key < wanted; });
    return static_cast<std::size_t>(at - m_rows.begin());
}

void SessionListModel::insert(const SessionView& view)
{
    const Key key = keyOf(view, true);
    const std::size_t place = placeOf(key);
    const int row = static_cast<int>(place);
    beginInsertRows({}, row, row);
    m_rows.insert(m_rows.begin() + row, {.view = view, .key = key, .isLive = true, .seenIn = m_update});
    m_keys.insert(view.id, key);
    endInsertRows();
    count(view, 1);
}

/// The data first and then the place, so that the other rows are in order all the time.
void SessionListModel::change(std::size_t row, const SessionView& view, bool isLive)
{
    const Row before = m_rows[row];
    const Key key = keyOf(view, isLive);
    std::size_t place = placeOf(key);
    const bool isMoved = place != row && place != row + 1; // it may stay before its own place
    if (isMoved)
        beginMoveRows({}, static_cast<int>(row), static_cast<int>(row), {}, static_cast<int>(place));
    Row changed{.view = view, .key = key, .isLive = isLive, .seenIn = m_update};
    m_keys.insert(view.id, key);
    if (isMoved) {
        const auto first = m_rows.begin();
        const auto from = first + static_cast<std::ptrdiff_t>(row);
        const auto to = first + static_cast<std::ptrdiff_t>(place);
        if (place < row) {
            std::rotate(to, from, from + 1);
        } else {
            std::rotate(from, from + 1, to);
            --place;
        }
        m_rows[place] = std::move(changed);
        endMoveRows();
    } else {
        place = row;
        m_rows[row] = std::move(changed);
    }
    const QModelIndex at = index(static_cast<int>(place));
    Q_EMIT dataChanged(at, at);
    const bool isSamePlace = before.isLive == isLive && placeText(before.view) == placeText(view);
    if (isSamePlace)
        return;
    if (before.isLive)
        count(before.view, -1);
    if (isLive)
        count(view, 1);
}

void SessionListModel::count(const SessionView& view, int by)
{
    const auto add = [by](QHash<QString, int>& counts, const QString& what) {
        const int now = counts.value(what) + by;
        if (now == 0)
            counts.remove(what);
        else
            counts.insert(what, now);
        return now;
    };
    const int names = add(m_names, view.name);
    const int places = add(m_places, placeText(view));
    // Another one of the same name is called by its folder from now on, or no longer.
    const int alone = by > 0 ? 2 : 1;
    if (names == alone || places == alone)
        renameOthers(view.name, view.id);
}

void SessionListModel::renameOthers(const QString& name, const QString& except)
{
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const Row& one = m_rows[row];
        if (one.isLive && one.view.name == name && one.view.id != except) {
            const QModelIndex at = index(static_cast<int>(row));
            Q_EMIT dataChanged(at, at);
        }
    }
}

QString SessionListModel::shownName(const Row& row) const
{
    const SessionView& view = row.view;
    QString name = plainLine(view.name);
    if (name.isEmpty())
        name = tr("Unnamed session");
    if (!row.isLive || m_names.value(view.name) < 2)
        return name;
    QStringList parts;
    if (const QString folder = folderName(view); !folder.isEmpty() && !name.contains(folder))
        parts << folder;
    if (!view.host.isEmpty())
        parts << plainLine(view.host);
    if (m_places.value(placeText(view)) > 1)
        parts << u'#' + view.id.left(ShortId);
    return parts.isEmpty() ? name : u"%1 (%2)"_s.arg(name, parts.join(u", "_s));
}

} // namespace tocsin
