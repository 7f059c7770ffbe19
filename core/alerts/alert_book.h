// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"
#include "core/claude/hooks/tool_call_key.h"

#include <QJsonValue>
#include <QUuid>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace tocsin {

/// How a notification comes.
struct NotificationStyle
{
    bool isUrgent{false}; ///< it stays until the person acts
    bool hasSound{false};
    bool hidesContents{false}; ///< no command, question or message
    bool isExposed{false};     ///< the screen is locked or shared: nothing can be pressed

    friend bool operator==(const NotificationStyle&, const NotificationStyle&) = default;
};

/// Where an alert stands on the desktop.
struct DesktopState
{
    enum class Progress : uint8_t {
        Unplanned,
        Withheld, ///< not to be shown; `reason` says why
        Due,      ///< to be shown at `at`
        Grouped,  ///< counted, to be shown with the next ones of its kind
        Showing,  ///< handed to the notification service, or about to be
        Seen      ///< closed by the person, or expired: not shown again
    };
    Progress progress{Progress::Unplanned};
    QDateTime at{};           ///< UTC, with Due
    bool isOnScreen{false};   ///< a notification under this id is there, or about to be
    bool isInSummary{false};  ///< with Showing: one of several in a notification
    bool isHandedOver{false}; ///< with Showing: a crash before it shows the notification again
    QDateTime shownAt{};      ///< UTC, for the first time; invalid before
    NotificationStyle style{};
    QString reason{}; ///< with Withheld and Due: why not, or not yet
};

[[nodiscard]] QString wireName(DesktopState::Progress progress);

/// Where an alert stands on its way to the phone.
struct SmsState
{
    enum class Progress : uint8_t {
        Unplanned,
        Withheld, ///< not to be texted; `reason` says why
        Due,      ///< to be sent at `at`, once the session is monitored
        Pending,  ///< on its way to the server
        Held,     ///< by the server, which texts at `holdUntil`
        Recalled, ///< on its way to the server or held there, and no longer wanted
        Sent,
        HeldBack, ///< by a limit of the server: tried again at `at`
        GivenUp
    };
    Progress progress{Progress::Unplanned};
    QDateTime at{};        ///< UTC, with Due and HeldBack; with Recalled the next try, if there is one
    QDateTime holdUntil{}; ///< UTC, of the text, where the server is to wait with it; else invalid
    QUuid key{};           ///< Idempotency-Key of the event that was sent last
    QString reason{};      ///< with all but Pending and Sent: why not, or not yet
    QString delivery{};    ///< with Sent: `queued`, `sent`, `delivered`, `undelivered`; empty when not known
    int more{0};           ///< alerts without a text of their own that this text stands for too
    /// How long the server may wait with it while the person is at another computer.
    std::chrono::seconds graceElsewhere{0};
    bool waitsElsewhere{false}; ///< with Held: the server does so
};

[[nodiscard]] QString wireName(SmsState::Progress progress);

/// An alert that was not answered yet: the one place that knows it.
struct OpenAlert
{
    Alert alert{};
    HookTimestamp stamp{}; ///< of the hook that raised it
    ToolCallKey call{};    ///< of permissions and questions
    bool isSettled{false}; ///< Claude Code itself has waited before it said so
    QUuid hook{};          ///< that raised it; null after a restart
    bool isHeld{false};    ///< that hook waits, so the alert can be answered; not after a restart
    DesktopState desktop{};
    SmsState sms{};
    QDateTime knownAt{};    ///< UTC, when the app heard of it
    QDateTime resumedAt{};  ///< UTC, when what had silenced it for a while was over; invalid: nothing had
    bool hasReacted{false}; ///< the person has seen it: clicked or closed its notification

    [[nodiscard]] bool isDialog() const
    {
        return alert.cause == AlertCause::Permission || alert.cause == AlertCause::Question;
    }
};

/// What an alert is raised with; everything else about it is the book's.
struct NewAlert
{
    Alert alert{}; ///< without an id, or with one of AlertBook::nextId()
    HookTimestamp stamp{};
    ToolCallKey call{};
    bool isSettled{false};
    QUuid hook{};
    bool isHeld{false};
};

/// Every open alert once, with its state in each channel. Sessions raise and close alerts here; the channels
/// note here what became of them.
class AlertBook final
{
public:
    [[nodiscard]] AlertId raise(const NewAlert& alert);
    /// For what may become an alert.
    [[nodiscard]] AlertId nextId() { return AlertId{++m_lastId}; }
    /// The same alert again, in other words: takes the place of `id` and keeps its name. As it was before.
    [[nodiscard]] OpenAlert raiseAgain(AlertId id, const NewAlert& alert);
    /// As it was; nothing when it is not open.
    [[nodiscard]] std::optional<OpenAlert> close(AlertId id);

    [[nodiscard]] OpenAlert* find(AlertId id);
    [[nodiscard]] const OpenAlert* find(AlertId id) const;
    /// The oldest first.
    [[nodiscard]] std::vector<const OpenAlert*> ofSession(const QString& sessionId) const;
    [[nodiscard]] const OpenAlert* findOfKind(const QString& sessionId, AlertKind kind) const;
    [[nodiscard]] bool hasDialog(const QString& sessionId) const;
    /// Of the oldest dialog that is open.
    [[nodiscard]] std::optional<AlertKind> dialogOf(const QString& sessionId) const;
    /// The oldest first.
    [[nodiscard]] std::map<AlertId, OpenAlert>& open() { return m_open; }
    [[nodiscard]] const std::map<AlertId, OpenAlert>& open() const { return m_open; }

    /// The session is forgotten.
    void forget(const QString& sessionId);

    [[nodiscard]] QJsonValue saved(const QString& sessionId) const;
    void restore(const QString& sessionId, const QJsonValue& saved);
    [[nodiscard]] qint64 lastId() const { return m_lastId; }
    /// The next alert's id is a higher one.
    void skipIdsUpTo(qint64 id) { m_lastId = std::max(m_lastId, id); }

private:
    std::map<AlertId, OpenAlert> m_open;
    std::multimap<QString, AlertId> m_bySession;
    qint64 m_lastId{0};
};

} // namespace tocsin
