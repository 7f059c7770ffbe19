// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>
#include <QString>

namespace tocsin {

/// The signals of org.freedesktop.Notifications, of the program that owns that name and of no other: any
/// program on the bus can send a signal that looks like them. What others send is logged.
class FreedesktopSignals final : public QObject
{
    Q_OBJECT
public:
    explicit FreedesktopSignals(const QDBusConnection& bus, QObject* parent = nullptr);

    /// The unique name of the service, from now on; empty: none.
    void setOwner(const QString& owner);

Q_SIGNALS:
    /// `reason` is the service's; freedesktop_wire.h reads it.
    void closed(uint id, uint reason);
    /// `token`: the ActivationToken that came for this id just before; else empty.
    void invoked(uint id, const QString& key, const QString& token);
    void replied(uint id, const QString& text);

private Q_SLOTS:
    // Slots by name: QDBusConnection::connect knows no other way.
    void onNotificationClosed(uint id, uint reason, const QDBusMessage& message);
    void onActionInvoked(uint id, const QString& key, const QDBusMessage& message);
    void onActivationToken(uint id, const QString& token, const QDBusMessage& message);
    void onNotificationReplied(uint id, const QString& text, const QDBusMessage& message);

private:
    [[nodiscard]] bool isFromService(const QDBusMessage& message) const;

    QString m_owner;
    uint m_tokenFor{0};
    QString m_token;
};

} // namespace tocsin
