// SPDX-License-Identifier: MIT
#include "core/channels/desktop/freedesktop_wire.h"

#include <QDBusArgument>

using namespace Qt::StringLiterals;

namespace tocsin {

// The `(iiibiiay)` of the image-data hint: width, height, bytes a row, has alpha, bits a sample, channels,
// data. Outside the unnamed namespace, so that QtDBus finds them.
QDBusArgument& operator<<(QDBusArgument& argument, const ToastImage& image)
{
    argument.beginStructure();
    argument << image.width << image.height << image.width * 4 << true << 8 << 4 << image.rgba;
    argument.endStructure();
    return argument;
}

const QDBusArgument& operator>>(const QDBusArgument& argument, ToastImage& image)
{
    int rowStride = 0;
    int bits = 0;
    int channels = 0;
    bool alpha = false;
    argument.beginStructure();
    argument >> image.width >> image.height >> rowStride >> alpha >> bits >> channels >> image.rgba;
    argument.endStructure();
    return argument;
}

ToastClosed closedReason(uint reason)
{
    switch (reason) {
    case 1:
        return ToastClosed::Expired;
    case 2:
        return ToastClosed::Dismissed;
    case 3:
        return ToastClosed::ByUs;
    default:
        return ToastClosed::Unknown;
    }
}

NotifierCapabilities capabilitiesFrom(const QStringList& names)
{
    return {.available = true,
            .buttons = names.contains("actions"_L1),
            .bodyMarkup = names.contains("body-markup"_L1),
            .persistence = names.contains("persistence"_L1),
            .sound = names.contains("sound"_L1)};
}

} // namespace tocsin
