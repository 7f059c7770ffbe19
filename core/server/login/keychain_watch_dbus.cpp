// SPDX-License-Identifier: MIT
#include "core/logging/categories.h"
#include "core/server/login/keychain_watch.h"
#include "core/server/login/keychain_watch_dbus_p.h"
#include "core/server/login/secret_service_reset.h"

#include <QDBusConnectionInterface>
#include <QDBusServiceWatcher>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
const QString SecretService = u"org.freedesktop.secrets"_s;

QStringList services()
{
    return {SecretService, u"org.kde.kwalletd5"_s, u"org.kde.kwalletd6"_s};
}
} // namespace

KeychainWatch::Private::Private(KeychainWatch& watch)
    : m_watch{watch}
    , m_bus{QDBusConnection::sessionBus()}
{}

void KeychainWatch::Private::start()
{
    if (!m_bus.isConnected())
        return;
    auto* owners = std::make_unique<QDBusServiceWatcher>(this).release(); // owned by this
    owners->setConnection(m_bus);
    owners->setWatchMode(QDBusServiceWatcher::WatchForOwnerChange);
    const QStringList watched = services();
    for (const QString& service : watched)
        owners->addWatchedService(service);
    connect(owners, &QDBusServiceWatcher::serviceOwnerChanged, this, &Private::onOwner);
    m_bus.connect(SecretService, {}, u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s, this,
                  SLOT(onProperties(QString, QVariantMap)));
    // Not asked for on the spot: the bus may keep us waiting.
    auto* names =
        std::make_unique<QDBusPendingCallWatcher>(m_bus.interface()->asyncCall(u"ListNames"_s), this)
            .release(); // owned by this
    connect(names, &QDBusPendingCallWatcher::finished, this,
            [this, watched](QDBusPendingCallWatcher* finished) {
                finished->deleteLater();
                const QDBusPendingReply<QStringList> present = *finished;
                if (present.isError())
                    return;
                for (const QString& service : watched) {
                    if (present.value().contains(service))
                        return Q_EMIT m_watch.available();
                }
            });
}

void KeychainWatch::Private::onOwner(const QString& service, const QString&, const QString& now)
{
    // libsecret keeps its session with the service that is gone, and fails for ever with it.
    if (service == SecretService)
        forgetSecretServiceSession();
    if (now.isEmpty())
        return;
    qCInfo(logAuth) << "a keychain has come up:" << service;
    Q_EMIT m_watch.available();
}

void KeychainWatch::Private::onProperties(const QString& interface, const QVariantMap& changed)
{
    if (interface == "org.freedesktop.Secret.Collection"_L1 && changed.contains(u"Locked"_s) &&
        !changed.value(u"Locked"_s).toBool())
        Q_EMIT m_watch.available();
}

KeychainWatch::KeychainWatch(QObject* parent)
    : QObject{parent}
    , m_private{std::make_unique<Private>(*this)}
{}

KeychainWatch::~KeychainWatch() = default;

void KeychainWatch::start()
{
    m_private->start();
}

} // namespace tocsin
