// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/channels/desktop/desktop_action.h"
#include "core/channels/desktop/notifier.h"
#include "core/channels/desktop/reaction_judge.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <vector>

namespace tocsin {

/// Shows alerts with a notifier, and says what the person did with their notifications.
class ToastPresenter final : public QObject
{
    Q_OBJECT
public:
    /// Both outlive it.
    ToastPresenter(Notifier& notifier, const Clock& clock, QObject* parent = nullptr);

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
    /// The person closed the notification of this alert, or it expired.
    void seen(tocsin::AlertId id);
    void summarySeen();

private:
    void onClosed(const QString& tag, ToastClosed how);
    void close(const QString& tag);
    void settle();
    void scheduleSettling();

    Notifier& m_notifier;
    const Clock& m_clock;
    ReactionJudge m_reactions{};
    QTimer m_settle;
};

} // namespace tocsin
