// SPDX-License-Identifier: MIT
#include "app/spoken/list_view.h"

#include <QAccessible>

namespace tocsin {

void ListView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    // NOLINTNEXTLINE(bugprone-parent-virtual-call): past QListView, which tells without a look at the focus
    QAbstractItemView::currentChanged(current, previous);
    tellCurrent();
}

void ListView::focusInEvent(QFocusEvent* event)
{
    QListView::focusInEvent(event);
    tellCurrentSoon();
}

void ListView::tellCurrentSoon()
{
    QMetaObject::invokeMethod(this, &ListView::tellCurrent, Qt::QueuedConnection);
}

void ListView::tellCurrent()
{
    if (hasFocus() && currentIndex().isValid())
        tell(currentIndex());
}

void ListView::tell(const QModelIndex& row)
{
    QAccessibleEvent event{this, QAccessible::Focus};
    event.setChild(row.row());
    QAccessible::updateAccessibility(&event);
}

} // namespace tocsin
