// SPDX-License-Identifier: MIT
#include "tests/support/fake_bus_service.h"

#include <QDBusPendingCallWatcher>
#include <QEventLoop>

#include <utility>

using namespace Qt::StringLiterals;

namespace tocsin::test {

namespace {

QString keyOf(const QString& path, const QString& interface, const QString& member)
{
    return path + u' ' + interface + u'.' + member;
}

} // namespace

FakeBusService::FakeBusService(QStringList names, QObject* parent)
    : QDBusVirtualObject{parent}
    , m_names{std::move(names)}
{}

FakeBusService::~FakeBusService()
{
    stop();
}

bool FakeBusService::start()
{
    static int starts = 0;
    m_connectionName = u"fake-%1-%2"_s.arg(m_names.value(0)).arg(++starts);
    QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, m_connectionName);
    bool isUp = bus.registerVirtualObject(u"/"_s, this, QDBusConnection::SubPath);
    for (const QString& name : std::as_const(m_names))
        isUp = isUp && bus.registerService(name);
    return isUp;
}

void FakeBusService::stop()
{
    if (m_connectionName.isEmpty())
        return;
    QDBusConnection{m_connectionName}.unregisterObject(u"/"_s, QDBusConnection::UnregisterTree);
    QDBusConnection::disconnectFromBus(std::exchange(m_connectionName, {}));
}

void FakeBusService::on(const QString& path, const QString& interface, const QString& member, Method method)
{
    m_errors.remove(keyOf(path, interface, member));
    m_methods.insert(keyOf(path, interface, member), std::move(method));
}

void FakeBusService::on(const QString& path, const QString& interface, const QString& member,
                        const QVariant& value)
{
    on(path, interface, member, [value](const QDBusMessage&) { return QVariantList{value}; });
}

void FakeBusService::onError(const QString& path, const QString& interface, const QString& member,
                             const QString& error)
{
    m_errors.insert(keyOf(path, interface, member), error);
}

void FakeBusService::emitSignal(const QString& path, const QString& interface, const QString& name,
                                const QVariantList& arguments)
{
    QDBusMessage signal = QDBusMessage::createSignal(path, interface, name);
    signal.setArguments(arguments);
    QDBusConnection{m_connectionName}.send(signal);
}

bool FakeBusService::settle(const QDBusConnection& client) const
{
    // A bus keeps the order of what one connection sends to another. This method is unknown, which is an
    // answer.
    const QDBusMessage mark =
        QDBusMessage::createMethodCall(m_names.value(0), u"/"_s, u"org.example.Test"_s, u"Mark"_s);
    const QDBusPendingCallWatcher watcher{client.asyncCall(mark)};
    QEventLoop loop;
    connect(&watcher, &QDBusPendingCallWatcher::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return watcher.error().type() == QDBusError::UnknownObject;
}

bool FakeBusService::handleMessage(const QDBusMessage& message, const QDBusConnection& connection)
{
    const QString key = keyOf(message.path(), message.interface(), message.member());
    ++m_calls[message.member()];
    if (m_hangs)
        return true;
    if (const auto error = m_errors.constFind(key); error != m_errors.cend())
        return connection.send(message.createErrorReply(*error, u"as the test says"_s));
    const auto method = m_methods.constFind(key);
    if (method == m_methods.cend())
        return connection.send(message.createErrorReply(QDBusError::UnknownObject, key));
    return connection.send(message.createReply((*method)(message)));
}

} // namespace tocsin::test
