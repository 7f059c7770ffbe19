// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/store.h"

#include <memory>
#include <mutex>
#include <string>

namespace Poco::Data {
class Session;
} // namespace Poco::Data

namespace tocsin::server {

/// An embedded SQLite file: write-ahead log, one connection, each transaction BEGIN IMMEDIATE. SQLite lets
/// one writer in at a time anyway; a mutex makes our own threads wait in order instead of polling for its
/// lock.
class SqliteStore final : public Store
{
public:
    /// Opens or makes `path` and brings its tables up to date. Throws std::runtime_error with a text for
    /// people when it cannot.
    SqliteStore(const std::string& path, const Clock& clock);
    ~SqliteStore() override;

    void transact(const std::function<void(Transaction&)>& work) override;
    [[nodiscard]] bool healthy() override;

private:
    std::mutex m_mutex;
    std::unique_ptr<Poco::Data::Session> m_session;
};

} // namespace tocsin::server
