// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/login/token_store.h"

namespace tocsin {

/// A file that only its owner may read (0600, in a 0700 folder). Less safe than the keychain: to be used only
/// when the user agreed to it (docs/architecture.md).
class FileTokenStore final : public TokenStore
{
    Q_OBJECT
public:
    explicit FileTokenStore(const QString& file, QObject* parent = nullptr);

    void read(QObject* context, Done done) override;
    void write(const Secret& value, QObject* context, Done done) override;
    void remove(QObject* context, Done done) override;

private:
    [[nodiscard]] StoreResult readNow() const;
    [[nodiscard]] StoreResult writeNow(const Secret& value) const;
    [[nodiscard]] StoreResult removeNow() const;
    void answerLater(const StoreResult& result, QObject* context, Done done);

    QString m_file;
};

} // namespace tocsin
