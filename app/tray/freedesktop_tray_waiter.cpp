// SPDX-License-Identifier: MIT
#include "app/tray/freedesktop_tray_waiter.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace tocsin {

namespace {

QString watcherName()
{
    return u"org.kde.StatusNotifierWatcher"_s;
}

QString watcherPath()
{
    return u"/StatusNotifierWatcher"_s;
}

} // namespace

FreedesktopTrayWaiter::FreedesktopTrayWaiter(const QDBusConnection& bus)
    : m_bus{bus}
{}

void FreedesktopTrayWaiter::start()
{
    connect(&m_xembed, &XEmbedWatch::becameAvailable, this, &FreedesktopTrayWaiter::found);
    if (!m_bus.isConnected()) {
        QTimer::singleShot(0, this, &FreedesktopTrayWaiter::lookForXEmbed);
        return;
    }
    // Without a registered host the watcher shows nothing.
    m_bus.connect(watcherName(), watcherPath(), watcherName(), u"StatusNotifierHostRegistered"_s, this,
                  SLOT(onHostRegistered()));
    auto* watcher =
        new QDBusServiceWatcher{watcherName(), m_bus, QDBusServiceWatcher::WatchForRegistration, this};
    connect(watcher, &QDBusServiceWatcher::serviceRegistered, this, &FreedesktopTrayWaiter::askForHost);
    askForHost();
}

void FreedesktopTrayWaiter::askForHost()
{
    QDBusMessage ask = QDBusMessage::createMethodCall(watcherName(), watcherPath(),
                                                      u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    ask << watcherName() << u"IsStatusNotifierHostRegistered"_s;
    auto* answer = new QDBusPendingCallWatcher{m_bus.asyncCall(ask), this};
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* done) {
        done->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply{*done};
        if (!reply.isError() && reply.value().variant().toBool())
            found();
        else
            lookForXEmbed();
    });
}

void FreedesktopTrayWaiter::onHostRegistered()
{
    found();
}

void FreedesktopTrayWaiter::lookForXEmbed()
{
    if (m_xembed.isAvailable())
        found();
}

void FreedesktopTrayWaiter::found()
{
    if (m_found)
        return;
    m_found = true;
    Q_EMIT trayFound();
}

std::unique_ptr<TrayWaiter> makeTrayWaiter()
{
    return std::make_unique<FreedesktopTrayWaiter>(QDBusConnection::sessionBus());
}

} // namespace tocsin
