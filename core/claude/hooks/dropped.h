// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>

namespace tocsin {

/// Why something that came in led to nothing. Never an error for Claude Code: logged and counted.
enum class DropReason : uint8_t {
    Malformed,     ///< a field is missing or has another type; `detail` names it
    UnknownEvent,  ///< a hook event or notification type we have no use for
    Duplicate,     ///< this event id was taken before (live and through the spool)
    Late,          ///< something newer of the same session has already been taken
    SessionEnded,  ///< the session is over
    SameDialog,    ///< this dialog has its alert already
    AlreadyTold,   ///< this pause was told before on every channel
    StillWorking,  ///< Claude Code waits for input while background work goes on
    NothingRan,    ///< the prompt was blocked or refused: there is nothing to wait for
    OtherTerminal, ///< the session is open in another terminal too, and goes on there
    NotAttended,   ///< a headless session or a teammate, which cause no alerts by default
    ShortTurn,     ///< the turn was shorter than the user's minimum, or one of Tocsin's own commands
    BadPattern     ///< a blocking pattern of the user's is no regular expression
};

struct Dropped
{
    DropReason reason{DropReason::Malformed};
    QString detail{}; ///< for the log: names and types, never a value from outside
};

/// `malformed`, `unknown_event`, `duplicate`, … for logs, counters and tests.
[[nodiscard]] QString wireName(DropReason reason);

} // namespace tocsin
