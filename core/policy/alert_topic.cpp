// SPDX-License-Identifier: MIT
#include "core/policy/alert_topic.h"

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

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

QString wireName(AlertTopic topic)
{
    switch (topic) {
    case AlertTopic::Permission:
        return u"permission"_s;
    case AlertTopic::Question:
        return u"question"_s;
    case AlertTopic::Waiting:
        return u"waiting"_s;
    case AlertTopic::Error:
        return u"error"_s;
    case AlertTopic::UsageLimit:
        return u"usage_limit"_s;
    case AlertTopic::Finished:
        return u"finished"_s;
    case AlertTopic::NoActivity:
        return u"no_activity"_s;
    case AlertTopic::Lost:
        return u"lost"_s;
    }
    return {};
}

} // namespace tocsin
