// SPDX-License-Identifier: MIT
#include "core/channels/desktop/freedesktop_wire.h"

#include "core/base/text.h"

#include <QDBusArgument>

using namespace Qt::StringLiterals;

namespace tocsin {

namespace {

constexpr int PassingMs = 10'000;
constexpr auto GnomeShell = "gnome-shell"_L1;
/// Its InvokeAction, for any program, sends ActionInvoked without the ActivationToken of a real press.
constexpr auto Plasma = "Plasma"_L1;

/// The others show buttons in a menu or not at all, and let any program press them (`dunstctl action`,
/// `makoctl invoke`).
int drawnButtons(const QString& serviceName)
{
    if (serviceName == GnomeShell)
        return 3;
    return serviceName == Plasma || serviceName == "Xfce Notify Daemon"_L1 ? 5 : 0;
}

} // namespace

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

NotifierCapabilities capabilitiesFrom(const QStringList& names, const QString& serviceName)
{
    const bool hasButtons = names.contains("actions"_L1);
    return {.available = true,
            .buttons = hasButtons,
            .drawnButtons = hasButtons ? drawnButtons(serviceName) : 0,
            .tokenProvesPress = serviceName == Plasma,
            .textReply = hasButtons && names.contains("inline-reply"_L1),
            .evictsOldest = serviceName == GnomeShell,
            .bodyMarkup = names.contains("body-markup"_L1),
            .persistence = names.contains("persistence"_L1),
            .sound = names.contains("sound"_L1),
            .service = serviceName};
}

QString replyKey()
{
    return u"inline-reply"_s;
}

QVariantMap hintsFor(const Toast& toast, const NotifierCapabilities& capabilities)
{
    QVariantMap hints{{u"urgency"_s, QVariant::fromValue(static_cast<uchar>(toast.urgency))},
                      {u"desktop-entry"_s, u"tocsin"_s}};
    if (!toast.category.isEmpty())
        hints.insert(u"category"_s, toast.category);
    if (toast.isSilent)
        hints.insert(u"suppress-sound"_s, true);
    else if (capabilities.sound && !toast.soundName.isEmpty())
        hints.insert(u"sound-name"_s, toast.soundName);
    return hints;
}

QStringList actionsFor(const Toast& toast, const NotifierCapabilities& capabilities)
{
    if (!capabilities.buttons)
        return {};
    // "default" is a click on the toast itself; Xfce draws a button if it has a label.
    QStringList actions{u"default"_s, QString{}};
    for (const ToastButton& button : toast.buttons)
        actions << button.key << button.label;
    if (capabilities.textReply && !toast.replyLabel.isEmpty())
        actions << replyKey() << toast.replyLabel;
    return actions;
}

QString bodyFor(const Toast& toast, const NotifierCapabilities& capabilities)
{
    QStringList lines{plainLine(toast.body)};
    for (const QString& line : toast.lines)
        lines << plainLine(line);
    lines.removeAll(QString{});
    const QString text = lines.join(u'\n');
    return capabilities.bodyMarkup ? text.toHtmlEscaped() : text;
}

int expiryOf(const Toast& toast)
{
    return toast.staysUntilClosed ? 0 : PassingMs;
}

} // namespace tocsin
