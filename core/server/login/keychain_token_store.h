// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/login/token_store.h"

namespace tocsin {

/// The keychain of the operating system, through qtkeychain.
class KeychainTokenStore final : public TokenStore
{
    Q_OBJECT
public:
    explicit KeychainTokenStore(const QString& service = QStringLiteral("tocsin"), QObject* parent = nullptr);

    void read(QObject* context, Done done) override;
    void write(const Secret& value, QObject* context, Done done) override;
    void remove(QObject* context, Done done) override;

private:
    QString m_service;
};

} // namespace tocsin
