// SPDX-License-Identifier: MIT
#include "app/requests/request_page.h"

#include "app/requests/act_button.h"
#include "app/requests/lasting_box.h"
#include "app/requests/request_body.h"
#include "app/requests/request_header.h"
#include "app/requests/request_text.h"
#include "app/requests/risk_box.h"
#include "app/spoken/announcement.h"
#include "app/windows/inline_note.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// It goes beyond this request.
bool lasts(const Decision& decision)
{
    const auto* allow = std::get_if<decision::Allow>(&decision);
    const auto* plan = std::get_if<decision::ApprovePlan>(&decision);
    return (allow != nullptr && allow->lasts) || (plan != nullptr && plan->acceptsEdits);
}

} // namespace

RequestPage::RequestPage(Dependencies dependencies, WaitingRequest request, std::unique_ptr<RequestBody> body,
                         QWidget* parent)
    : QWidget{parent}
    , m_dependencies{dependencies}
    , m_request{std::move(request)}
    , m_guard{dependencies.clock}
    , m_area{new QScrollArea{this}}
    , m_content{new QWidget{m_area}}
    , m_header{new RequestHeader{m_request, m_content}}
    , m_body{body.release()} // the risk box's from now on
    , m_risk{new RiskBox{m_body, m_content}}
    , m_lasting{new LastingBox{m_request.lastingRules, m_content}}
    , m_messageLabel{new QLabel{this}}
    , m_message{new QLineEdit{this}}
    , m_note{new InlineNote{this}}
    , m_next{new ActButton{this}}
    , m_timeLeft{new QLabel{this}}
    , m_buttons{new AnswerButtons{m_request.kind, this}}
{
    m_message->setObjectName(u"message"_s);
    m_message->setMaxLength(static_cast<int>(MaxAnswerText));
    m_messageLabel->setBuddy(m_message);
    m_note->setObjectName(u"note"_s);
    m_next->setObjectName(u"next"_s);
    m_timeLeft->setObjectName(u"timeLeft"_s);
    m_timeLeft->setWordWrap(true);
    m_tick.setSingleShot(true);
    connect(&m_tick, &QTimer::timeout, this, &RequestPage::showTimeLeft);
    addLines();
    connect(&m_guard, &ActGuard::closed, this, &RequestPage::apply);
    connect(&m_guard, &ActGuard::opened, this, &RequestPage::apply);
    connect(m_risk, &RiskBox::changed, this, &RequestPage::apply);
    connect(m_lasting, &LastingBox::changed, this, &RequestPage::apply);
    connect(m_buttons, &AnswerButtons::chosen, this, &RequestPage::act);
    connect(m_next, &QPushButton::clicked, this, &RequestPage::nextWanted);
    connect(&m_header->showThere(), &QPushButton::clicked, this, &RequestPage::showThere);
    connect(m_body, &RequestBody::changed, this, [this] {
        if (m_body->obstacle() != m_obstacle)
            m_guard.restart(); // something else is in view
        apply();
    });
    retranslate();
    refresh();
}

void RequestPage::addLines()
{
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setFocusPolicy(Qt::NoFocus);
    // What cannot be shown at once is scrolled; what a person answers with stays in view.
    auto* column = new QVBoxLayout{m_content};
    column->setContentsMargins({});
    column->addWidget(m_header);
    column->addWidget(m_risk, 1);
    column->addWidget(m_lasting);
    m_area->setWidget(m_content);
    auto* message = new QHBoxLayout;
    message->addWidget(m_messageLabel);
    message->addWidget(m_message, 1);
    auto* lines = new QVBoxLayout{this};
    lines->addWidget(m_area, 1);
    lines->addLayout(message);
    lines->addWidget(m_note);
    lines->addWidget(m_next, 0, Qt::AlignRight); // beside the note it would leave little room for that
    lines->addWidget(m_timeLeft);
    lines->addWidget(m_buttons);
}

