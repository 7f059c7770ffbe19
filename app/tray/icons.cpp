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

QIcon overallIcon(Overall overall)
{
    return iconNamed(overallIconName(overall));
}

Overall overallOf(SessionState state)
{
    switch (state) {
    case SessionState::Working:
        return Overall::Working;
    case SessionState::Waiting:
        return Overall::NeedsYou;
    case SessionState::Error:
    case SessionState::Lost:
        return Overall::Error;
    case SessionState::Idle:
    case SessionState::Done:
    case SessionState::Quiet:
    case SessionState::Ended:
        break;
    }
    return Overall::Idle;
}

QString overallIconName(Overall overall)
{
    switch (overall) {
    case Overall::LoggedOut:
        return u"tocsin-logged-out"_s;
    case Overall::Idle:
        return u"tocsin-idle"_s;
    case Overall::Working:
        return u"tocsin-working"_s;
    case Overall::NeedsYou:
        return u"tocsin-needs-you"_s;
    case Overall::Error:
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
    // Four bytes a pixel: the rows follow each other without padding.
    const QImage pixels = picture.convertToFormat(QImage::Format_RGBA8888);
    return {.width = pixels.width(),
            .height = pixels.height(),
            .rgba = QByteArray(reinterpret_cast<const char*>(pixels.constBits()), pixels.sizeInBytes())};
}

} // namespace tocsin
