// SPDX-License-Identifier: MIT
#pragma once

#include "app/spoken/list_view.h"

namespace tocsin {

/// The list of sessions. Its current row changes by a person's choice alone: not when a row goes.
class SessionListView final : public ListView
{
    Q_OBJECT
public:
    explicit SessionListView(QWidget* parent = nullptr);

    /// Marks this row, or none; does not report it as chosen.
    void mark(const QModelIndex& index);

Q_SIGNALS:
    /// By a person; comes again when they choose the current row again.
    void chosen(const QModelIndex& index);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    bool m_isMarking{false};
};

} // namespace tocsin
