// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/notifier.h"

#include <QDBusConnection>
#include <QDBusError>
#include <QDBusMessage>
#include <QObject>
#include <QString>

namespace tocsin {

/// A method call of org.freedesktop.Notifications.
[[nodiscard]] QDBusMessage notificationsCall(const QString& method);

/// The program that owns org.freedesktop.Notifications: which one it is, and what it can do. Never blocks.
class FreedesktopService final : public QObject
{
    Q_OBJECT
public:
    explicit FreedesktopService(const QDBusConnection& bus, QObject* parent = nullptr);

    /// Its unique name; empty: none runs.
    [[nodiscard]] QString owner() const { return m_owner; }
    /// Counts the services: ids of an earlier one mean nothing.
    [[nodiscard]] int generation() const { return m_generation; }
    [[nodiscard]] NotifierCapabilities capabilities() const { return m_capabilities; }
    /// Whether capabilities() are those of the present one.
    [[nodiscard]] bool isKnown() const { return m_isKnown; }
    /// Also while none runs that the next call would start.
    [[nodiscard]] bool canShow() const { return m_canShow; }

    /// known() or unavailable() follows.
    void ask();

Q_SIGNALS:
    void ownerChanged(const QString& owner);
    /// After ownerChanged(): the one before has gone, with all that it showed.
    void restarted();
    void known();
    void unavailable(const QDBusError& error);
    void canShowChanged(bool canShow);

private:
    void onOwnerChanged(const QString& oldOwner, const QString& newOwner);
    void askName(int generation, const QStringList& capabilities);
    void take(const NotifierCapabilities& capabilities);
    void fail(const QDBusError& error);
    void askWhetherItStarts();
    void setCanShow(bool canShow);

    QDBusConnection m_bus;
    QString m_owner;
    NotifierCapabilities m_capabilities;
    bool m_isKnown{false};
    bool m_isAsking{false};
    bool m_askAgain{false};
    bool m_canShow{true};
    int m_generation{0};
};

} // namespace tocsin
