// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/desktop_switch.h"

#include <QDBusConnection>
#include <QString>
#include <QVariantList>

class QDBusPendingCallWatcher;

namespace tocsin {

/// Where on the bus a switch is: a method that returns it as a variant, and a signal that comes when it, or
/// something else of the service, has changed.
struct BusSwitchPlace
{
    QString service;
    QString path;
    QString interface; ///< of both
    QString method;
    QVariantList arguments;
    QString signal;

    /// A property, with the signal of all properties.
    [[nodiscard]] static BusSwitchPlace property(const QString& service, const QString& path,
                                                 const QString& interface, const QString& name);
};

/// Starts no service: one that does not run says nothing until it does.
class BusSwitch final : public DesktopSwitch
{
    Q_OBJECT
public:
    BusSwitch(const QDBusConnection& bus, BusSwitchPlace place, QObject* parent = nullptr);

    void ask() override;

private:
    void answer(QDBusPendingCallWatcher* call);

    QDBusConnection m_bus;
    BusSwitchPlace m_place;
    bool m_isAsking{false};
    bool m_askAgain{false};
};

} // namespace tocsin
