// SPDX-License-Identifier: MIT
#pragma once

#include "core/decisions/decision.h"
#include "core/decisions/waiting_request.h"
#include "core/ipc/local_connection.h"

#include <QObject>
#include <QPointer>

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace tocsin {

/// What became of a try to decide.
struct DecideResult
{
    enum class Code : uint8_t {
        Sent,            ///< to the hook; AnswerOutcome tells what became of it
        NotWaiting,      ///< no hook waits for it (any more)
        AlreadyAnswered, ///< by `answeredBy`: the first answer counts
        OtherKind,       ///< DecisionFault
        Incomplete
    };
    Code code{Code::NotWaiting};
    std::optional<AnswerChannel> answeredBy{};

    [[nodiscard]] bool isSent() const { return code == Code::Sent; }
};

/// Knows which connection waits for the answer to which alert, and sends decisions there: one alert, one
/// connection, one decision. Decisions come from calls of decide() alone; what the socket brings can only end
/// the waiting.
class DecisionBroker final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    ~DecisionBroker() override;

    /// Keeps the connection that brought `request`, which names its alert. False when it cannot be kept, or
    /// when the alert can be answered already.
    [[nodiscard]] bool hold(const WaitingRequest& request, const Reply& reply);
    [[nodiscard]] DecideResult decide(AlertId alert, const Decision& decision, AnswerChannel channel);
    /// Lets the hook go without a decision: its dialog is for the terminal, or over.
    void release(AlertId alert);

    /// Those that can be answered, the oldest first.
    [[nodiscard]] std::vector<const WaitingRequest*> waiting() const;
    [[nodiscard]] std::vector<AlertId> alerts() const;
    [[nodiscard]] const WaitingRequest* find(AlertId alert) const;
    /// The channel that answered is remembered while the alert is open.
    void forget(AlertId alert) { m_answered.erase(alert); }

Q_SIGNALS:
    /// The request is no longer to be answered; it is not found any more.
    void ended(tocsin::AlertId alert);
    /// After a decision was sent, once: whether the hook has printed it. `problem` is for the log; empty when
    /// the connection ended before the hook said anything.
    void delivered(tocsin::AlertId alert, bool isPrinted, const QString& problem);

private:
    struct Held
    {
        WaitingRequest request;
        QPointer<LocalConnection> connection;
    };

    void take(AlertId alert, const QJsonObject& message);
    void connectionEnded(AlertId alert);
    void finish(AlertId alert, bool isPrinted, const QString& problem);

    std::map<AlertId, Held> m_held;                         ///< can be answered
    std::map<AlertId, QPointer<LocalConnection>> m_sending; ///< answered, and the receipt is awaited
    std::map<AlertId, AnswerChannel> m_answered;
};

} // namespace tocsin
