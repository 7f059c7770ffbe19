// SPDX-License-Identifier: MIT
#include "core/channels/desktop/freedesktop_service.h"

#include "core/channels/desktop/freedesktop_wire.h"

#include <QDBusConnectionInterface>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr int AnswerTimeoutMs = 10'000;

QString service()
{
    return u"org.freedesktop.Notifications"_s;
}

} // namespace

QDBusMessage notificationsCall(const QString& method)
{
    return QDBusMessage::createMethodCall(service(), u"/org/freedesktop/Notifications"_s, service(), method);
}

FreedesktopService::FreedesktopService(const QDBusConnection& bus, QObject* parent)
    : QObject{parent}
    , m_bus{bus}
{
    auto* watcher = new QDBusServiceWatcher{service(), m_bus, QDBusServiceWatcher::WatchForOwnerChange, this};
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString&, const QString& oldOwner, const QString& newOwner) {
                onOwnerChanged(oldOwner, newOwner);
            });
    m_canShow = m_bus.isConnected();
    if (m_canShow)
        m_owner = m_bus.interface()->serviceOwner(service()); // the bus itself answers, at once
    ask();
}

void FreedesktopService::onOwnerChanged(const QString& oldOwner, const QString& newOwner)
{
    m_owner = newOwner;
    m_capabilities = {};
    m_isKnown = false;
    Q_EMIT ownerChanged(newOwner);
    // From none to one is also how bus activation looks, with our own calls on their way: those stand.
    if (!oldOwner.isEmpty()) {
        ++m_generation;
        m_isAsking = false;
        Q_EMIT restarted();
    }
    if (newOwner.isEmpty())
        askWhetherItStarts();
    else
        ask();
}

void FreedesktopService::setCanShow(bool canShow)
{
    if (std::exchange(m_canShow, canShow) != canShow)
        Q_EMIT canShowChanged(canShow);
}

/// A service that has ended may be one that the bus starts again.
void FreedesktopService::askWhetherItStarts()
{
    const QString bus = u"org.freedesktop.DBus"_s;
    const QDBusMessage ask =
        QDBusMessage::createMethodCall(bus, u"/org/freedesktop/DBus"_s, bus, u"ListActivatableNames"_s);
    auto* watcher = new QDBusPendingCallWatcher{m_bus.asyncCall(ask, AnswerTimeoutMs), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* done) {
        done->deleteLater();
        const QDBusPendingReply<QStringList> reply{*done};
        if (m_owner.isEmpty()) // none has come meanwhile
            setCanShow(!reply.isError() && reply.value().contains(service()));
    });
}

void FreedesktopService::ask()
{
    // The answer on its way may be older than the service that has just come.
    m_askAgain = m_isAsking;
    if (m_isAsking)
        return;
    m_isAsking = true;
    auto* watcher = new QDBusPendingCallWatcher{
        m_bus.asyncCall(notificationsCall(u"GetCapabilities"_s), AnswerTimeoutMs), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, generation = m_generation](QDBusPendingCallWatcher* done) {
                done->deleteLater();
                const QDBusPendingReply<QStringList> reply{*done};
                if (generation != m_generation)
                    return;
                if (reply.isError())
                    fail(reply.error());
                else
                    askName(generation, reply.value());
            });
}

/// A service that does not say its name is an unknown one.
void FreedesktopService::askName(int generation, const QStringList& capabilities)
{
    auto* watcher = new QDBusPendingCallWatcher{
        m_bus.asyncCall(notificationsCall(u"GetServerInformation"_s), AnswerTimeoutMs), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, generation, capabilities](QDBusPendingCallWatcher* done) {
                done->deleteLater();
                const QDBusPendingReply<QString, QString, QString, QString> reply{*done};
                const QString name = reply.isError() ? QString{} : reply.argumentAt<0>();
                if (generation == m_generation)
                    take(capabilitiesFrom(capabilities, name));
            });
}

void FreedesktopService::take(const NotifierCapabilities& capabilities)
{
    m_isAsking = false;
    m_isKnown = true;
    m_capabilities = capabilities;
    setCanShow(true);
    Q_EMIT known();
}

void FreedesktopService::fail(const QDBusError& error)
{
    m_isAsking = false;
    m_isKnown = false;
    m_capabilities = {};
    if (m_askAgain)
        return ask();
    setCanShow(false);
    Q_EMIT unavailable(error);
}

} // namespace tocsin
