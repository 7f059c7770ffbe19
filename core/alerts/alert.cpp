// SPDX-License-Identifier: MIT
#include "core/alerts/alert.h"

namespace tocsin {

using namespace Qt::StringLiterals;

AlertKind kindOf(AlertCause cause)
{
    switch (cause) {
    case AlertCause::Permission:
        return AlertKind::Permission;
    case AlertCause::Question:
        return AlertKind::Question;
    case AlertCause::Idle:
    case AlertCause::Inactive:
    case AlertCause::Message:
    case AlertCause::LimitOver:
        return AlertKind::Waiting;
    case AlertCause::Tool:
    case AlertCause::Api:
    case AlertCause::Lost:
        return AlertKind::Error;
    case AlertCause::TurnDone:
        return AlertKind::Done;
    }
    return AlertKind::Waiting;
}

QString wireName(AlertCause cause)
{
    switch (cause) {
    case AlertCause::Permission:
        return u"permission"_s;
    case AlertCause::Question:
        return u"question"_s;
    case AlertCause::Idle:
        return u"idle"_s;
    case AlertCause::Inactive:
        return u"inactive"_s;
    case AlertCause::Message:
        return u"message"_s;
    case AlertCause::LimitOver:
        return u"limit_over"_s;
    case AlertCause::Tool:
        return u"tool"_s;
    case AlertCause::Api:
        return u"api"_s;
    case AlertCause::Lost:
        return u"lost"_s;
    case AlertCause::TurnDone:
        return u"done"_s;
    }
    return {};
}

QString wireName(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Permission:
        return u"permission"_s;
    case AlertKind::Question:
        return u"question"_s;
    case AlertKind::Waiting:
        return u"waiting"_s;
    case AlertKind::Error:
        return u"error"_s;
    case AlertKind::Done:
        return u"done"_s;
    }
    return {};
}

QString wireName(ClosedBy why)
{
    switch (why) {
    case ClosedBy::Answered:
        return u"answer"_s;
    case ClosedBy::Prompt:
        return u"prompt"_s;
    case ClosedBy::Work:
        return u"work"_s;
    case ClosedBy::SessionEnd:
        return u"session_end"_s;
    case ClosedBy::Forgotten:
        return u"forgotten"_s;
    }
    return {};
}

} // namespace tocsin
