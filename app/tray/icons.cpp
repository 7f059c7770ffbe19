// SPDX-License-Identifier: MIT
#include "app/tray/icons.h"

#include "resources/resources.h"

#include <QImage>

using namespace Qt::StringLiterals;

namespace tocsin {

namespace {

constexpr int ToastIconSize = 64;

QIcon iconNamed(const QString& name)
{
    initResources();
    QIcon icon;
    const QList<int> sizes = iconSizes();
    for (const int size : sizes)
        icon.addFile(iconPath(name, size), {size, size});
    return icon;
}

} // namespace

QIcon appIcon()
{
    return iconNamed(u"tocsin"_s);
}

QIcon statusIcon(TrayStatus status)
{
    return iconNamed(statusIconName(status));
}

TrayStatus trayStatusOf(SessionState state)
{
    switch (state) {
    case SessionState::Working:
        return TrayStatus::Working;
    case SessionState::Waiting:
        return TrayStatus::NeedsYou;
    case SessionState::Error:
    case SessionState::Lost:
        return TrayStatus::Error;
    case SessionState::Idle:
    case SessionState::Done:
    case SessionState::Quiet:
    case SessionState::Ended:
        break;
    }
    return TrayStatus::Idle;
}

QString statusIconName(TrayStatus status)
{
    switch (status) {
    case TrayStatus::LoggedOut:
        return u"tocsin-logged-out"_s;
    case TrayStatus::Idle:
        return u"tocsin-idle"_s;
    case TrayStatus::Working:
        return u"tocsin-working"_s;
    case TrayStatus::NeedsYou:
        return u"tocsin-needs-you"_s;
    case TrayStatus::Error:
        return u"tocsin-error"_s;
    }
    return u"tocsin"_s;
}

ToastImage toastImage(const QString& iconName)
{
    initResources();
    const QImage picture{iconPath(iconName, ToastIconSize)};
    if (picture.isNull())
        return {};
    // Four bytes per pixel, so the rows have no padding.
    const QImage pixels = picture.convertToFormat(QImage::Format_RGBA8888);
    return {.width = pixels.width(),
            .height = pixels.height(),
            .rgba = QByteArray(reinterpret_cast<const char*>(pixels.constBits()), pixels.sizeInBytes())};
}

} // namespace tocsin
