// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/sms/sms_delivery.h"
#include "tests/support/http_script.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/moved_clock.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace tocsin::test {

/// The Idempotency-Key.
[[nodiscard]] QUuid keyOf(const HttpRequest& request);

/// A server with one login, whose sessions m-ID have tokens t-ID-1, t-ID-2, …; only the latest is good. What
/// `fault` answers comes first. With the feature `hold` it holds events and withdraws them.
class DeliveryServer final
{
public:
    DeliveryServer();

    [[nodiscard]] HttpScript& http() { return m_http; }
    [[nodiscard]] QList<HttpRequest> events(const QString& id) const;
    [[nodiscard]] QList<HttpRequest> heartbeats(const QString& id) const;
    [[nodiscard]] QList<HttpRequest> starts() const;
    [[nodiscard]] QList<HttpRequest> stops() const;
    /// Each try, by the key of the event.
    [[nodiscard]] QList<QUuid> withdrawals() const;
    /// The keys of the events that were texted, or will be.
    [[nodiscard]] QList<QUuid> texts() const;
    void endHolds(); ///< every hold is over now
    void revoke(const QString& id) { m_good.remove(id); }

    std::function<std::optional<HttpAnswer>(const HttpRequest&)> fault{};
    QString accessToken{QStringLiteral("access")};
    /// The server does what it was asked to, but its answer is lost.
    std::function<bool(const HttpRequest&)> losesAnswer{};
    QStringList features{};                   ///< as announced
    QJsonObject textAnswer{};                 ///< to an event that is texted, beside `sms_sent`
    std::chrono::milliseconds holdUnit{1000}; ///< how long a second of `hold_seconds` is
    bool hasClock{false}; ///< dates its answers, and finds events of more than 15 minutes ago too old

private:
    struct KnownEvent
    {
        QUuid key{};
        QDateTime heldUntil{}; ///< invalid: texted at once
        bool withdrawn{false};
        bool ended{false};
    };

    [[nodiscard]] HttpAnswer answer(const HttpRequest& request);
    [[nodiscard]] HttpAnswer answerEvent(const HttpRequest& request);
    [[nodiscard]] HttpAnswer answerWithdrawal(const HttpRequest& request);
    [[nodiscard]] KnownEvent* find(const QUuid& key);
    [[nodiscard]] HttpAnswer answerStart(const HttpRequest& request);

    HttpScript m_http;
    QList<KnownEvent> m_events;
    QHash<QString, QString> m_good;
    int m_issued{0};
};

/// What each test of delivery starts with: a server, a login and a delivery that beats only when a test
/// wants it.
class DeliveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup();

protected:
    void setUp();
    void logIn(const QString& token = QStringLiteral("access"),
               const QString& phone = QStringLiteral("+1***0123"));
    void start(const QString& id, const QString& description = QStringLiteral("work"));
    QUuid send(const QString& id, ServerEventType type = ServerEventType::Done, const QString& text = {},
               std::chrono::seconds age = {});
    /// Not to be texted before `left` from now.
    QUuid sendHeld(const QString& id, std::chrono::milliseconds left,
                   ServerEventType type = ServerEventType::Waiting, const QString& text = {});
    void withdraw(const QString& id, const QUuid& key) { m_delivery->carryOut(WithdrawEvent{id, key}); }
    void stop(const QString& id);
    [[nodiscard]] DeliveryStatus state(const QString& id) const { return m_delivery->textState(id); }
    /// A delivery of its own, in the last one's place.
    void restart(const DeliveryTiming& timing);
    using Saved = QMap<QString, Documents>;
    [[nodiscard]] Saved save() const { return {{A, m_delivery->documents(A)}}; }
    [[nodiscard]] EventOutcome outcome(int i) const { return m_answered->at(i).at(2).value<EventOutcome>(); }
    [[nodiscard]] WithdrawResult withdrawResult(int i) const
    {
        return m_withdrawn->at(i).at(2).value<WithdrawResult>();
    }

    const QString A{QStringLiteral("session-a")};
    const QString B{QStringLiteral("session-b")};
    std::unique_ptr<DeliveryServer> m_server;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<ApiClient> m_api;
    std::unique_ptr<MemoryTokenStore> m_store;
    std::unique_ptr<MovedClock> m_clock;
    std::unique_ptr<ServerLogin> m_login;
    std::unique_ptr<QRandomGenerator> m_random;
    std::unique_ptr<SmsDelivery> m_delivery;
    std::unique_ptr<QSignalSpy> m_answered;
    std::unique_ptr<QSignalSpy> m_failed;
    std::unique_ptr<QSignalSpy> m_withdrawn;
    std::unique_ptr<QSignalSpy> m_ended;
};

} // namespace tocsin::test
