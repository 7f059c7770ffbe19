// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/login/keychain_watch.h"

#include <QDBusConnection>
#include <QVariantMap>

namespace tocsin {

class KeychainWatch::Private final : public QObject
{
    Q_OBJECT
public:
    explicit Private(KeychainWatch& watch);
    void start();

private Q_SLOTS:
    void onProperties(const QString& interface, const QVariantMap& changed);

private:
    void onOwner(const QString& service, const QString&, const QString& now);

    KeychainWatch& m_watch;
    QDBusConnection m_bus;
};

} // namespace tocsin
