// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/request_history.h"
#include "app/requests/request_list_model.h"
#include "app/requests/request_pages.h"
#include "app/sessions/session_actions.h"
#include "app/sessions/session_list_model.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <functional>

class QLabel;
class QStackedWidget;

namespace tocsin {

class RenameDialog;
class RequestSidebar;
class SessionPanel;
class SessionSidebar;

/// All sessions, and one of them with what it waits for and what happened in it. What is in view changes by
/// the person's choice alone. While it is closed, nothing is computed for it.
class SessionWindow final : public QMainWindow
{
    Q_OBJECT
public:
    /// All of these outlive it.
    struct Dependencies
    {
        AnswerFlow& answers;
        RequestHistory& history;
        StateStore& store;
        const Clock& clock;
        RequestPages::MakeBody makeBody;
        std::function<QList<SessionView>()> sessions; ///< those that run, as of now
        std::function<std::vector<OpenAlert>(const QString& session)> openAlerts;
        SessionActions actions;
    };
    explicit SessionWindow(Dependencies dependencies, QWidget* parent = nullptr);
    ~SessionWindow() override;

    /// Brings this request into view, for a person who asked for it; without one, or if it no longer waits,
    /// what was in view stays, or else the most urgent one is shown. Does not open the window.
    void showRequest(AlertId alert);
    /// The same with a session, if it is known.
    void showSession(const QString& sessionId);
    /// The request in view. Invalid: none.
    [[nodiscard]] AlertId viewed() const;
    /// The session in view. Empty: none.
    [[nodiscard]] const QString& chosen() const { return m_chosen; }
    /// The sessions may have changed.
    void refreshSessions();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void addHalves();
    void connectParts();
    void choose(const QString& sessionId);
    void chooseWanted();
    void followViewed(AlertId alert);
    void announceRequest(const QModelIndex& parent, int row);
    void showChosen();
    void showLists();
    void askName(const QString& sessionId);
    [[nodiscard]] SessionView unlisted() const;
    [[nodiscard]] QString summaryOf(AlertId alert) const;
    void refresh();
    void retranslate();

    Dependencies m_dependencies;
    RequestListModel m_requests;
    SessionListModel m_sessions;
    QString m_chosen;
    QString m_wanted; ///< to be chosen when the window opens
    // In the order of the Tab key.
    SessionSidebar* m_board;
    RequestSidebar* m_lists;
    QStackedWidget* m_right;
    QLabel* m_nothing;
    SessionPanel* m_panel;
    QPointer<RenameDialog> m_naming;
    QTimer m_refresh;
};

} // namespace tocsin
