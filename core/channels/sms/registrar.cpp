// SPDX-License-Identifier: MIT
#include "core/channels/sms/registrar.h"

#include <utility>

namespace tocsin {

RestoredRegistration restoreRegistration(const QJsonObject& document)
{
    RestoredRegistration restored;
    json::fromObject(document, restored.registration);
    EarlierRegistration earlier;
    json::fromObject(document, earlier);
    if (earlier.nextStart)
        restored.registration.start = *earlier.nextStart;
    if (earlier.nextStart || earlier.startChanged)
        restored.registration.startKey = QUuid::createUuid();
    restored.isStopWithdrawn = earlier.nextStart.has_value();
    return restored;
}

Registrar::Registrar(const DeliveryDependencies& dependencies, QObject* parent)
    : QObject{parent}
    , m_dependencies{dependencies}
{}

bool Registrar::describe(const StartMonitoring& start)
{
    const bool isRenamed = start.description != m_registration.start.description;
    m_registration.start = start;
    return isRenamed;
}

void Registrar::renew()
{
    m_registration.startKey = QUuid::createUuid();
}

Registrar::Claim Registrar::claim(const QString& account)
{
    if (m_registration.account == account)
        return Claim::Same;
    return std::exchange(m_registration.account, account).isEmpty() ? Claim::First : Claim::Other;
}

void Registrar::start()
{
    const Secret accessToken = m_dependencies.login.accessToken();
    const StartMonitoring& start = m_registration.start;
    const SessionStart body{.claudeSessionId = start.sessionId,
                            .description = start.description,
                            .hostname = start.hostname,
                            .startedAt = start.startedAt};
    const QUuid key = m_registration.startKey;
    m_call = m_dependencies.api.startSession(
        accessToken, body, key, this,
        [this, key, accessToken](const Expected<StartAnswer, ApiError>& answer) {
            m_call = nullptr;
            if (answer)
                m_grant = SessionGrant{
                    .startKey = key, .token = answer->sessionToken, .monitoringId = answer->monitoringId};
            Q_EMIT answered();
            if (answer)
                Q_EMIT granted(answer->features);
            else
                Q_EMIT failed(answer.error(), key == m_registration.startKey, accessToken);
        });
}

void Registrar::cancel()
{
    if (m_call)
        m_call->cancel();
    m_call = nullptr;
    m_grant.reset();
}

} // namespace tocsin
