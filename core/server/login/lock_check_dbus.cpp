// SPDX-License-Identifier: MIT
#include "core/server/login/lock_check.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QMap>

namespace tocsin {

using namespace Qt::StringLiterals;

void checkForLockedEntry(const QString& service, const QString& key, QObject* context,
                         std::function<void(bool isLocked)> answer)
{
    using Attributes = QMap<QString, QString>;
    using Items = QList<QDBusObjectPath>;
    qDBusRegisterMetaType<Attributes>();
    QDBusMessage search =
        QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s,
                                       u"org.freedesktop.Secret.Service"_s, u"SearchItems"_s);
    // The attributes that qtkeychain gives an entry.
    search << QVariant::fromValue(Attributes{{u"server"_s, service}, {u"user"_s, key}});
    const QDBusPendingCall call = QDBusConnection::sessionBus().asyncCall(search);
    auto* watcher = std::make_unique<QDBusPendingCallWatcher>(call, context).release(); // owned by context
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context,
                     [answer = std::move(answer)](QDBusPendingCallWatcher* finished) {
                         finished->deleteLater();
                         const QDBusPendingReply<Items, Items> unlockedAndLocked = *finished;
                         answer(unlockedAndLocked.isValid() && !unlockedAndLocked.argumentAt<1>().isEmpty());
                     });
}

} // namespace tocsin
