// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/sql.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace tocsin::server {

/// One connection to an SQLite file (https://www.sqlite.org/cintro.html).
class SqliteConnection final : public SqlConnection
{
public:
    /// Opens or makes `path`.
    explicit SqliteConnection(const std::string& path);
    ~SqliteConnection() override;

    [[nodiscard]] std::unique_ptr<SqlCursor> execute(const std::string& text,
                                                     std::span<const SqlValue> values) override;
    /// Runs statements without values, each once: a PRAGMA does its work when it is compiled.
    void script(const char* text);
    /// How long a statement waits for a lock of another process.
    void waitForLock(std::chrono::milliseconds most);
    /// Called, within execute() and its cursor, for each row of a table that this connection adds, changes or
    /// deletes. Must not throw.
    using Changed = std::function<void(std::string_view table, std::int64_t row)>;
    void onChange(Changed changed);

private:
    sqlite3* m_database{nullptr};
    std::unordered_map<std::string, sqlite3_stmt*> m_prepared;
    Changed m_changed{};
};

} // namespace tocsin::server
