// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QStringList>

namespace tocsin::test {

/// A StatusNotifierWatcher, and if asked its host, as a panel brings them; on a bus connection of its own.
class FakeStatusNotifierWatcher final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(bool IsStatusNotifierHostRegistered READ hasHost)
    Q_PROPERTY(QStringList RegisteredStatusNotifierItems READ items)
    Q_PROPERTY(int ProtocolVersion READ protocolVersion)
public:
    ~FakeStatusNotifierWatcher() override;

    [[nodiscard]] bool start();
    /// A host that shows the items comes.
    void addHost();

    [[nodiscard]] bool hasHost() const { return m_hasHost; }
    [[nodiscard]] QStringList items() const { return m_items; }
    [[nodiscard]] int protocolVersion() const { return 0; }

public Q_SLOTS:
    Q_SCRIPTABLE void RegisterStatusNotifierItem(const QString& service);

Q_SIGNALS:
    Q_SCRIPTABLE void StatusNotifierHostRegistered();
    Q_SCRIPTABLE void StatusNotifierItemRegistered(const QString& service);

private:
    bool m_hasHost{false};
    QStringList m_items;
};

} // namespace tocsin::test