void RequestPage::retranslate()
{
    setAccessibleName(requestTitle(m_request.sessionName, m_request.kind));
    const bool isPlan = m_request.kind == RequestKind::Plan;
    m_messageLabel->setText(tr("&Message:"));
    // With large letters, the field has room for twenty of them.
    m_message->setPlaceholderText(isPlan ? tr("If you keep planning") : tr("If you deny"));
    m_message->setToolTip(isPlan ? tr("Optional. Goes to Claude with Keep Planning.")
                                 : tr("Optional. Goes to Claude with Deny."));
    m_message->setAccessibleDescription(m_message->toolTip());
    m_next->setText(tr("Ne&xt Request"));
    m_header->retranslate();
    m_risk->retranslate();
    m_lasting->retranslate();
    m_buttons->retranslate();
    showTimeLeft();
    apply();
}

void RequestPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    reviewRisk();
    m_risk->reset();
    m_lasting->reset();
    m_guard.watch(*m_buttons);
    m_guard.restart();
    refresh();
}

void RequestPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void RequestPage::refresh()
{
    m_header->showTime(m_dependencies.clock.nowUtc());
    m_header->setHiddenInTerminal(!m_hasEnded && m_dependencies.answers.isHiddenInTerminal(alert()));
    showTimeLeft();
    apply();
}

bool RequestPage::reviewRisk()
{
    if (m_request.kind != RequestKind::Tool || !m_risk->setRisk(m_dependencies.answers.riskOf(m_request)))
        return false;
    m_lasting->setOffered(m_risk->level() != RiskLevel::Dangerous); // that is looked at each time
    return true;
}

void RequestPage::showTimeLeft()
{
    const QDateTime now = m_dependencies.clock.nowUtc();
    const bool isLimited = m_request.expiresAt && !m_hasEnded;
    m_timeLeft->setVisible(isLimited);
    if (!isLimited)
        return;
    m_timeLeft->setText(timeLeftText(*m_request.expiresAt, now));
    if (isVisible() && now.secsTo(*m_request.expiresAt) < ShowsSecondsBelow.count())
        m_tick.start(1s);
}

void RequestPage::setNext(bool hasNext)
{
    m_hasNext = hasNext;
    apply();
}

void RequestPage::apply()
{
    m_obstacle = m_hasEnded ? QString{} : m_body->obstacle();
    const bool isUsable = m_guard.isOpen() && !m_hasEnded;
    const std::optional<Decision> decision = accepted();
    m_buttons->setLasts(decision && lasts(*decision));
    const bool isAcceptable =
        m_guard.isOpen() && isUsable && m_obstacle.isEmpty() && m_risk->isConfirmed() && decision;
    m_buttons->setUsable(Act::Accept, isAcceptable);
    for (const Act act : {Act::KeepPlanning, Act::Deny, Act::DenyAndStop})
        m_buttons->setUsable(act, isUsable);
    m_buttons->setUsable(Act::DenyAll, m_guard.isOpen() && ofThisSession().size() > (m_hasEnded ? 0U : 1U));
    m_risk->setActive(isUsable);
    m_lasting->setActive(isUsable && m_obstacle.isEmpty());
    m_header->showThere().setEnabled(isUsable);
    m_message->setEnabled(!m_hasEnded);
    m_next->setVisible(m_hasEnded && m_hasNext);
    QStringList notes{m_noteText, m_obstacle};
    notes.removeAll(QString{});
    m_note->setVisible(!notes.isEmpty());
    m_note->say(notes.join(u' '), m_isProblem || !m_obstacle.isEmpty() ? NoteTone::Problem : NoteTone::Hint);
}

void RequestPage::say(const QString& text, bool isProblem)
{
    const bool isNew = text != std::exchange(m_noteText, text);
    m_isProblem = isProblem;
    apply();
    if (isNew && !isProblem)
        announce(*this, text);
}

