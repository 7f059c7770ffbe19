// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"

#include <QWidget>

class QListView;
class QTabWidget;

namespace tocsin {

class RequestHistory;
class RequestListModel;

/// The requests of all sessions: what waits, what was answered, and what was asked while the person was away.
class RequestSidebar final : public QWidget
{
    Q_OBJECT
public:
    /// Both outlive it.
    RequestSidebar(RequestListModel& requests, RequestHistory& history, QWidget* parent = nullptr);

    /// Marks it in the list; does not report it as chosen.
    void select(AlertId alert);
    void showAwayReport(bool isShown);
    void retranslate();
    [[nodiscard]] QListView& list() const { return *m_list; }
    /// To the list of those that wait, for a person who chose one of them.
    void focusList();

Q_SIGNALS:
    /// By a person.
    void chosen(tocsin::AlertId alert);

private:
    [[nodiscard]] QListView* historyView(int role);
    void nameTabs();

    RequestListModel& m_requests;
    RequestHistory& m_history;
    // In the order of the Tab key, which ends with the list: its request comes next.
    QTabWidget* m_tabs;
    QListView* m_answered;
    QListView* m_away;
    QListView* m_list;
    bool m_isSelecting{false};
};

} // namespace tocsin
