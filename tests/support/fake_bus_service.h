// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QHash>
#include <QStringList>
#include <QVariant>

#include <functional>

namespace tocsin::test {

/// A service on the session bus that answers what a test says, on a bus connection of its own. Needs a
/// private session bus (tocsin_add_test(... BUS)).
class FakeBusService final : public QDBusVirtualObject
{
    Q_OBJECT
public:
    /// The arguments of the answer.
    using Method = std::function<QVariantList(const QDBusMessage& call)>;

    /// `names`: all the names that it owns.
    explicit FakeBusService(QStringList names, QObject* parent = nullptr);
    ~FakeBusService() override;

    [[nodiscard]] bool start();
    /// Leaves the bus without a word, like a crash.
    void stop();

    void on(const QString& path, const QString& interface, const QString& member, Method method);
    void on(const QString& path, const QString& interface, const QString& member, const QVariant& value);
    void onError(const QString& path, const QString& interface, const QString& member, const QString& error);
    /// From now on calls are left without an answer.
    void hang(bool hangs = true) { m_hangs = hangs; }
    void emitSignal(const QString& path, const QString& interface, const QString& name,
                    const QVariantList& arguments);
    /// What `client` has sent it until now has arrived, and so have the answers. What the client does on an
    /// answer arrives with the next call of this.
    [[nodiscard]] bool settle(const QDBusConnection& client) const;
    /// How often a method of this name was called.
    [[nodiscard]] int calls(const QString& member) const { return m_calls.value(member); }

    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override;

private:
    QStringList m_names;
    QString m_connectionName;
    QHash<QString, Method> m_methods;
    QHash<QString, QString> m_errors;
    QHash<QString, int> m_calls;
    bool m_hangs{false};
};

} // namespace tocsin::test
