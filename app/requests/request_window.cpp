// SPDX-License-Identifier: MIT
#include "app/requests/request_window.h"

#include "app/requests/request_body.h"
#include "app/requests/request_page.h"
#include "app/requests/request_sidebar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>

#include <chrono>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
/// "asked 2 min ago" is not more exact.
constexpr std::chrono::seconds RefreshEvery{20};
constexpr QSize UsualSize{940, 640};
/// As much of a row as is read at a glance.
constexpr int SidebarChars{24};
/// What the desktop draws around it, at least.
constexpr QSize FrameSize{8, 32};
} // namespace

RequestWindow::RequestWindow(Dependencies dependencies, QWidget* parent)
    : QWidget{parent, Qt::Window}
    , m_dependencies{std::move(dependencies)}
    , m_requests{m_dependencies.answers, m_dependencies.clock}
    , m_sidebar{new RequestSidebar{m_requests, m_dependencies.history, this}}
    , m_pages{new QStackedWidget{this}}
    , m_nothing{new QLabel{this}}
{
    setObjectName(u"requestWindow"_s);
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_pages->addWidget(m_nothing);
    auto* halves = new QSplitter{this};
    halves->setChildrenCollapsible(false);
    halves->addWidget(m_sidebar);
    halves->addWidget(m_pages);
    halves->setStretchFactor(1, 1);
    m_sidebar->setMinimumWidth(fontMetrics().averageCharWidth() * SidebarChars);
    auto* line = new QHBoxLayout{this};
    line->setContentsMargins({});
    line->addWidget(halves);
    resize(UsualSize.boundedTo(screen()->availableSize() - FrameSize));
    m_refresh.setInterval(RefreshEvery);
    connect(&m_refresh, &QTimer::timeout, this, &RequestWindow::refresh);
    connect(&m_refresh, &QTimer::timeout, &m_requests, &RequestListModel::refreshTimes);
    connect(m_sidebar, &RequestSidebar::chosen, this, &RequestWindow::view);
    connect(&m_dependencies.history, &RequestHistory::awayReportChanged, this,
            [this] { m_sidebar->showAwayReport(m_dependencies.history.hasAwayReport()); });
    m_sidebar->showAwayReport(m_dependencies.history.hasAwayReport());
    followAnswers();
    retranslate();
}

RequestWindow::~RequestWindow() = default;

void RequestWindow::followAnswers()
{
    const AnswerFlow& answers = m_dependencies.answers;
    connect(&m_requests, &RequestListModel::waitingChanged, this, &RequestWindow::refresh);
    connect(&answers, &AnswerFlow::notAnswerable, this, [this](AlertId alert) {
        if (alert == m_viewed && isVisible())
            page(alert)->end();
        else
            removePage(alert);
        if (page(m_viewed) == nullptr)
            view({});
        refresh();
    });
    connect(&answers, &AnswerFlow::decided, this,
            [this](const WaitingRequest& request, const Decision& decision, AnswerChannel channel) {
                if (RequestPage* one = page(request.alert))
                    one->showDecided(decision, channel);
            });
    connect(&answers, &AnswerFlow::outcomeChanged, this, [this](AlertId alert, AnswerOutcome outcome) {
        if (RequestPage* one = page(alert))
            one->showOutcome(outcome);
    });
}

void RequestWindow::showRequest(AlertId alert)
{
    if (m_dependencies.answers.find(alert) != nullptr)
        view(alert);
    else if (!m_viewed.isValid())
        view(m_requests.first());
}

void RequestWindow::view(AlertId alert)
{
    const AlertId before = std::exchange(m_viewed, alert);
    const WaitingRequest* request = m_dependencies.answers.find(alert);
    RequestPage* next = page(alert);
    if (next == nullptr && request != nullptr)
        next = makePage(*request);
    m_pages->setCurrentWidget(next != nullptr ? static_cast<QWidget*>(next) : m_nothing);
    if (next == nullptr)
        m_viewed = {};
    if (const RequestPage* old = page(before); old != nullptr && before != m_viewed && old->hasEnded())
        removePage(before);
    m_requests.setViewed(m_viewed);
    m_sidebar->select(m_viewed);
    refresh();
}

RequestPage* RequestWindow::page(AlertId alert) const
{
    const auto found = m_pageOf.find(alert);
    return found == m_pageOf.end() ? nullptr : found->second;
}

RequestPage* RequestWindow::makePage(const WaitingRequest& request)
{
    auto* made = new RequestPage{{.answers = m_dependencies.answers, .clock = m_dependencies.clock},
                                 request,
                                 m_dependencies.makeBody(request),
                                 m_pages};
    m_pageOf.emplace(request.alert, made);
    m_pages->addWidget(made);
    connect(made, &RequestPage::nextWanted, this, [this] {
        view(m_requests.first(m_viewed));
        m_sidebar->list().setFocus();
    });
    return made;
}

void RequestWindow::removePage(AlertId alert)
{
    const auto found = m_pageOf.find(alert);
    if (found == m_pageOf.end())
        return;
    m_pages->removeWidget(found->second);
    found->second->deleteLater(); // one of its buttons may be at work
    m_pageOf.erase(found);
}

void RequestWindow::refresh()
{
    if (RequestPage* one = page(m_viewed)) {
        one->setNext(m_requests.first(m_viewed).isValid());
        one->refresh();
    }
    m_nothing->setText(m_requests.first().isValid() ? tr("Choose a request from the list.")
                                                    : tr("Nothing is waiting for an answer."));
}

/// The list has the focus at first: what is typed meanwhile presses no button.
void RequestWindow::showEvent(QShowEvent* event)
{
    m_sidebar->list().setFocus();
    m_refresh.start();
    m_requests.refreshTimes();
    refresh();
    QWidget::showEvent(event);
}

void RequestWindow::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (event->spontaneous()) // minimised
        return;
    m_refresh.stop();
    if (const RequestPage* one = page(m_viewed); one != nullptr && one->hasEnded())
        view({});
}

void RequestWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void RequestWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void RequestWindow::retranslate()
{
    setWindowTitle(tr("Requests"));
    m_sidebar->retranslate();
    refresh();
}

} // namespace tocsin
