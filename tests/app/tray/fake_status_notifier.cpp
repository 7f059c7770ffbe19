// SPDX-License-Identifier: MIT
#include "tests/app/tray/fake_status_notifier.h"

using namespace Qt::StringLiterals;

namespace tocsin::test {

namespace {
QString connectionName()
{
    return u"fake-status-notifier"_s;
}
} // namespace

FakeStatusNotifierWatcher::~FakeStatusNotifierWatcher()
{
    QDBusConnection{connectionName()}.unregisterObject(u"/StatusNotifierWatcher"_s);
    QDBusConnection::disconnectFromBus(connectionName());
}

bool FakeStatusNotifierWatcher::start()
{
    QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, connectionName());
    return bus.registerObject(u"/StatusNotifierWatcher"_s, this,
                              QDBusConnection::ExportScriptableSlots |
                                  QDBusConnection::ExportScriptableSignals |
                                  QDBusConnection::ExportAllProperties) &&
           bus.registerService(u"org.kde.StatusNotifierWatcher"_s);
}

void FakeStatusNotifierWatcher::addHost()
{
    m_hasHost = true;
    Q_EMIT StatusNotifierHostRegistered();
}

void FakeStatusNotifierWatcher::RegisterStatusNotifierItem(const QString& service)
{
    m_items << service;
    Q_EMIT StatusNotifierItemRegistered(service);
}

} // namespace tocsin::test
