// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/sqlite_connection.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

namespace tocsin::server {

/// Tells whether anybody has written to an SQLite file, by a connection of its own, without waiting for a
/// lock or for the disk. Thread-safe.
class WriteWatch final
{
public:
    /// The file is there, with a write-ahead log. Throws StoreError.
    explicit WriteWatch(const std::string& path);

    /// Another one after each commit of another connection, of this process or not. Nothing when it cannot be
    /// told now.
    [[nodiscard]] std::optional<std::int64_t> version();

private:
    std::mutex m_mutex{};
    SqliteConnection m_connection;
};

} // namespace tocsin::server
