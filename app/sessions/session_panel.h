// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/request_pages.h"
#include "app/sessions/session_actions.h"
#include "app/sessions/story_model.h"
#include "core/alerts/alert_book.h"

#include <QWidget>

class QTabWidget;

namespace tocsin {

class SessionButtons;
class StoryPage;

/// One session: what can be done with it, what it waits for, and what happened in it.
class SessionPanel final : public QWidget
{
    Q_OBJECT
public:
    /// All of these outlive it.
    struct Dependencies
    {
        RequestPages::Dependencies requests;
        StateStore& store;
        StoryModel::SummaryOf summaryOf;
        SessionActions actions;
    };
    explicit SessionPanel(Dependencies dependencies, QWidget* parent = nullptr);

    /// `name`: told apart from the others; `waiting`: its requests; `alerts`: its open ones.
    void showSession(const SessionView& session, const QString& name, int waiting,
                     const std::vector<OpenAlert>& alerts);
    void showRequests();
    void showStory();
    /// What has come since.
    void refresh();
    /// The window is closed: what can be read again is let go.
    void leave();
    void retranslate();
    [[nodiscard]] RequestPages& pages() { return *m_pages; }

Q_SIGNALS:
    /// By a person.
    void renameAsked(const QString& sessionId);

private:
    void showNeeds();
    void readStory();

    const Clock& m_clock;
    StoryModel m_story;
    SessionView m_session;
    QString m_name;
    int m_waiting{0};
    std::vector<OpenAlert> m_alerts;
    bool m_hasLeft{true};
    // In the order of the Tab key.
    SessionButtons* m_buttons;
    QTabWidget* m_tabs;
    RequestPages* m_pages;
    StoryPage* m_storyPage;
};

} // namespace tocsin
