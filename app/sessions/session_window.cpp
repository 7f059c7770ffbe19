// SPDX-License-Identifier: MIT
#include "app/sessions/session_window.h"

#include "app/requests/request_body.h"
#include "app/requests/request_sidebar.h"
#include "app/sessions/rename_dialog.h"
#include "app/sessions/session_panel.h"
#include "app/sessions/session_sidebar.h"
#include "app/spoken/announcement.h"
#include "core/channels/desktop/toast_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScreen>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>

#include <chrono>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
/// "asked 2 min ago" is not more exact.
constexpr std::chrono::seconds RefreshEvery{20};
constexpr QSize UsualSize{1000, 680};
/// As much of a row as is read at a glance.
constexpr int SidebarChars{24};
/// What the desktop draws around it, at least.
constexpr QSize FrameSize{8, 32};
} // namespace

SessionWindow::SessionWindow(Dependencies dependencies, QWidget* parent)
    : QMainWindow{parent} // for a screen reader, a plain QWidget is no window
    , m_dependencies{std::move(dependencies)}
    , m_requests{m_dependencies.answers, m_dependencies.clock}
    , m_sessions{m_dependencies.clock, this}
    , m_board{new SessionSidebar{m_sessions, this}}
    , m_lists{new RequestSidebar{m_requests, m_dependencies.history, this}}
    , m_right{new QStackedWidget{this}}
    , m_nothing{new QLabel{m_right}}
    , m_panel{new SessionPanel{{.requests = {.answers = m_dependencies.answers,
                                             .clock = m_dependencies.clock,
                                             .requests = m_requests,
                                             .makeBody = m_dependencies.makeBody},
                                .store = m_dependencies.store,
                                .summaryOf = [this](AlertId alert) { return summaryOf(alert); },
                                .actions = m_dependencies.actions},
                               m_right}}
{
    setObjectName(u"sessionWindow"_s);
    m_sessions.setObjectName(u"sessionModel"_s);
    m_nothing->setObjectName(u"noSession"_s);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setTextInteractionFlags(Qt::TextSelectableByMouse); // it has commands in it
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setMargin(2 * fontMetrics().lineSpacing());
    addHalves();
    resize(UsualSize.boundedTo(screen()->availableSize() - FrameSize));
    connectParts();
    retranslate();
    showLists();
}

SessionWindow::~SessionWindow() = default;

void SessionWindow::addHalves()
{
    m_right->addWidget(m_nothing);
    m_right->addWidget(m_panel);
    auto* left = new QSplitter{Qt::Vertical, this};
    left->setChildrenCollapsible(false);
    left->addWidget(m_board);
    left->addWidget(m_lists);
    left->setStretchFactor(0, 3);
    left->setStretchFactor(1, 2);
    m_board->setMinimumWidth(fontMetrics().averageCharWidth() * SidebarChars);
    auto* halves = new QSplitter{this};
    halves->setChildrenCollapsible(false);
    halves->addWidget(left);
    halves->addWidget(m_right);
    halves->setStretchFactor(1, 1);
    halves->setSizes({UsualSize.width() * 3 / 10, UsualSize.width() * 7 / 10});
    auto* content = new QWidget{this};
    setCentralWidget(content);
    auto* line = new QHBoxLayout{content};
    const int gap = style()->pixelMetric(QStyle::PM_LayoutHorizontalSpacing);
    line->setContentsMargins(gap, gap, gap, gap);
    line->addWidget(halves);
}

void SessionWindow::connectParts()
{
    m_refresh.setInterval(RefreshEvery);
    connect(&m_refresh, &QTimer::timeout, this, &SessionWindow::refresh);
    connect(m_board, &SessionSidebar::chosen, this, &SessionWindow::choose);
    connect(m_board, &SessionSidebar::renameAsked, this, &SessionWindow::askName);
    connect(m_panel, &SessionPanel::renameAsked, this, &SessionWindow::askName);
    connect(m_lists, &RequestSidebar::chosen, this, [this](AlertId alert) { m_panel->pages().view(alert); });
    connect(&m_panel->pages(), &RequestPages::viewedChanged, this, &SessionWindow::followViewed);
    connect(&m_panel->pages(), &RequestPages::wentOn, this, [this] { m_lists->focusList(); });
    connect(&m_requests, &RequestListModel::waitingChanged, this, &SessionWindow::showChosen);
    connect(&m_requests, &QAbstractItemModel::rowsInserted, this, &SessionWindow::announceRequest);
    const RequestHistory& history = m_dependencies.history;
    connect(&history, &QAbstractItemModel::rowsInserted, this, &SessionWindow::showLists);
    connect(&history, &RequestHistory::awayReportChanged, this, &SessionWindow::showLists);
    auto* find = new QShortcut{QKeySequence::Find, this};
    connect(find, &QShortcut::activated, m_board, &SessionSidebar::focusSearch);
}

void SessionWindow::askName(const QString& sessionId)
{
    const SessionView* view = m_sessions.find(sessionId);
    if (view == nullptr || view->state == SessionState::Ended)
        return;
    if (m_naming && m_naming->sessionId() != sessionId)
        m_naming->close();
    if (!m_naming || m_naming->sessionId() != sessionId) {
        m_naming = new RenameDialog{sessionId, view->name, this};
        connect(m_naming, &RenameDialog::renamed, this, [this, sessionId](const QString& name) {
            m_dependencies.actions.rename(sessionId, name);
            refreshSessions();
        });
        connect(m_naming, &QDialog::finished, this, [this] { m_naming.clear(); });
    }
    m_naming->show();
    m_naming->raise();
    m_naming->activateWindow();
}

