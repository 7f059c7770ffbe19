// SPDX-License-Identifier: MIT
#include "core/channels/desktop/freedesktop_signals.h"

#include "core/logging/categories.h"

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

FreedesktopSignals::FreedesktopSignals(const QDBusConnection& bus, QObject* parent)
    : QObject{parent}
{
    const QString path = u"/org/freedesktop/Notifications"_s;
    const QString interface = u"org.freedesktop.Notifications"_s;
    // From any sender: with a service here QtDBus would drop the others' without a word.
    QDBusConnection connection{bus};
    connection.connect({}, path, interface, u"NotificationClosed"_s, this,
                       SLOT(onNotificationClosed(uint, uint, QDBusMessage)));
    connection.connect({}, path, interface, u"ActionInvoked"_s, this,
                       SLOT(onActionInvoked(uint, QString, QDBusMessage)));
    connection.connect({}, path, interface, u"ActivationToken"_s, this,
                       SLOT(onActivationToken(uint, QString, QDBusMessage)));
    connection.connect({}, path, interface, u"NotificationReplied"_s, this,
                       SLOT(onNotificationReplied(uint, QString, QDBusMessage)));
}

void FreedesktopSignals::setOwner(const QString& owner)
{
    m_owner = owner;
    m_tokenFor = 0;
    m_token.clear();
}

bool FreedesktopSignals::isFromService(const QDBusMessage& message) const
{
    if (!m_owner.isEmpty() && message.service() == m_owner)
        return true;
    const QString words = u"ignored: %1 from %2 which is not the notification service"_s.arg(
        message.member(), message.service());
    // GNOME's shell repeats each close of any program's notification from a name of its own. Only what
    // could act for the person is worth a line.
    if (message.member() == "NotificationClosed"_L1)
        qCDebug(logNotify).noquote() << words;
    else
        qCInfo(logNotify).noquote() << words;
    return false;
}

void FreedesktopSignals::onNotificationClosed(uint id, uint reason, const QDBusMessage& message)
{
    if (isFromService(message))
        Q_EMIT closed(id, reason);
}

void FreedesktopSignals::onActivationToken(uint id, const QString& token, const QDBusMessage& message)
{
    if (!isFromService(message))
        return;
    m_tokenFor = id;
    m_token = token;
}

void FreedesktopSignals::onActionInvoked(uint id, const QString& key, const QDBusMessage& message)
{
    if (!isFromService(message))
        return;
    const bool hasToken = std::exchange(m_tokenFor, 0) == id;
    const QString token = std::exchange(m_token, QString{});
    Q_EMIT invoked(id, key, hasToken ? token : QString{});
}

void FreedesktopSignals::onNotificationReplied(uint id, const QString& text, const QDBusMessage& message)
{
    if (isFromService(message))
        Q_EMIT replied(id, text);
}

} // namespace tocsin
