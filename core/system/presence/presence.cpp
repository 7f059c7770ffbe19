// SPDX-License-Identifier: MIT
#include "core/system/presence/presence.h"

namespace tocsin {

using namespace Qt::StringLiterals;

QString wireName(Presence presence)
{
    switch (presence) {
    case Presence::Present:
        return u"present"_s;
    case Presence::Away:
        return u"away"_s;
    case Presence::Unknown:
        break;
    }
    return u"unknown"_s;
}

QString wireName(PresenceReason reason)
{
    switch (reason) {
    case PresenceReason::NotAsked:
        return u"not_asked"_s;
    case PresenceReason::NotKnown:
        break;
    case PresenceReason::SetByUser:
        return u"set_by_user"_s;
    case PresenceReason::TypedInTerminal:
        return u"typed_in_terminal"_s;
    case PresenceReason::Locked:
        return u"locked"_s;
    case PresenceReason::SessionInactive:
        return u"session_inactive"_s;
    case PresenceReason::RecentInput:
        return u"recent_input"_s;
    case PresenceReason::Idle:
        return u"idle"_s;
    case PresenceReason::IdleHint:
        return u"idle_hint"_s;
    }
    return u"not_known"_s;
}

} // namespace tocsin
