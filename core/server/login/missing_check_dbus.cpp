// SPDX-License-Identifier: MIT
#include "core/server/login/missing_check.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <memory>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Elsewhere the keychain library does not use KWallet, and a call could start it.
bool isPlasma()
{
    return qEnvironmentVariable("XDG_CURRENT_DESKTOP").split(u':').contains(u"KDE"_s) ||
           qEnvironmentVariableIsSet("KDE_FULL_SESSION");
}

template<typename Answer>
void callWallet(const QString& method, const QVariantList& arguments, QObject* context,
                std::function<void(const QDBusPendingReply<Answer>& reply)> then)
{
    const QString daemon =
        qEnvironmentVariableIntValue("KDE_SESSION_VERSION") >= 6 ? u"kwalletd6"_s : u"kwalletd5"_s;
    QDBusMessage message = QDBusMessage::createMethodCall(u"org.kde."_s + daemon, u"/modules/"_s + daemon,
                                                          u"org.kde.KWallet"_s, method);
    message.setArguments(arguments);
    const QDBusPendingCall call = QDBusConnection::sessionBus().asyncCall(message);
    auto* watcher = std::make_unique<QDBusPendingCallWatcher>(call, context).release(); // owned by context
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context,
                     [then = std::move(then)](QDBusPendingCallWatcher* finished) {
                         finished->deleteLater();
                         then(*finished);
                     });
}

} // namespace

void checkForMissingEntry(const QString& service, const QString& key, QObject* context,
                          std::function<void(bool isMissing)> answer)
{
    if (!isPlasma()) {
        QMetaObject::invokeMethod(
            context, [answer = std::move(answer)] { answer(false); }, Qt::QueuedConnection);
        return;
    }
    callWallet<QString>(u"networkWallet"_s, {}, context, [=](const QDBusPendingReply<QString>& network) {
        if (!network.isValid())
            return answer(false);
        const QString wallet = network.value();
        callWallet<bool>(u"isOpen"_s, {wallet}, context, [=](const QDBusPendingReply<bool>& open) {
            // An open one asks for nothing, and has entries that its file does not have yet.
            if (!open.isValid() || open.value())
                return answer(false);
            // The folder and the name that the keychain library gives an entry.
            callWallet<bool>(u"keyDoesNotExist"_s, {wallet, service, key}, context,
                             [answer](const QDBusPendingReply<bool>& missing) {
                                 answer(missing.isValid() && missing.value());
                             });
        });
    });
}

} // namespace tocsin
