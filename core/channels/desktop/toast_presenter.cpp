// SPDX-License-Identifier: MIT
#include "core/channels/desktop/toast_presenter.h"

#include "core/channels/desktop/toast_text.h"
#include "core/logging/categories.h"

#include <algorithm>
#include <optional>

namespace tocsin {

using namespace std::chrono_literals;

ToastPresenter::ToastPresenter(Notifier& notifier, const Clock& clock, QObject* parent)
    : QObject{parent}
    , m_notifier{notifier}
    , m_clock{clock}
{
    m_settle.setSingleShot(true);
    m_settle.setTimerType(Qt::PreciseTimer);
    connect(&m_settle, &QTimer::timeout, this, &ToastPresenter::settle);
    connect(&m_notifier, &Notifier::closed, this, &ToastPresenter::onClosed);
    connect(&m_notifier, &Notifier::buttonPressed, this,
            [this](const QString& tag) { Q_EMIT reacted(m_reactions.clicked(tag)); });
    connect(&m_notifier, &Notifier::failed, this, [](const QString&, const QString& reason) {
        qCWarning(logNotify).noquote() << "a toast could not be shown:" << reason;
    });
}

void ToastPresenter::show(const ShowToast& toShow)
{
    m_reactions.shown(toastTag(toShow.alert.id), {toShow.alert.id}, m_clock.monotonic());
    m_notifier.show(toastFor(toShow));
}

void ToastPresenter::show(const ShowSummary& summary)
{
    if (summary.alerts.empty())
        return close(summaryTag());
    ReactionJudge::Alerts alerts;
    for (const Alert& alert : summary.alerts)
        alerts.push_back(alert.id);
    m_reactions.shown(summaryTag(), alerts, m_clock.monotonic());
    m_notifier.show(toastFor(summary));
}

void ToastPresenter::close(const CloseToast& toClose)
{
    close(toastTag(toClose.id));
}

void ToastPresenter::close(const QString& tag)
{
    m_reactions.gone(tag);
    m_notifier.close(tag);
}

void ToastPresenter::takeOver(const std::vector<ShowToast>& shown, const ShowSummary& summary)
{
    QStringList tags;
    for (const ShowToast& toast : shown) {
        tags << toastTag(toast.alert.id);
        m_reactions.shown(tags.last(), {toast.alert.id}, m_clock.monotonic());
    }
    if (!summary.alerts.empty())
        tags << summaryTag();
    m_notifier.takeOver(tags);
}

void ToastPresenter::onClosed(const QString& tag, ToastClosed how)
{
    if (how == ToastClosed::Dismissed)
        m_reactions.dismissed(tag, m_clock.monotonic());
    else
        m_reactions.gone(tag);
    scheduleSettling();
    // Neither our own closing nor a daemon that ended says that the person has seen it.
    if (how != ToastClosed::Dismissed && how != ToastClosed::Expired)
        return;
    if (tag == summaryTag())
        Q_EMIT summarySeen();
    else
        Q_EMIT seen(alertOfToast(tag));
}

void ToastPresenter::settle()
{
    Q_EMIT reacted(m_reactions.settle(m_clock.monotonic()));
    scheduleSettling();
}

void ToastPresenter::scheduleSettling()
{
    if (const std::optional<ReactionJudge::Time> deadline = m_reactions.nextDeadline())
        m_settle.start(std::max(*deadline - m_clock.monotonic(), 0ms));
}

} // namespace tocsin
