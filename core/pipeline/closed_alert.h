// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"

#include <QDateTime>

namespace tocsin {

/// An alert that is over, as it was then.
struct ClosedAlert
{
    OpenAlert alert{};
    ClosedBy why{ClosedBy::Answered};
    QDateTime at{}; ///< UTC
};

} // namespace tocsin
