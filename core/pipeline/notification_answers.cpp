// SPDX-License-Identifier: MIT
#include "core/pipeline/notification_answers.h"

#include "core/logging/categories.h"

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds MuteFor{1h};

void logIgnored(AlertId alert, const char* reason)
{
    qCInfo(logNotify) << "a press is ignored: alert" << alert.value << reason;
}

const char* reasonOf(DecideResult::Code code)
{
    switch (code) {
    case DecideResult::Code::Sent:
        break;
    case DecideResult::Code::NotWaiting:
        return "no longer waits";
    case DecideResult::Code::AlreadyAnswered:
        return "was answered before";
    case DecideResult::Code::OtherKind:
        return "is of another kind";
    case DecideResult::Code::Incomplete:
        return "takes no such answer";
    }
    return "";
}

} // namespace

NotificationAnswers::NotificationAnswers(Dependencies dependencies, QObject* parent)
    : QObject{parent}
    , m_dependencies{std::move(dependencies)}
{
    ToastPresenter& toasts = m_dependencies.pipeline.toasts();
    toasts.setDresser([this](const ShowToast& toShow, Toast& toast) { dress(toShow, toast); });
    connect(&toasts, &ToastPresenter::pressed, this, &NotificationAnswers::press);
    connect(&toasts, &ToastPresenter::replied, this, &NotificationAnswers::reply);
    connect(&toasts, &ToastPresenter::reviewWanted, this, &NotificationAnswers::review);
    connect(&m_dependencies.pipeline, &EventPipeline::changed, this, &NotificationAnswers::forgetClosed);
    connect(&m_dependencies.answers, &AnswerFlow::notAnswerable, this, [this](AlertId alert) {
        m_toRefresh.insert(alert);
        m_takeAway.start();
    });
    connect(&m_dependencies.answers, &AnswerFlow::outcomeChanged, this, &NotificationAnswers::noteOutcome);
    // Another service may draw its buttons differently.
    connect(&m_dependencies.notifier, &Notifier::capabilitiesChanged, this, [this] {
        for (const WaitingRequest* request : m_dependencies.answers.waiting())
            m_toRefresh.insert(request->alert);
        refresh();
    });
    m_takeAway.setSingleShot(true);
    m_takeAway.setInterval(0); // whether it was answered, or its hook has gone, is known a moment later
    connect(&m_takeAway, &QTimer::timeout, this, [this] {
        takeAnsweredAway();
        if (!m_toRefresh.empty() && !m_refresh.isActive())
            m_refresh.start();
    });
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(m_dependencies.buttonsStay);
    connect(&m_refresh, &QTimer::timeout, this, &NotificationAnswers::refresh);
}

NotificationAnswers::~NotificationAnswers()
{
    m_dependencies.pipeline.toasts().setDresser({});
}

void NotificationAnswers::dress(const ShowToast& toShow, Toast& toast)
{
    const OfferSurroundings where{.service = m_dependencies.notifier.capabilities(),
                                  .style = toShow.style,
                                  .alertCount = toShow.alert.count};
    const WaitingRequest* request = m_dependencies.answers.find(toShow.alert.id);
    NotificationOffer offer = request != nullptr ? offerFor(*request, m_dependencies.risk(*request), where)
                                                 : offerWithoutRequest(where);
    if (!offer.body.isEmpty()) {
        toast.body = offer.body;
        toast.lines = offer.lines;
    }
    toast.buttons = offer.buttons;
    toast.replyLabel = offer.replyLabel;
    m_offers.insert_or_assign(toShow.alert.id, std::move(offer));
}

void NotificationAnswers::press(AlertId alert, const QString& key)
{
    const auto offer = m_offers.find(alert);
    if (offer == m_offers.end())
        return logIgnored(alert, "has no buttons");
    if (key == muteKey())
        return mute(alert);
    if (key == terminalKey())
        return showTerminal(alert);
    const auto decision = offer->second.decisions.find(key);
    if (decision == offer->second.decisions.end())
        return logIgnored(alert, "has no such button");
    decide(alert, Decision{decision->second});
}

void NotificationAnswers::reply(AlertId alert, const QString& text)
{
    if (text.trimmed().isEmpty())
        return logIgnored(alert, "got an empty answer");
    decide(alert, decision::Answers{{decision::Answer{.text = text}}});
}

/// Only what the person has seen: the request must still be the one that the notification was made of.
void NotificationAnswers::decide(AlertId alert, const Decision& decision)
{
    const auto offer = m_offers.find(alert);
    const WaitingRequest* request = m_dependencies.answers.find(alert);
    if (request == nullptr)
        return logIgnored(alert, "no longer waits");
    if (offer == m_offers.end() || offer->second.document != request->document)
        return logIgnored(alert, "is about another document than the one shown");
    const DecideResult result = m_dependencies.answers.decide(alert, decision, AnswerChannel::Notification);
    if (!result.isSent())
        logIgnored(alert, reasonOf(result.code));
}

void NotificationAnswers::mute(AlertId alert)
{
    if (const OpenAlert* open = m_dependencies.engine.openAlert(alert))
        m_dependencies.pipeline.mute(open->alert.sessionId,
                                     m_dependencies.clock.nowUtc().addSecs(MuteFor.count()));
}

void NotificationAnswers::showTerminal(AlertId alert)
{
    if (const OpenAlert* open = m_dependencies.engine.openAlert(alert))
        Q_EMIT terminalRequested(open->alert.sessionId);
}

/// A summary is about more than one terminal: it opens the window, with the most urgent alert in view that
/// can be answered here.
void NotificationAnswers::review(const ReactionJudge::Alerts& alerts, const QString& activationToken)
{
    for (const AlertId alert : alerts) {
        if (m_dependencies.answers.find(alert) != nullptr) {
            Q_EMIT reviewRequested(alert, activationToken);
            return;
        }
    }
    if (alerts.size() > 1) {
        Q_EMIT reviewRequested(alerts.front(), activationToken);
        return;
    }
    for (const AlertId alert : alerts) {
        if (const OpenAlert* open = m_dependencies.engine.openAlert(alert)) {
            Q_EMIT terminalRequested(open->alert.sessionId);
            return;
        }
    }
}

void NotificationAnswers::noteOutcome(AlertId alert, AnswerOutcome outcome)
{
    if (outcome == AnswerOutcome::NotPrinted) { // the dialog in the terminal stands
        m_answered.erase(alert);
        m_dependencies.pipeline.showAgain(alert, true);
    } else {
        m_answered.insert(alert);
    }
}

void NotificationAnswers::takeAnsweredAway()
{
    std::set<AlertId> others;
    for (const AlertId alert : std::exchange(m_toRefresh, {})) {
        if (m_answered.contains(alert))
            m_dependencies.pipeline.takeNotificationAway(alert);
        else
            others.insert(alert);
    }
    m_toRefresh.merge(others);
}

void NotificationAnswers::refresh()
{
    m_refresh.stop();
    takeAnsweredAway();
    for (const AlertId alert : std::exchange(m_toRefresh, {}))
        m_dependencies.pipeline.showAgain(alert);
}

void NotificationAnswers::forgetClosed()
{
    const auto isClosed = [this](AlertId alert) { return m_dependencies.engine.openAlert(alert) == nullptr; };
    std::erase_if(m_offers, [&](const auto& offer) { return isClosed(offer.first); });
    std::erase_if(m_answered, isClosed);
    std::erase_if(m_toRefresh, isClosed);
}

} // namespace tocsin
