// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"

#include <vector>

namespace tocsin {

/// Show this alert on the desktop; replaces the notification of the same alert.
struct ShowToast
{
    Alert alert;
    NotificationStyle style{};
};

/// One notification for all of these, in the place of the last such one; none of them: take it away.
struct ShowSummary
{
    std::vector<Alert> alerts; ///< the most urgent first
    NotificationStyle style{};
};

/// The alert was answered or its session is over: take its notification away.
struct CloseToast
{
    AlertId id;
    QString sessionId;
    AlertKind kind{AlertKind::Waiting};
};

} // namespace tocsin
