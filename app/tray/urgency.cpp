// SPDX-License-Identifier: MIT
#include "app/tray/urgency.h"

#include <algorithm>

namespace tocsin {

namespace {

/// 0 is the most urgent.
int rankOf(const SessionView& session)
{
    switch (session.state) {
    case SessionState::Waiting:
        return session.dialog ? 0 : 3; // a dialog stops the work
    case SessionState::Error:
        return 1;
    case SessionState::Lost:
        return 2;
    case SessionState::Quiet:
        return 4;
    case SessionState::Done:
        return 5;
    case SessionState::Working:
        return 6;
    case SessionState::Idle:
        return 7;
    case SessionState::Ended:
        break;
    }
    return 8;
}

} // namespace

QList<SessionView> byUrgency(QList<SessionView> sessions)
{
    std::stable_sort(sessions.begin(), sessions.end(), [](const SessionView& one, const SessionView& other) {
        return rankOf(one) < rankOf(other);
    });
    return sessions;
}

} // namespace tocsin
