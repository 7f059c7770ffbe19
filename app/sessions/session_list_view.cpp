// SPDX-License-Identifier: MIT
#include "app/sessions/session_list_view.h"

#include "app/sessions/row_delegate.h"

#include <QKeyEvent>
#include <QScopedValueRollback>

namespace tocsin {

SessionListView::SessionListView(QWidget* parent)
    : ListView{parent}
{
    setItemDelegate(new RowDelegate{2, this});
    setUniformItemSizes(true);
    setAlternatingRowColors(true);
    setResizeMode(QListView::Adjust);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QListView::ScrollPerPixel);
    setEditTriggers(QListView::NoEditTriggers);
    setTabKeyNavigation(false);
}

void SessionListView::mark(const QModelIndex& index)
{
    const QScopedValueRollback marking{m_isMarking, true};
    if (index.isValid()) {
        setCurrentIndex(index);
        return;
    }
    selectionModel()->clear();
}

void SessionListView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    ListView::currentChanged(current, previous);
    if (!m_isMarking && current.isValid())
        Q_EMIT chosen(current);
}

void SessionListView::rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end)
{
    const QModelIndex current = currentIndex();
    if (current.isValid() && current.row() >= start && current.row() <= end)
        mark({}); // else a neighbour would become the current one
    QListView::rowsAboutToBeRemoved(parent, start, end);
}

void SessionListView::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex before = currentIndex();
    QListView::mousePressEvent(event);
    if (currentIndex().isValid() && currentIndex() == before)
        Q_EMIT chosen(before);
}

void SessionListView::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentIndex().isValid())
        Q_EMIT chosen(currentIndex());
    QListView::keyPressEvent(event);
}

/// Not as QListView does, which makes the first row the current one.
void SessionListView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event); // NOLINT(bugprone-parent-virtual-call): past QAbstractItemView
    viewport()->update();
    tellCurrentSoon();
}

} // namespace tocsin
