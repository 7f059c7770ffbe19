// SPDX-License-Identifier: MIT
#include "core/claude/hooks/dropped.h"

namespace tocsin {

using namespace Qt::StringLiterals;

QString wireName(DropReason reason)
{
    switch (reason) {
    case DropReason::Malformed:
        return u"malformed"_s;
    case DropReason::UnknownEvent:
        return u"unknown_event"_s;
    case DropReason::Duplicate:
        return u"duplicate"_s;
    case DropReason::Late:
        return u"late"_s;
    case DropReason::SessionEnded:
        return u"session_ended"_s;
    case DropReason::SameDialog:
        return u"same_dialog"_s;
    case DropReason::AlreadyTold:
        return u"already_told"_s;
    case DropReason::StillWorking:
        return u"still_working"_s;
    case DropReason::NothingRan:
        return u"nothing_ran"_s;
    case DropReason::OtherTerminal:
        return u"other_terminal"_s;
    case DropReason::NotAttended:
        return u"not_attended"_s;
    case DropReason::ShortTurn:
        return u"short_turn"_s;
    case DropReason::BadPattern:
        return u"bad_pattern"_s;
    }
    return {};
}

} // namespace tocsin