AlertId SessionWindow::viewed() const
{
    return m_panel->pages().viewed();
}

void SessionWindow::showRequest(AlertId alert)
{
    if (m_dependencies.answers.find(alert) != nullptr)
        m_panel->pages().view(alert);
    else if (!viewed().isValid() && m_requests.first().isValid())
        m_panel->pages().view(m_requests.first());
}

/// Not every notification service has its notifications read out.
void SessionWindow::announceRequest(const QModelIndex& /*parent*/, int row)
{
    announce(*this, m_requests.index(row).data(Qt::AccessibleTextRole).toString());
}

void SessionWindow::showSession(const QString& sessionId)
{
    m_wanted = sessionId;
    if (!isVisible())
        return;
    refreshSessions();
    chooseWanted();
}

void SessionWindow::chooseWanted()
{
    const QString wanted = std::exchange(m_wanted, {});
    if (m_sessions.find(wanted) != nullptr)
        choose(wanted);
}

/// A session that waits shows its most urgent request, another one its history.
void SessionWindow::choose(const QString& sessionId)
{
    m_chosen = sessionId;
    const bool isInView = viewed().isValid() && m_requests.sessionOf(viewed()) == sessionId;
    const AlertId request = isInView ? viewed() : m_requests.firstOf(sessionId);
    if (!isInView)
        m_panel->pages().view(request);
    showChosen();
    if (request.isValid())
        m_panel->showRequests();
    else
        m_panel->showStory();
}

void SessionWindow::followViewed(AlertId alert)
{
    m_lists->select(alert);
    if (!alert.isValid())
        return;
    m_chosen = m_requests.sessionOf(alert);
    m_panel->showRequests();
    showChosen();
}

void SessionWindow::showChosen()
{
    const SessionView* listed = m_sessions.find(m_chosen);
    const bool isListed = listed != nullptr;
    if (!m_chosen.isEmpty()) {
        const SessionView session = isListed ? *listed : unlisted();
        m_panel->showSession(session, isListed ? m_sessions.nameOf(m_chosen) : session.name,
                             m_requests.waitingCount(m_chosen), m_dependencies.openAlerts(m_chosen));
    }
    m_board->select(m_chosen);
    m_right->setCurrentWidget(m_chosen.isEmpty() ? static_cast<QWidget*>(m_nothing) : m_panel);
    m_nothing->setText(
        m_sessions.rowCount() > 0
            ? tr("Choose a session from the list.")
            : tr("No sessions yet. To connect Claude Code, choose “Set Up…” in Tocsin's menu, then "
                 "start a new session."));
}

/// What Tocsin could answer, and what else is open.
QString SessionWindow::summaryOf(AlertId alert) const
{
    QString summary = m_dependencies.history.summaryOf(alert);
    if (!summary.isEmpty())
        return summary;
    for (const OpenAlert& open : m_dependencies.openAlerts(m_chosen)) {
        if (open.alert.id == alert)
            summary = alertContents(open.alert);
    }
    return summary;
}

/// Its request came before it did.
SessionView SessionWindow::unlisted() const
{
    SessionView session;
    session.id = m_chosen;
    const WaitingRequest* request = m_dependencies.answers.find(viewed());
    if (request == nullptr || request->sessionId != m_chosen)
        return session;
    session.name = request->sessionName;
    session.state = SessionState::Waiting;
    session.since = request->askedAt;
    session.dialog = request->kind == RequestKind::Tool ? AlertKind::Permission : AlertKind::Question;
    session.path = request->cwd;
    return session;
}

void SessionWindow::showLists()
{
    m_lists->setVisible(m_dependencies.history.rowCount() > 0);
    m_lists->showAwayReport(m_dependencies.history.hasAwayReport());
}

void SessionWindow::refreshSessions()
{
    if (!isVisible())
        return;
    m_sessions.setSessions(m_dependencies.sessions());
    showChosen();
    m_panel->refresh();
}

void SessionWindow::refresh()
{
    m_requests.refreshTimes();
    m_sessions.refreshDay();
    refreshSessions();
}

/// A list has the focus at first: what is typed meanwhile presses no button.
void SessionWindow::showEvent(QShowEvent* event)
{
    if (!event->spontaneous()) {
        m_sessions.load(m_dependencies.sessions(), m_dependencies.store.pastSessions());
        chooseWanted();
        if (m_chosen.isEmpty() && m_sessions.rowCount() > 0)
            choose(m_sessions.index(0).data(SessionListModel::IdRole).toString());
        if (viewed().isValid())
            m_lists->focusList();
        else
            m_board->focusList();
    }
    m_refresh.start();
    m_requests.refreshTimes();
    showChosen();
    m_panel->refresh();
    QMainWindow::showEvent(event);
}

void SessionWindow::hideEvent(QHideEvent* event)
{
    QMainWindow::hideEvent(event);
    if (event->spontaneous()) // minimised
        return;
    m_refresh.stop();
    m_panel->leave();
    if (!viewed().isValid())
        m_chosen.clear();
    m_sessions.load({}, {});
}

void SessionWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape)
        QMainWindow::keyPressEvent(event);
    else if (!m_board->clearSearch())
        close();
}

void SessionWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void SessionWindow::retranslate()
{
    setWindowTitle(tr("Sessions"));
    m_board->retranslate();
    m_lists->retranslate();
    m_panel->retranslate();
    m_sessions.retranslate();
    showChosen();
}

} // namespace tocsin
