// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"

namespace tocsin {

/// Show this alert on the desktop; replaces the notification of the same alert.
struct ShowToast
{
    Alert alert;
};

/// The alert was answered or its session is over: take its notification away.
struct CloseToast
{
    AlertId id;
    QString sessionId;
    AlertKind kind{AlertKind::Waiting};
};

} // namespace tocsin
