// SPDX-License-Identifier: MIT
#include "core/sessions/session_view.h"

namespace tocsin {

using namespace Qt::StringLiterals;

QString wireName(SessionState state)
{
    switch (state) {
    case SessionState::Idle:
        return u"idle"_s;
    case SessionState::Working:
        return u"working"_s;
    case SessionState::Waiting:
        return u"waiting"_s;
    case SessionState::Done:
        return u"done"_s;
    case SessionState::Error:
        return u"error"_s;
    case SessionState::Quiet:
        return u"quiet"_s;
    case SessionState::Ended:
        return u"ended"_s;
    case SessionState::Lost:
        return u"lost"_s;
    }
    return {};
}

} // namespace tocsin
