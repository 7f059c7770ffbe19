// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"
#include "core/sessions/event_table.h"
#include "core/sessions/session.h"

#include <QDateTime>

#include <cstdint>

namespace tocsin {

/// What becomes of an event, by what is known of its session.
enum class Admission : uint8_t {
    Taken,
    Late,        ///< something newer has answered it, or set the state
    SessionOver, ///< only a start or a person brings an ended session back
    LastError    ///< the error that an ended session ended with
};

/// Events may come late and twice. One that is older than what set a session's state does not set it back; it
/// still answers what was open before it, and a dialog still alerts unless something newer has answered it.
/// `at` is when it happened, UTC.
[[nodiscard]] Admission admissionOf(const Session& session, const HookEvent& event, EventKind kind,
                                    const QDateTime& at);

} // namespace tocsin
