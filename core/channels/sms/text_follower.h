// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/sms/delivery_dependencies.h"
#include "core/channels/sms/event_report.h"
#include "core/channels/sms/outgoing.h"
#include "core/channels/sms/registration.h"
#include "core/store/state_store.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <optional>
#include <vector>

namespace tocsin {

/// A text that the server took and that is not settled: held, or sent and not known to have arrived.
struct FollowedText
{
    QString sessionId{};
    Outgoing event{};       ///< as it was sent: the same request gets the answer of now
    QString monitoringId{}; ///< whose key it is; another session's would be another event
    Secret token{};         ///< in memory only; empty after a restart, until the session is registered
    QDateTime since{};      ///< UTC: the answer, or the end of the hold
    QDateTime next{};       ///< UTC: when the server is asked
    int asked{0};           ///< since `since`
    bool isHeld{false};     ///< so that an outcome is owed
    QDateTime heldUntil{};  ///< UTC, as it was reported
    TextStatus status{TextStatus::Unknown}; ///< as it was reported; not kept

    template<typename Fields> friend void listFields(Fields& fields, FollowedText& text)
    {
        fields("session", text.sessionId);
        fields("event", text.event);
        fields("monitoring_id", text.monitoringId);
        fields("since", text.since);
        fields("next", text.next);
        fields("asked", text.asked);
        fields("is_held", text.isHeld);
        fields("held_until", text.heldUntil);
    }
};

/// Learns what became of texts after the server's first answer, by asking again a few times
/// (DeliveryTiming::statusQueries), one after the other. It goes on when the session has stopped, but a
/// restart keeps only the texts of sessions that are still monitored. Part of SmsDelivery.
class TextFollower final : public QObject
{
    Q_OBJECT
public:
    explicit TextFollower(const DeliveryDependencies& dependencies, QObject* parent = nullptr);

    /// `answer`: the server's first one to `event`. Nothing when that says it all.
    void follow(const QString& sessionId, const Outgoing& event, const EventAnswer& answer,
                const SessionGrant& grant);
    /// For what a restart brought back.
    void noteGrant(const QString& sessionId, const SessionGrant& grant);
    /// The session was stopped, which ends every hold: what was held is asked for at once.
    void noteStopped(const QString& sessionId);

    /// The event with this key is not wanted any more. Nothing when it is not followed; else what to take
    /// back, which is empty while the text speaks for other events too.
    [[nodiscard]] std::optional<Withdrawal> withdraw(const QString& sessionId, const QUuid& key);
    /// There is no text of this event.
    void noteWithdrawn(const QString& sessionId, const QUuid& key);
    /// Nothing is of interest any more.
    void clear();

    [[nodiscard]] Documents documents(const QString& sessionId) const;
    void restore(const QString& sessionId, const Documents& documents);

Q_SIGNALS:
    void reported(const QString& sessionId, const tocsin::EventReport& report);
    /// documents() have changed.
    void touched(const QString& sessionId);

private:
    void schedule();
    void askNext();
    void ask(const FollowedText& text);
    void onAnswered(const QUuid& request, const Expected<EventAnswer, ApiError>& answer);
    void onFailed(FollowedText& text, const ApiError& error);
    /// False when there is no more to learn.
    [[nodiscard]] bool planNext(FollowedText& text);
    void giveUp(const QUuid& request);
    void end(const QUuid& request, const std::optional<EventOutcome>& outcome);
    void report(const FollowedText& text, const EventOutcome& outcome);
    [[nodiscard]] FollowedText* find(const QUuid& request);

    DeliveryDependencies m_dependencies;
    std::vector<FollowedText> m_texts;
    QPointer<ApiCall> m_call;
    QTimer m_timer;
};

} // namespace tocsin
