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

int urgencyRank(SessionState state, std::optional<AlertKind> dialog)
{
    switch (state) {
    case SessionState::Waiting:
        return dialog ? 0 : 2;
    case SessionState::Error:
        return 1;
    case SessionState::Quiet:
        return 3;
    case SessionState::Lost: // for as long as it is remembered
        return 4;
    case SessionState::Working:
        return 5;
    case SessionState::Done:
        return 6;
    case SessionState::Idle:
        return 7;
    case SessionState::Ended:
        break;
    }
    return 8;
}

} // namespace tocsin
