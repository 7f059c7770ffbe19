// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/login/token_store.h"

namespace tocsin::test {

/// A token store of the test's own; `failsWith` makes every call fail.
class MemoryTokenStore final : public TokenStore
{
    Q_OBJECT
public:
    using TokenStore::TokenStore;

    void read(QObject* context, Done done) override;
    void write(const Secret& newValue, QObject* context, Done done) override;
    void remove(QObject* context, Done done) override;

    Secret value{};
    QString failsWith{};
};

} // namespace tocsin::test
