// SPDX-License-Identifier: MIT
#include "core/decisions/decision_broker.h"

#include "core/ipc/waiting_protocol.h"
#include "core/logging/categories.h"

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using Code = DecideResult::Code;

DecisionBroker::~DecisionBroker()
{
    for (const auto& [alert, held] : m_held) {
        if (held.connection)
            held.connection->disconnect(this);
    }
}

bool DecisionBroker::hold(const WaitingRequest& request, const Reply& reply)
{
    const AlertId alert = request.alert;
    LocalConnection* const connection = reply.connection();
    const bool isTaken = m_held.contains(alert) || m_sending.contains(alert) || m_answered.contains(alert);
    if (!alert.isValid() || connection == nullptr || isTaken || !connection->hold(ipc::pendingReply()))
        return false;
    m_held.emplace(alert, Held{.request = request, .connection = connection});
    connect(connection, &LocalConnection::messageReceived, this,
            [this, alert](const QJsonObject& message) { take(alert, message); });
    connect(connection, &LocalConnection::ended, this, [this, alert] { connectionEnded(alert); });
    return true;
}

DecideResult DecisionBroker::decide(AlertId alert, const Decision& decision, AnswerChannel channel)
{
    if (const auto answered = m_answered.find(alert); answered != m_answered.end())
        return {.code = Code::AlreadyAnswered, .answeredBy = answered->second};
    const auto found = m_held.find(alert);
    if (found == m_held.end() || !found->second.connection)
        return {.code = Code::NotWaiting};
    const auto message = messageFor(found->second.request, decision);
    if (!message)
        return {.code = message.error() == DecisionFault::Incomplete ? Code::Incomplete : Code::OtherKind};
    LocalConnection* const connection = found->second.connection;
    m_answered.emplace(alert, channel);
    m_sending.emplace(alert, connection);
    m_held.erase(found);
    qCInfo(logPolicy).noquote() << "alert" << alert.value << "is answered:" << wireName(decision) << "by"
                                << wireName(channel);
    connection->sendToHeld(message->toJson());
    Q_EMIT ended(alert);
    return {.code = Code::Sent};
}

void DecisionBroker::release(AlertId alert)
{
    const auto found = m_held.find(alert);
    if (found == m_held.end())
        return;
    const QPointer<LocalConnection> connection = found->second.connection;
    m_held.erase(found);
    if (connection) {
        connection->disconnect(this);
        connection->answer(ipc::notPendingReply());
    }
    Q_EMIT ended(alert);
}

std::vector<const WaitingRequest*> DecisionBroker::waiting() const
{
    std::vector<const WaitingRequest*> requests;
    for (const auto& [alert, held] : m_held)
        requests.push_back(&held.request);
    return requests;
}

std::vector<AlertId> DecisionBroker::alerts() const
{
    std::vector<AlertId> alerts;
    for (const auto& [alert, held] : m_held)
        alerts.push_back(alert);
    return alerts;
}

const WaitingRequest* DecisionBroker::find(AlertId alert) const
{
    const auto found = m_held.find(alert);
    return found == m_held.end() ? nullptr : &found->second.request;
}

/// Nothing but a receipt is expected, and that only after a decision.
void DecisionBroker::take(AlertId alert, const QJsonObject& message)
{
    const auto receipt = ipc::DecisionReceipt::fromJson(message);
    if (receipt && m_sending.contains(alert))
        return finish(alert, receipt->isPrinted, receipt->isPrinted ? QString{} : receipt->problem);
    qCWarning(logIpc) << "a hook that waits sent what is no receipt; its connection ends: alert"
                      << alert.value;
    const auto held = m_held.find(alert);
    const auto sending = m_sending.find(alert);
    const QPointer<LocalConnection> connection = held != m_held.end()         ? held->second.connection
                                                 : sending != m_sending.end() ? sending->second
                                                                              : QPointer<LocalConnection>{};
    if (connection)
        connection->answer(ipc::notPendingReply());
    connectionEnded(alert);
}

void DecisionBroker::connectionEnded(AlertId alert)
{
    if (m_held.erase(alert) > 0)
        Q_EMIT ended(alert);
    else if (m_sending.contains(alert))
        finish(alert, false, {});
}

void DecisionBroker::finish(AlertId alert, bool isPrinted, const QString& problem)
{
    const auto found = m_sending.find(alert);
    const QPointer<LocalConnection> connection = found->second;
    m_sending.erase(found);
    if (connection) {
        connection->disconnect(this);
        connection->answer(ipc::notPendingReply());
    }
    if (!problem.isEmpty())
        qCWarning(logIpc).noquote() << "the decision about alert" << alert.value
                                    << "was not printed:" << problem.left(60);
    Q_EMIT delivered(alert, isPrinted, problem);
}

} // namespace tocsin
