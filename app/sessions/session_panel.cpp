// SPDX-License-Identifier: MIT
#include "app/sessions/session_panel.h"

#include "app/sessions/session_buttons.h"
#include "app/sessions/session_text.h"
#include "app/sessions/story_page.h"

#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tocsin {

using namespace Qt::StringLiterals;

SessionPanel::SessionPanel(Dependencies dependencies, QWidget* parent)
    : QWidget{parent}
    , m_clock{dependencies.requests.clock}
    , m_story{dependencies.store, m_clock, std::move(dependencies.summaryOf)}
    , m_buttons{new SessionButtons{std::move(dependencies.actions), m_clock, this}}
    , m_tabs{new QTabWidget{this}}
    , m_pages{new RequestPages{std::move(dependencies.requests), this}}
    , m_storyPage{new StoryPage{m_story, this}}
{
    m_tabs->setObjectName(u"parts"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->addTab(m_pages, {});
    m_tabs->addTab(m_storyPage, {});
    auto* lines = new QVBoxLayout{this};
    lines->setContentsMargins({});
    lines->addWidget(m_buttons);
    lines->addWidget(m_tabs, 1);
    connect(m_storyPage, &StoryPage::renameAsked, this, [this] { Q_EMIT renameAsked(m_session.id); });
    connect(m_tabs, &QTabWidget::currentChanged, this, &SessionPanel::readStory);
    retranslate();
}

void SessionPanel::showSession(const SessionView& session, const QString& name, int waiting,
                               const std::vector<OpenAlert>& alerts)
{
    m_session = session;
    m_name = name;
    m_waiting = waiting;
    m_alerts = alerts;
    m_buttons->showSession(session, name);
    showNeeds();
    readStory();
}

void SessionPanel::showNeeds()
{
    QStringList about{aboutText(m_session, m_clock.nowUtc()), needText(m_alerts)};
    about.removeAll(QString{});
    m_storyPage->showSession(m_name, about.join(u'\n'), m_session.state != SessionState::Ended);
    //: %1 is how many there are
    m_tabs->setTabText(0, m_waiting > 0 ? tr("Re&quests (%1)").arg(m_waiting) : tr("Re&quests"));
    m_pages->setElsewhere(inTerminalText(m_alerts));
}

void SessionPanel::showRequests()
{
    m_tabs->setCurrentWidget(m_pages);
}

void SessionPanel::showStory()
{
    m_tabs->setCurrentWidget(m_storyPage);
}

/// Only while it is in view.
void SessionPanel::readStory()
{
    const bool isShown = !m_hasLeft && m_tabs->currentWidget() == m_storyPage;
    m_story.setSession(isShown ? m_session.id : QString{});
}

void SessionPanel::refresh()
{
    m_hasLeft = false;
    m_pages->refresh();
    const bool wasRead = m_story.session() == m_session.id;
    readStory();
    if (wasRead)
        m_story.refresh();
}

void SessionPanel::leave()
{
    m_hasLeft = true;
    m_pages->leave();
    readStory();
}

void SessionPanel::retranslate()
{
    m_tabs->tabBar()->setAccessibleName(tr("Parts of the session"));
    m_tabs->setTabText(1, tr("H&istory"));
    m_buttons->retranslate();
    m_storyPage->retranslate();
    m_story.reload();
    showNeeds();
}

} // namespace tocsin
