// SPDX-License-Identifier: MIT
#pragma once

#include "app/shortcut/global_shortcut.h"

#include <QDBusConnection>
#include <QDBusMessage>

#include <functional>

namespace tocsin {

/// An action of Plasma's shortcut service (Plasma 5 and 6). It has no key until the person gives it one in
/// System Settings, which lists it under Tocsin. Does not start the service, which other desktops may have
/// installed too.
class KGlobalAccelShortcut final : public GlobalShortcut
{
    Q_OBJECT
public:
    explicit KGlobalAccelShortcut(const QDBusConnection& bus, QObject* parent = nullptr);
    /// Has the service let go of the key.
    ~KGlobalAccelShortcut() override;

    void start() override;
    [[nodiscard]] bool isOn() const override { return m_isOn; }
    [[nodiscard]] QString status() const override { return m_status; }

private Q_SLOTS:
    // By name: QDBusConnection::connect knows no other way.
    void onPressed(const QString& component, const QString& action, qlonglong timestamp,
                   const QDBusMessage& message);

private:
    using Reply = std::function<void(const QDBusMessage& reply)>;

    void askForOwner();
    void setOwner(const QString& owner);
    void registerAction();
    void listenTo(const QString& componentPath);
    void setState(bool isOn, const QString& status);
    /// `onReply` is left out if the service has changed meanwhile, or refuses.
    void call(QDBusMessage message, Reply onReply);

    QDBusConnection m_bus;
    QString m_owner;
    QString m_componentPath;
    QString m_status;
    int m_generation{0};
    bool m_isOn{false};
};

} // namespace tocsin
