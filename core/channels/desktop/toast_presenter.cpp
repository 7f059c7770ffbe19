// SPDX-License-Identifier: MIT
#include "core/channels/desktop/toast_presenter.h"

#include "core/channels/desktop/toast_text.h"
#include "core/logging/categories.h"

#include <algorithm>
#include <optional>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
/// To the judge, a reply is one more button.
const QString ReplyKey{u"reply"_s};
} // namespace

ToastPresenter::ToastPresenter(Notifier& notifier, const Clock& clock, QObject* parent)
    : QObject{parent}
    , m_notifier{notifier}
    , m_clock{clock}
{
    m_settle.setSingleShot(true);
    m_settle.setTimerType(Qt::PreciseTimer);
    connect(&m_settle, &QTimer::timeout, this, &ToastPresenter::settle);
    connect(&m_notifier, &Notifier::closed, this, &ToastPresenter::onClosed);
    connect(&m_notifier, &Notifier::buttonPressed, this, &ToastPresenter::onPressed);
    connect(&m_notifier, &Notifier::replied, this, &ToastPresenter::onReplied);
    connect(&m_notifier, &Notifier::presented, this,
            [this](const QString& tag) { m_presses.presented(tag, m_clock.monotonic()); });
    connect(&m_notifier, &Notifier::failed, this, [](const QString&, const QString& reason) {
        qCWarning(logNotify).noquote() << "a toast could not be shown:" << reason;
    });
}

void ToastPresenter::show(const ShowToast& toShow)
{
    Toast toast = toastFor(toShow);
    if (m_dress)
        m_dress(toShow, toast);
    QStringList keys;
    for (const ToastButton& button : toast.buttons)
        keys << button.key;
    if (!toast.replyLabel.isEmpty())
        keys << ReplyKey;
    m_presses.show(toast.tag, keys, toShow.style.isExposed);
    m_reactions.shown(toast.tag, {toShow.alert.id}, m_clock.monotonic());
    m_notifier.show(toast);
}

void ToastPresenter::show(const ShowSummary& summary)
{
    if (summary.alerts.empty())
        return close(summaryTag());
    ReactionJudge::Alerts alerts;
    for (const Alert& alert : summary.alerts)
        alerts.push_back(alert.id);
    m_presses.show(summaryTag(), {}, summary.style.isExposed);
    m_reactions.shown(summaryTag(), alerts, m_clock.monotonic());
    m_notifier.show(toastFor(summary));
}

bool ToastPresenter::counts(const QString& tag, const QString& key)
{
    const PressJudge::Verdict verdict = m_presses.press(tag, key, m_clock.monotonic());
    if (verdict == PressJudge::Verdict::Counts)
        return true;
    qCInfo(logNotify).noquote() << "a press is ignored:" << wireName(verdict) << tag << key;
    return false;
}

void ToastPresenter::onPressed(const QString& tag, const QString& key, const QString& activationToken)
{
    const ReactionJudge::Alerts alerts = m_reactions.clicked(tag);
    if (alerts.empty() || !counts(tag, key)) // empty: another part of the app has shown it
        return;
    Q_EMIT reacted(alerts);
    if (key == PressJudge::DefaultKey || key == PressJudge::ReviewKey)
        Q_EMIT reviewWanted(alerts, activationToken);
    else
        Q_EMIT pressed(alerts.front(), key);
}

void ToastPresenter::onReplied(const QString& tag, const QString& text)
{
    const ReactionJudge::Alerts alerts = m_reactions.clicked(tag);
    if (alerts.empty() || !counts(tag, ReplyKey))
        return;
    Q_EMIT reacted(alerts);
    Q_EMIT replied(alerts.front(), text);
}

void ToastPresenter::close(const CloseToast& toClose)
{
    close(toastTag(toClose.id));
}

void ToastPresenter::close(const QString& tag)
{
    m_presses.gone(tag);
    m_reactions.gone(tag);
    m_notifier.close(tag);
}

void ToastPresenter::takeOver(const std::vector<ShowToast>& shown, const ShowSummary& summary)
{
    QStringList tags;
    for (const ShowToast& toast : shown) {
        tags << toastTag(toast.alert.id);
        m_presses.show(tags.last(), {}, toast.style.isExposed);
        m_reactions.shown(tags.last(), {toast.alert.id}, m_clock.monotonic());
    }
    if (!summary.alerts.empty())
        tags << summaryTag();
    m_notifier.takeOver(tags);
}

void ToastPresenter::onClosed(const QString& tag, ToastClosed how)
{
    m_presses.gone(tag);
    if (how == ToastClosed::Dismissed)
        m_reactions.dismissed(tag, m_clock.monotonic());
    else
        m_reactions.gone(tag);
    scheduleSettling();
    if (how == ToastClosed::Evicted) {
        Q_EMIT evicted(alertOfToast(tag));
        return;
    }
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
