// SPDX-License-Identifier: MIT
#include "core/policy/alert_topic.h"

#include <QCoreApplication>

#include <utility>

namespace tocsin {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AlertTopic)
};
} // namespace

AlertTopic topicOf(const Alert& alert)
{
    switch (alert.cause) {
    case AlertCause::Permission:
        return AlertTopic::Permission;
    case AlertCause::Question:
        return AlertTopic::Question;
    case AlertCause::Idle:
    case AlertCause::Message:
        return AlertTopic::Waiting;
    case AlertCause::Inactive:
        return AlertTopic::NoActivity;
    case AlertCause::LimitOver:
        return AlertTopic::UsageLimit;
    case AlertCause::Tool:
    case AlertCause::Api:
        return alert.isUsageLimit ? AlertTopic::UsageLimit : AlertTopic::Error;
    case AlertCause::Lost:
        return AlertTopic::Lost;
    case AlertCause::TurnDone:
        return AlertTopic::Finished;
    }
    return AlertTopic::Waiting;
}

bool isMoreUrgent(const Alert& a, const Alert& b)
{
    return std::pair{topicOf(a), a.id} < std::pair{topicOf(b), b.id};
}

Alert exampleOf(AlertTopic topic, const QDateTime& raisedAt)
{
    const auto of = [&](AlertCause cause) {
        return Alert{.kind = kindOf(cause), .cause = cause, .raisedAt = raisedAt};
    };
    switch (topic) {
    case AlertTopic::Permission:
        return of(AlertCause::Permission);
    case AlertTopic::Question:
        return of(AlertCause::Question);
    case AlertTopic::Waiting:
        return of(AlertCause::Idle);
    case AlertTopic::Error:
        return of(AlertCause::Api);
    case AlertTopic::UsageLimit: {
        Alert limit = of(AlertCause::Api);
        limit.isUsageLimit = true;
        return limit;
    }
    case AlertTopic::Finished:
        return of(AlertCause::TurnDone);
    case AlertTopic::NoActivity:
        return of(AlertCause::Inactive);
    case AlertTopic::Lost:
        return of(AlertCause::Lost);
    }
    return {};
}

QString wireName(AlertTopic topic)
{
    return AlertTopicNames.at(static_cast<size_t>(topic));
}

QString topicLabel(AlertTopic topic)
{
    switch (topic) {
    case AlertTopic::Permission:
        return Words::tr("Needs permission");
    case AlertTopic::Question:
        return Words::tr("Has a question");
    case AlertTopic::Waiting:
        return Words::tr("Waiting");
    case AlertTopic::Error:
        return Words::tr("Stopped by an error");
    case AlertTopic::UsageLimit:
        return Words::tr("Usage limit");
    case AlertTopic::Finished:
        return Words::tr("Finished");
    case AlertTopic::NoActivity:
        return Words::tr("No activity");
    case AlertTopic::Lost:
        return Words::tr("Ended unexpectedly");
    }
    return {};
}

} // namespace tocsin
