// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/coalescing_timer.h"
#include "core/channels/sms/sms_delivery.h"
#include "core/pipeline/event_pipeline.h"
#include "core/pipeline/surroundings_watcher.h"
#include "core/settings/settings.h"
#include "core/system/local_machine.h"
#include "core/system/presence/presence_monitor.h"
#include "core/system/presence/terminal_focus_probe.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QString>
#include <QStringList>

namespace tocsin {

/// Has the person's presence watched while an alert may still be shown or texted, and at each heartbeat, and
/// says what is known in SurroundingsWatcher: of this computer, and of each session's terminal.
class PresenceWatcher final : public QObject
{
    Q_OBJECT
public:
    /// All of these outlive it.
    struct Parts
    {
        EventPipeline& pipeline;
        SurroundingsWatcher& surroundings;
        PresenceMonitor& monitor;
        TerminalFocusProbe& focus;
        SmsDelivery& delivery;
        Settings& settings;
        LocalMachine machine; ///< whose terminals can be seen
    };
    explicit PresenceWatcher(Parts parts, QObject* parent = nullptr);

    /// "I'm away", "I'm here"; Unknown takes it back. Kept over restarts.
    void setByUser(Presence presence);
    [[nodiscard]] Presence setByUser() const;
    [[nodiscard]] Assessment assessment() const { return m_parts.monitor.assessment(); }
    /// For diagnostics: what is known, and each source.
    [[nodiscard]] QStringList report() const;

Q_SIGNALS:
    /// Of the person at this computer, as far as it is known; it is while an alert is open.
    void presenceChanged(tocsin::Presence presence);

private:
    void look();
    void publish();
    void askFocus(const WatchedSession& session);
    void noteFocus(const QString& sessionId, bool isFocused);
    [[nodiscard]] Presence presenceOf(const WatchedSession& session);
    [[nodiscard]] QList<WatchedSession> sessionsInQuestion() const;

    Parts m_parts;
    CoalescingTimer m_lookSoon;
    QHash<QString, bool> m_focused;
    QElapsedTimer m_sinceLook;
    Presence m_presence{Presence::Unknown};
};

} // namespace tocsin
