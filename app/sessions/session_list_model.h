// SPDX-License-Identifier: MIT
#pragma once

#include "app/sessions/row_delegate.h"
#include "core/base/clock.h"
#include "core/sessions/session_view.h"
#include "core/store/state_store.h"

#include <QAbstractListModel>
#include <QDate>
#include <QHash>

#include <tuple>
#include <vector>

namespace tocsin {

/// Every session, the most urgent first; equally urgent ones in the order in which they were first seen,
/// those that have ended the latest first. `tocsin test` is no session of Claude's: it has no row. What has
/// not changed keeps its row: one event changes or moves one row.
class SessionListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role : int {
        IdRole = Qt::UserRole,
        StateRole,                 ///< int: SessionState
        SearchRole,                ///< what a search looks at: name, folder, computer
        DetailRole = RowDetailRole ///< the second line: state, since when, texts, muted
    };

    /// The clock outlives it.
    explicit SessionListModel(const Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    /// From the start: those that run, in the order in which they were first seen, and those that the history
    /// knows.
    void load(const QList<SessionView>& sessions, const std::vector<PastSession>& past);
    /// Those that run, now. One that is missing has ended.
    void setSessions(const QList<SessionView>& sessions);
    /// Null: it is not known.
    [[nodiscard]] const SessionView* find(const QString& id) const;
    /// What people see, told apart from the others.
    [[nodiscard]] QString nameOf(const QString& id) const;
    /// Invalid: it is not known.
    [[nodiscard]] QModelIndex indexOf(const QString& id) const;
    /// When another day has begun, times are said in other words.
    void refreshDay();
    /// In another language.
    void retranslate();

private:
    /// The order: urgency, then first seen or last alert, then the id, so that no two are equal.
    using Key = std::tuple<int, qint64, QString>;
    struct Row
    {
        SessionView view;
        Key key;
        bool isLive{false};
        quint64 seenIn{0}; ///< the last call of setSessions() that had it
    };

    [[nodiscard]] Key keyOf(const SessionView& view, bool isLive);
    [[nodiscard]] std::size_t placeOf(const Key& key) const;
    [[nodiscard]] QString shownName(const Row& row) const;
    void insert(const SessionView& view);
    void change(std::size_t row, const SessionView& view, bool isLive);
    void endMissing();
    void count(const SessionView& view, int by);
    void renameOthers(const QString& name, const QString& except);
    void changedAll();

    const Clock& m_clock;
    std::vector<Row> m_rows;
    QHash<QString, Key> m_keys;        ///< by id
    QHash<QString, qint64> m_ordinals; ///< by id, of those that were seen running
    QHash<QString, int> m_names;       ///< how many that run have this name
    QHash<QString, int> m_places;      ///< the same of name, folder and computer together
    quint64 m_update{0};
    QDate m_day;
};

} // namespace tocsin
