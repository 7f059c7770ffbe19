// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace tocsin {

/// What RowDelegate paints beside Qt::DisplayRole.
enum RowRole : int {
    RowDetailRole = Qt::UserRole + 100, ///< the lines below the first
    RowMarkRole                         ///< int: StateMark; none: no mark
};

/// Rows of one height: a mark, a first line that stands out, and lines below it. Longer lines are elided.
class RowDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit RowDelegate(int lines, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_lines;
};

} // namespace tocsin
