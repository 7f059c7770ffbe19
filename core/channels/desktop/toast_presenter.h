// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/channels/desktop/desktop_action.h"
#include "core/channels/desktop/notifier.h"
#include "core/channels/desktop/press_judge.h"
#include "core/channels/desktop/reaction_judge.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <vector>

namespace tocsin {

/// Shows alerts with a notifier, and says what the person did with their notifications.
class ToastPresenter final : public QObject
{
    Q_OBJECT
public:
    /// Both outlive it.
    ToastPresenter(Notifier& notifier, const Clock& clock, QObject* parent = nullptr);

    /// Adds to a notification that is about to be shown what can be done in it.
    using Dresser = std::function<void(const ShowToast& toShow, Toast& toast)>;
    void setDresser(Dresser dresser) { m_dress = std::move(dresser); }

    void show(const ShowToast& toShow);
    /// A summary of no alerts is closed.
    void show(const ShowSummary& summary);
    void close(const CloseToast& toClose);
    /// Before anything is shown: what an earlier program left on the screen, to be replaced or closed in
    /// place.
    void takeOver(const std::vector<ShowToast>& shown, const ShowSummary& summary);

Q_SIGNALS:
    /// The person clicked a notification of these alerts, or closed it by hand.
    void reacted(const tocsin::ReactionJudge::Alerts& alerts);
    /// They want to see what these alerts are about: a click on the notification, or Review. The token lets a
    /// window come to the front; it may be empty.
    void reviewWanted(const tocsin::ReactionJudge::Alerts& alerts, const QString& activationToken);
    /// They pressed a button that the dresser added, or typed into its text field; as PressJudge has it.
    void pressed(tocsin::AlertId id, const QString& key);
    void replied(tocsin::AlertId id, const QString& text);
    /// The person closed the notification of this alert, or it expired.
    void seen(tocsin::AlertId id);
    void summarySeen();
    /// The desktop took it away to make room: of this alert, or not valid for the summary.
    void evicted(tocsin::AlertId id);

private:
    [[nodiscard]] bool counts(const QString& tag, const QString& key);
    void onPressed(const QString& tag, const QString& key, const QString& activationToken);
    void onReplied(const QString& tag, const QString& text);
    void onClosed(const QString& tag, ToastClosed how);
    void close(const QString& tag);
    void settle();
    void scheduleSettling();

    Notifier& m_notifier;
    const Clock& m_clock;
    Dresser m_dress;
    PressJudge m_presses{};
    ReactionJudge m_reactions{};
    QTimer m_settle;
};

} // namespace tocsin
