// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"

#include <chrono>

namespace tocsin {

/// For how long after a toast the next ones of the same session and kind are only counted, to be one toast
/// when it is over. Zero: each is shown as it comes.
///
/// Permissions and questions have none: Claude stands still until each of them is answered.
struct ThrottleIntervals
{
    std::chrono::seconds error{10};
    std::chrono::seconds done{10};
    std::chrono::seconds waiting{10};

    [[nodiscard]] std::chrono::seconds of(AlertKind kind) const
    {
        switch (kind) {
        case AlertKind::Error:
            return error;
        case AlertKind::Done:
            return done;
        case AlertKind::Waiting:
            return waiting;
        case AlertKind::Permission:
        case AlertKind::Question:
            break;
        }
        return std::chrono::seconds{0};
    }
    [[nodiscard]] bool operator==(const ThrottleIntervals&) const = default;
};

} // namespace tocsin
