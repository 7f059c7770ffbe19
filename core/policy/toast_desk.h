// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/action.h"
#include "core/policy/notification_throttle.h"
#include "core/sessions/session_event.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>

#include <compare>
#include <map>
#include <optional>
#include <vector>

namespace tocsin {

/// What the desktop shows: one toast for each session and kind of alert, with the newest alert of that kind
/// that is still open.
class ToastDesk final
{
public:
    explicit ToastDesk(const ThrottleIntervals& pauses)
        : m_pace{pauses}
    {}
    void setPauses(const ThrottleIntervals& pauses) { m_pace.setPauses(pauses); }

    /// Shows what was held back and is due.
    void tick(const QDateTime& now, Actions& actions);
    [[nodiscard]] std::optional<QDateTime> nextDeadline() const { return m_pace.nextDeadline(); }
    void clockSetBack(std::chrono::milliseconds by) { m_pace.clockSetBack(by); }
    /// What is open is about to be shown as it stands.
    void dropHeld() { m_pace.dropHeld(); }
    /// False when this pause has been told already.
    [[nodiscard]] bool raise(const AlertRaised& raised, Actions& actions);
    void close(const AlertClosed& closed, Actions& actions);
    void pauseOver(const QString& sessionId) { m_told.remove(sessionId); }
    /// The person is there: what comes next is news.
    void prompt(const QString& sessionId) { m_pace.forget(sessionId); }
    /// To be shown, and not handed over yet: a crash between the two must not swallow it.
    void owe(const Alert& alert) { m_owed.insert_or_assign({alert.sessionId, alert.kind}, alert); }
    void handedOver(const Alert& alert) { m_owed.erase({alert.sessionId, alert.kind}); }
    [[nodiscard]] std::vector<Alert> owed() const;

    /// The toasts stay, to be read.
    void forget(const QString& sessionId);

    /// What of it belongs to one session; empty when nothing does.
    [[nodiscard]] QJsonObject saved(const QString& sessionId) const;
    void restore(const QString& sessionId, const QJsonObject& saved);

    /// What changed on the desktop between two moments: nothing is shown only to be closed again.
    using Shown = std::map<std::pair<QString, AlertKind>, Alert>;
    [[nodiscard]] Shown shown() const;
    [[nodiscard]] static Actions difference(const Shown& before, const Shown& after);

private:
    struct Entry
    {
        int number{0};
        Alert alert{};

        template<typename Fields> friend void listFields(Fields& fields, Entry& entry)
        {
            fields("number", entry.number);
            fields("alert", entry.alert);
        }
    };
    using Toast = std::pair<AlertKind, std::vector<Entry>>;

    std::map<std::pair<QString, AlertKind>, std::vector<Entry>> m_open; ///< the newest last
    std::map<std::pair<QString, AlertKind>, Alert> m_owed;
    NotificationThrottle m_pace;
    QSet<QString> m_told; ///< sessions whose pause was told
};

} // namespace tocsin
