// SPDX-License-Identifier: MIT
#pragma once

#include "app/sessions/session_filter.h"

#include <QWidget>

class QAction;
class QComboBox;
class QLineEdit;

namespace tocsin {

class SessionListModel;
class SessionListView;

/// The sessions, with a search and a filter.
class SessionSidebar final : public QWidget
{
    Q_OBJECT
public:
    /// `sessions` outlives it.
    explicit SessionSidebar(SessionListModel& sessions, QWidget* parent = nullptr);

    /// Marks this session if it is listed; does not report it as chosen. Empty: none.
    void select(const QString& sessionId);
    void focusSearch();
    void focusList();
    /// Takes back what the person searched for. False: nothing was.
    bool clearSearch();
    void retranslate();

Q_SIGNALS:
    /// By a person.
    void chosen(const QString& sessionId);
    /// By a person; empty when none is chosen.
    void renameAsked(const QString& sessionId);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void mirror();

    SessionListModel& m_sessions;
    SessionFilter m_filter;
    QString m_selected;
    // In the order of the Tab key.
    QLineEdit* m_search;
    QComboBox* m_group;
    SessionListView* m_list;
    QAction* m_rename;
};

} // namespace tocsin
