// SPDX-License-Identifier: MIT
#include "core/system/presence/dbus_presence_source.h"

#include "core/base/text.h"

#include <QDBusError>
#include <QDBusPendingCallWatcher>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxProblem{120};

QString problemOf(const QDBusError& error)
{
    switch (error.type()) {
    case QDBusError::ServiceUnknown:
        return u"not running"_s;
    case QDBusError::NotSupported:
        return u"not supported by this desktop"_s;
    case QDBusError::Disconnected:
        return u"no D-Bus"_s;
    default:
        break;
    }
    if (error.name() == "org.freedesktop.DBus.Error.NameHasNoOwner"_L1)
        return u"not running"_s;
    return elided(plainLine(error.name() + u": "_s + error.message()), MaxProblem);
}

} // namespace

DBusPresenceSource::DBusPresenceSource(QString name, const QDBusConnection& bus, QObject* parent)
    : PresenceSource{std::move(name), parent}
    , m_bus{bus}
{}

void DBusPresenceSource::call(QDBusMessage message, Reply onReply)
{
    if (!m_bus.isConnected()) // there would be no reply, not even an error
        return fail(u"no D-Bus"_s);
    message.setAutoStartService(false);
    auto* watcher = new QDBusPendingCallWatcher{m_bus.asyncCall(message, remainingMs()), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, asked = question(), onReply = std::move(onReply)](QDBusPendingCallWatcher* done) {
                done->deleteLater();
                if (isOpen(asked))
                    onReply(done->reply());
            });
}

void DBusPresenceSource::listenTo(bool on, const QString& path, const QString& interface,
                                  const QString& signal, const char* slot)
{
    // Without a service's name: for one, QtDBus would ask the bus for its owner, and wait for that.
    if (on)
        m_bus.connect({}, path, interface, signal, this, slot);
    else
        m_bus.disconnect({}, path, interface, signal, this, slot);
}

void DBusPresenceSource::failWith(const QDBusMessage& error)
{
    const QDBusError what{error};
    if (what.type() == QDBusError::NoReply || what.type() == QDBusError::Timeout ||
        what.type() == QDBusError::TimedOut)
        return failLate();
    fail(problemOf(what));
}

bool DBusPresenceSource::isError(const QDBusMessage& reply)
{
    return reply.type() != QDBusMessage::ReplyMessage;
}

void DBusPresenceSource::noteChange()
{
    Q_EMIT changed();
}

} // namespace tocsin
