// SPDX-License-Identifier: MIT
#include "core/terminal/bus_caller.h"

#include <QDBusPendingCallWatcher>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

BusCaller::BusCaller(const QDBusConnection& bus, std::chrono::milliseconds limit, QObject* parent)
    : QObject{parent}
    , m_bus{bus}
    , m_limit{limit}
{}

void BusCaller::call(QDBusMessage message, Reply onReply)
{
    if (!m_bus.isConnected()) // there would be no reply, not even an error
        return onReply(QDBusMessage::createError(QDBusError::Disconnected, {}));
    message.setAutoStartService(false);
    auto* watcher =
        new QDBusPendingCallWatcher{m_bus.asyncCall(message, static_cast<int>(m_limit.count())), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [onReply = std::move(onReply)](QDBusPendingCallWatcher* done) {
                done->deleteLater();
                onReply(done->reply());
            });
}

void BusCaller::askPid(const QString& service, std::function<void(qint64 pid)> onPid)
{
    QDBusMessage ask =
        QDBusMessage::createMethodCall(u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s,
                                       u"org.freedesktop.DBus"_s, u"GetConnectionUnixProcessID"_s);
    ask.setArguments({service});
    call(ask, [onPid = std::move(onPid)](const QDBusMessage& reply) {
        onPid(isReply(reply) ? reply.arguments().value(0).toLongLong() : 0);
    });
}

} // namespace tocsin
