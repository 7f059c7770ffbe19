// SPDX-License-Identifier: MIT
#include "tests/support/fake_notifications.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace tocsin::test {

FakeNotifications::FakeNotifications(QStringList capabilities, QObject* parent)
    : QObject{parent}
    , m_capabilities{std::move(capabilities)}
{}

FakeNotifications::~FakeNotifications()
{
    stop();
}

bool FakeNotifications::start()
{
    m_connectionName = u"fake-notifications-%1-%2"_s.arg(quintptr(this), 0, 16).arg(++m_starts);
    QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, m_connectionName);
    return bus.registerObject(u"/org/freedesktop/Notifications"_s, this,
                              QDBusConnection::ExportScriptableSlots |
                                  QDBusConnection::ExportScriptableSignals) &&
           bus.registerService(u"org.freedesktop.Notifications"_s);
}

void FakeNotifications::stop()
{
    if (m_connectionName.isEmpty())
        return;
    QDBusConnection{m_connectionName}.unregisterObject(u"/org/freedesktop/Notifications"_s);
    QDBusConnection::disconnectFromBus(std::exchange(m_connectionName, {}));
    m_heldAnswers.clear();
    m_shown.clear();
    m_lastId = 0;
}

void FakeNotifications::releaseAnswers()
{
    m_holding = false;
    const QDBusConnection bus{m_connectionName};
    for (const QDBusMessage& answer : std::exchange(m_heldAnswers, {}))
        bus.send(answer);
}

void FakeNotifications::press(uint id, const QString& action, const QString& token)
{
    if (!token.isEmpty())
        Q_EMIT ActivationToken(id, token);
    Q_EMIT ActionInvoked(id, action);
}

void FakeNotifications::reply(uint id, const QString& text)
{
    Q_EMIT NotificationReplied(id, text);
}

void FakeNotifications::closeAs(uint id, uint reason)
{
    takeAway(id, reason);
}

uint FakeNotifications::Notify(const QString& appName, uint replacesId, const QString& icon,
                               const QString& title, const QString& body, const QStringList& actions,
                               const QVariantMap& hints, int timeout)
{
    const NotifyCall toast{.id = replacesId != 0 ? replacesId : ++m_lastId,
                           .replacesId = replacesId,
                           .appName = appName,
                           .icon = icon,
                           .title = title,
                           .body = body,
                           .actions = actions,
                           .hints = hints,
                           .timeout = timeout};
    m_calls.append(toast);
    const auto same =
        std::find_if(m_shown.begin(), m_shown.end(), [&](const NotifyCall& s) { return s.id == toast.id; });
    if (same != m_shown.end())
        *same = toast;
    else
        m_shown.append(toast);
    if (m_mostShown > 0 && m_shown.size() > m_mostShown)
        takeAway(m_shown.constFirst().id, 1);
    if (m_holding) {
        setDelayedReply(true);
        m_heldAnswers.append(message().createReply(toast.id));
    }
    return toast.id;
}

void FakeNotifications::CloseNotification(uint id)
{
    m_closeCalls.append(id);
    takeAway(id, 3);
}

QStringList FakeNotifications::GetCapabilities()
{
    return m_capabilities;
}

QString FakeNotifications::GetServerInformation(QString& vendor, QString& version, QString& specVersion)
{
    vendor = u"tests"_s;
    version = u"1"_s;
    specVersion = u"1.2"_s;
    return m_name;
}

void FakeNotifications::takeAway(uint id, uint reason)
{
    m_shown.removeIf([id](const NotifyCall& toast) { return toast.id == id; });
    Q_EMIT NotificationClosed(id, reason);
}

} // namespace tocsin::test
