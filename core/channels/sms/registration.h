// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/sms/sms_action.h"
#include "core/channels/sms/sms_fields.h"
#include "core/server/api/secret.h"

#include <QUuid>

#include <optional>

namespace tocsin {

/// A session's registration at the server, as far as a restart has to know it.
struct Registration
{
    StartMonitoring start{};
    QUuid startKey{};       ///< Idempotency-Key of the start; a new one makes a new registration
    bool startTried{false}; ///< the server may know the session
    QString account{};      ///< ServerLogin::accountId(): whose phone the queue is for
    QDateTime lastActivity{};

    template<typename Fields> friend void listFields(Fields& fields, Registration& registration)
    {
        fields("start", registration.start);
        fields("start_key", registration.startKey);
        fields("start_tried", registration.startTried);
        fields("account", registration.account);
        fields("last_activity", registration.lastActivity);
    }
};

/// What earlier versions kept beside it; only read, by restoreRegistration().
struct EarlierRegistration
{
    bool startChanged{false};                   ///< to be registered again, with what `start` says
    std::optional<StartMonitoring> nextStart{}; ///< after the stop in the queue

    template<typename Fields> friend void listFields(Fields& fields, EarlierRegistration& registration)
    {
        fields("start_changed", registration.startChanged);
        fields("next_start", registration.nextStart);
    }
};

/// What the server gave for a start. In memory only.
struct SessionGrant
{
    QUuid startKey{}; ///< of the registration that it belongs to
    Secret token{};
    QString monitoringId{};
};

struct RestoredRegistration
{
    Registration registration{};
    bool isStopWithdrawn{false}; ///< the stop that the outbox ends with, if any
};

[[nodiscard]] RestoredRegistration restoreRegistration(const QJsonObject& document);

} // namespace tocsin
