// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/notifier.h"
#include "core/channels/desktop/toast_image.h"

#include <QStringList>

class QDBusArgument;

namespace tocsin {

// How the Desktop Notifications Specification 1.2 writes our values on the bus.

/// The `(iiibiiay)` of the image-data hint: width, height, bytes a row, has alpha, bits a sample, channels,
/// data.
QDBusArgument& operator<<(QDBusArgument& argument, const ToastImage& image);
const QDBusArgument& operator>>(const QDBusArgument& argument, ToastImage& image);

/// The `reason` of NotificationClosed.
[[nodiscard]] ToastClosed closedReason(uint reason);

/// The answer of GetCapabilities.
[[nodiscard]] NotifierCapabilities capabilitiesFrom(const QStringList& names);

} // namespace tocsin
