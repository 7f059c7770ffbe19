// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/notifier.h"
#include "core/channels/desktop/toast_image.h"

#include <QStringList>
#include <QVariantMap>

class QDBusArgument;

namespace tocsin {

// How the Desktop Notifications Specification 1.2 writes our values on the bus.

/// The `(iiibiiay)` of the image-data hint: width, height, bytes a row, has alpha, bits a sample, channels,
/// data.
QDBusArgument& operator<<(QDBusArgument& argument, const ToastImage& image);
const QDBusArgument& operator>>(const QDBusArgument& argument, ToastImage& image);

/// The `reason` of NotificationClosed.
[[nodiscard]] ToastClosed closedReason(uint reason);

/// The answers of GetCapabilities, and the name of GetServerInformation.
[[nodiscard]] NotifierCapabilities capabilitiesFrom(const QStringList& names, const QString& serviceName);

/// What org.freedesktop.Notifications gets with Notify, but for the image.
[[nodiscard]] QVariantMap hintsFor(const Toast& toast, const NotifierCapabilities& capabilities);
[[nodiscard]] QStringList actionsFor(const Toast& toast, const NotifierCapabilities& capabilities);
[[nodiscard]] QString bodyFor(const Toast& toast, const NotifierCapabilities& capabilities);
/// Milliseconds; 0: it stays. Some services keep what has no time of its own.
[[nodiscard]] int expiryOf(const Toast& toast);

/// The key of the button with a text field.
[[nodiscard]] QString replyKey();

} // namespace tocsin
