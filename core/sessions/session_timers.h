// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"
#include "core/sessions/probes.h"
#include "core/sessions/session.h"
#include "core/sessions/session_event.h"
#include "core/sessions/session_rules.h"

#include <QDateTime>

#include <optional>

namespace tocsin {

/// When advanceTime() next has something to do for this session. `hasDialog`: a dialog of it is open.
[[nodiscard]] QDateTime deadlineOf(const Session& session, const SessionRules& rules, bool hasDialog);

/// What time alone does to a session: its turn is finished, it becomes inactive or active again, it is given
/// up. Each of them at the time it was due, which may be long before `now`.
void advanceTime(Session& session, AlertBook& alerts, const SessionRules& rules,
                 const TranscriptProbe& transcripts, const QDateTime& now, SessionEvents& events);

/// After a jump of the clock. Nothing is due later than it would be if it began now, and silence starts over.
void rebaseTimers(Session& session, const SessionRules& rules, const QDateTime& now);

/// When a session is to be forgotten.
[[nodiscard]] QDateTime expiresAt(const Session& session, const SessionRules& rules);

/// Time of the latest hook, transcript entry or status up to `now`.
[[nodiscard]] QDateTime lastActivityOf(const Session& session, const TranscriptProbe& transcripts,
                                       const QDateTime& now);

} // namespace tocsin
