// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/api/secret.h"

#include <QObject>

#include <cstdint>
#include <functional>

namespace tocsin {

/// What the store holds after the call. Failed: unknown, and `message` says why.
enum class StoreOutcome : uint8_t { Found, Absent, Failed };

struct StoreResult
{
    StoreOutcome outcome{StoreOutcome::Failed};
    Secret value{};    ///< after a read that found something
    QString message{}; ///< translated, when Failed
};

/// Where the login is kept. Calls return at once and may overlap; `done` runs later, from the event loop,
/// exactly once, unless `context` is gone by then.
class TokenStore : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const StoreResult&)>;
    using QObject::QObject;

    virtual void read(QObject* context, Done done) = 0;
    virtual void write(const Secret& value, QObject* context, Done done) = 0; ///< Found or Failed
    virtual void remove(QObject* context, Done done) = 0;                     ///< Absent or Failed
};

} // namespace tocsin
