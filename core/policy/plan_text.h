// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/plan.h"

#include <QDateTime>
#include <QString>
#include <QTimeZone>

namespace tocsin {

/// A plan in words, for people: "Notification: now, with sound. Text: after 60 s unless you react." Times are
/// local.
[[nodiscard]] QString planText(const Plan& plan, const QDateTime& nowUtc,
                               const QTimeZone& zone = QTimeZone::systemTimeZone());

/// "14:32", or "Monday, 14:32" when that is more than a day away.
[[nodiscard]] QString clockText(const QDateTime& at, const QDateTime& nowUtc,
                                const QTimeZone& zone = QTimeZone::systemTimeZone());

/// "quiet hours", "switched off", …: the end of a sentence. Empty for None.
[[nodiscard]] QString reasonText(PlanReason reason);

} // namespace tocsin