/// Of one request, the first act counts, and none before the guard is open.
void RequestPage::act(Act act)
{
    if (!m_guard.isOpen())
        return;
    if (act == Act::DenyAll)
        return denyAll();
    if (m_hasEnded)
        return;
    const QString message = m_message->text();
    switch (act) {
    case Act::Accept:
        return accept();
    case Act::KeepPlanning:
        return send(decision::KeepPlanning{message});
    case Act::Deny:
        return send(decision::Deny{message});
    case Act::DenyAndStop:
        return send(decision::DenyAndStop{message});
    case Act::DenyAll:
        break;
    }
}

void RequestPage::accept()
{
    if (!m_risk->isConfirmed())
        return;
    const bool isOtherRisk = reviewRisk();
    if (!m_body->isStillAsShown() || isOtherRisk) {
        m_risk->reset();
        m_lasting->reset();
        m_guard.restart();
        return say(tr("Not sent: this has changed since it was shown. Look at it again."), true);
    }
    const std::optional<Decision> decision = accepted();
    if (!m_body->obstacle().isEmpty() || !decision)
        return apply();
    send(*decision);
}

std::optional<Decision> RequestPage::accepted() const
{
    std::optional<Decision> decision = m_body->accepted();
    if (auto* allow = decision ? std::get_if<decision::Allow>(&*decision) : nullptr)
        allow->lasts = m_lasting->isChosen();
    return decision;
}

void RequestPage::send(const Decision& decision)
{
    const DecideResult result = m_dependencies.answers.decide(alert(), decision, AnswerChannel::Window);
    if (result.isSent()) {
        if (m_hasNext)
            m_next->setFocus();
        else
            Q_EMIT answered(); // its buttons can no longer have the focus
        return;
    }
    m_hasEnded =
        result.code == DecideResult::Code::NotWaiting || result.code == DecideResult::Code::AlreadyAnswered;
    say(problemText(result), true);
}

void RequestPage::denyAll()
{
    for (const AlertId one : ofThisSession()) {
        if (one != alert())
            static_cast<void>(
                m_dependencies.answers.decide(one, decision::Deny{m_message->text()}, AnswerChannel::Window));
    }
    if (!m_hasEnded)
        send(decision::Deny{m_message->text()});
}

void RequestPage::showThere()
{
    if (!m_guard.isOpen() || m_hasEnded)
        return;
    m_dependencies.answers.leaveToTerminal(alert());
    say(tr("Left to the terminal. Answer it there."), false);
}

void RequestPage::end()
{
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    m_header->setHiddenInTerminal(false);
    showTimeLeft();
    say(m_dependencies.answers.isOpen(alert())
            ? tr("No longer waiting here. If Claude still asks, answer in the terminal.")
            : tr("No longer waiting. It was answered in the terminal, or Claude went on without it."),
        false);
}

void RequestPage::showDecided(const Decision& decision, AnswerChannel channel)
{
    //: %1 is what was decided, such as: Allowed once; %2 is where: in the window
    m_decided = tr("%1 %2.").arg(decisionText(decision), channelText(channel));
    showAnswer();
}

void RequestPage::showOutcome(AnswerOutcome outcome)
{
    m_outcome = outcome;
    showAnswer();
}

void RequestPage::showAnswer()
{
    if (!m_outcome) { // said with what comes of it, at once
        m_noteText = m_decided;
        m_isProblem = false;
        return apply();
    }
    const bool isGood = m_outcome == AnswerOutcome::Sent || m_outcome == AnswerOutcome::Taken;
    say(m_decided.isEmpty() ? outcomeText(*m_outcome) : m_decided + u' ' + outcomeText(*m_outcome), !isGood);
}

std::vector<AlertId> RequestPage::ofThisSession() const
{
    std::vector<AlertId> alerts;
    for (const WaitingRequest* request : m_dependencies.answers.waiting()) {
        if (request->sessionId == m_request.sessionId)
            alerts.push_back(request->alert);
    }
    return alerts;
}

} // namespace tocsin
