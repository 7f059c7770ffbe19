// SPDX-License-Identifier: MIT
#include "app/requests/request_pages.h"

#include "app/requests/request_body.h"
#include "app/requests/request_list_model.h"
#include "app/requests/request_page.h"

#include <QEvent>
#include <QLabel>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

RequestPages::RequestPages(Dependencies dependencies, QWidget* parent)
    : QStackedWidget{parent}
    , m_dependencies{std::move(dependencies)}
    , m_nothing{new QLabel{this}}
{
    m_nothing->setObjectName(u"noRequest"_s);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    addWidget(m_nothing);
    followAnswers();
    refresh();
}

RequestPages::~RequestPages() = default;

void RequestPages::followAnswers()
{
    const AnswerFlow& answers = m_dependencies.answers;
    connect(&m_dependencies.requests, &RequestListModel::waitingChanged, this, &RequestPages::refresh);
    connect(&answers, &AnswerFlow::notAnswerable, this, [this](AlertId alert) {
        if (alert == m_viewed && window()->isVisible())
            page(alert)->end();
        else
            removePage(alert);
        if (m_viewed.isValid() && page(m_viewed) == nullptr)
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

void RequestPages::view(AlertId alert)
{
    const AlertId before = std::exchange(m_viewed, alert);
    const WaitingRequest* request = m_dependencies.answers.find(alert);
    RequestPage* next = page(alert);
    if (next == nullptr && request != nullptr)
        next = makePage(*request);
    setCurrentWidget(next != nullptr ? static_cast<QWidget*>(next) : m_nothing);
    if (next == nullptr)
        m_viewed = {};
    if (const RequestPage* old = page(before); old != nullptr && before != m_viewed && old->hasEnded())
        removePage(before);
    m_dependencies.requests.setViewed(m_viewed);
    refresh();
    Q_EMIT viewedChanged(m_viewed);
}

RequestPage* RequestPages::page(AlertId alert) const
{
    const auto found = m_pageOf.find(alert);
    return found == m_pageOf.end() ? nullptr : found->second;
}

RequestPage* RequestPages::makePage(const WaitingRequest& request)
{
    auto* made = new RequestPage{{.answers = m_dependencies.answers, .clock = m_dependencies.clock},
                                 request,
                                 m_dependencies.makeBody(request),
                                 this};
    m_pageOf.emplace(request.alert, made);
    addWidget(made);
    connect(made, &RequestPage::nextWanted, this, [this] {
        view(m_dependencies.requests.first(m_viewed));
        Q_EMIT wentOn();
    });
    connect(made, &RequestPage::answered, this, &RequestPages::wentOn);
    return made;
}

void RequestPages::removePage(AlertId alert)
{
    const auto found = m_pageOf.find(alert);
    if (found == m_pageOf.end())
        return;
    removeWidget(found->second);
    found->second->deleteLater(); // one of its buttons may be at work
    m_pageOf.erase(found);
}

void RequestPages::refresh()
{
    const RequestListModel& requests = m_dependencies.requests;
    if (RequestPage* one = page(m_viewed)) {
        one->setNext(requests.first(m_viewed).isValid());
        one->refresh();
    }
    if (!m_elsewhere.isEmpty())
        m_nothing->setText(m_elsewhere);
    else
        m_nothing->setText(requests.first().isValid() ? tr("Choose a request from the list.")
                                                      : tr("Nothing is waiting for an answer."));
}

void RequestPages::setElsewhere(const QString& text)
{
    if (text != std::exchange(m_elsewhere, text))
        refresh();
}

void RequestPages::leave()
{
    if (const RequestPage* one = page(m_viewed); one != nullptr && one->hasEnded())
        view({});
}

void RequestPages::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QStackedWidget::changeEvent(event);
}

} // namespace tocsin
