// SPDX-License-Identifier: MIT
#pragma once

#include <QSortFilterProxyModel>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>

namespace tocsin {

/// Which sessions are listed. Those from Permission to Stopped are kinds of NeedsYou.
enum class SessionGroup : uint8_t {
    All,
    NeedsYou,
    Permission,
    Question,
    Waiting,
    Stopped,
    Working,
    Finished,
    Ended
};

/// The sessions of SessionListModel, in its order, that are of a group and have every word of a search.
class SessionFilter final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    /// By the person: what was kept is listed only if it belongs there.
    void setGroup(SessionGroup group);
    void setSearch(const QString& text);
    /// This session stays listed when an event takes it out of the group. Empty: none.
    void keep(const QString& sessionId);

    [[nodiscard]] QModelIndex indexOf(const QString& sessionId) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    void change(const std::function<void()>& how);

    SessionGroup m_group{SessionGroup::All};
    QStringList m_words;
    QString m_kept;
};

} // namespace tocsin
