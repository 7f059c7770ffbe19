// SPDX-License-Identifier: MIT
#include "core/channels/desktop/bus_switch.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>

#include <utility>

using namespace Qt::StringLiterals;

namespace tocsin {

namespace {
constexpr int AnswerTimeoutMs = 10'000;
} // namespace

BusSwitchPlace BusSwitchPlace::property(const QString& service, const QString& path, const QString& interface,
                                        const QString& name)
{
    return {.service = service,
            .path = path,
            .interface = u"org.freedesktop.DBus.Properties"_s,
            .method = u"Get"_s,
            .arguments = {interface, name},
            .signal = u"PropertiesChanged"_s};
}

BusSwitch::BusSwitch(const QDBusConnection& bus, BusSwitchPlace place, QObject* parent)
    : DesktopSwitch{parent}
    , m_bus{bus}
    , m_place{std::move(place)}
{
    m_bus.connect(m_place.service, m_place.path, m_place.interface, m_place.signal, this, SLOT(ask()));
    auto* watcher =
        new QDBusServiceWatcher{m_place.service, m_bus, QDBusServiceWatcher::WatchForOwnerChange, this};
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, &BusSwitch::ask);
}

void BusSwitch::ask()
{
    if (m_isAsking) { // the answer on its way may be older than the change
        m_askAgain = true;
        return;
    }
    m_isAsking = true;
    QDBusMessage message =
        QDBusMessage::createMethodCall(m_place.service, m_place.path, m_place.interface, m_place.method);
    message.setArguments(m_place.arguments);
    message.setAutoStartService(false);
    auto* watcher = new QDBusPendingCallWatcher{m_bus.asyncCall(message, AnswerTimeoutMs), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this, &BusSwitch::answer);
}

void BusSwitch::answer(QDBusPendingCallWatcher* call)
{
    call->deleteLater();
    m_isAsking = false;
    if (std::exchange(m_askAgain, false))
        return ask();
    const QDBusPendingReply<QDBusVariant> reply{*call};
    const QVariant value = reply.isError() ? QVariant{} : reply.value().variant();
    Q_EMIT said(value.typeId() == QMetaType::Bool ? std::optional{value.toBool()} : std::nullopt);
}

} // namespace tocsin
