// SPDX-License-Identifier: MIT
#pragma once

#include <QListView>

namespace tocsin {

/// A list that tells screen readers which row a person is at: also when the focus comes to it, and never
/// while the focus is elsewhere (Qt 6.4 tells of every new current row).
class ListView : public QListView
{
    Q_OBJECT
public:
    using QListView::QListView;

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void focusInEvent(QFocusEvent* event) override;
    /// Once Qt has told of the list itself.
    void tellCurrentSoon();
    /// That the focus is on this row.
    virtual void tell(const QModelIndex& row);

private:
    void tellCurrent();
};

} // namespace tocsin
