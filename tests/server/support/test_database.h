// SPDX-License-Identifier: MIT
#pragma once

#include "server/auth/crypto.h"
#include "server/store/pg_connection.h"
#include "server/store/pg_store.h"
#include "server/store/sqlite_store.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

namespace tocsin::server {

/// A new, empty database: a file of its own, or, where TOCSIN_TEST_POSTGRES names a cluster
/// (tests/server/postgres.py), a database in it. The same tests are run on both.
class TestDatabase final
{
public:
    TestDatabase()
    {
        const std::string name = "t_" + randomHex(8);
        const char* const cluster = std::getenv("TOCSIN_TEST_POSTGRES");
        if (cluster == nullptr) {
            m_file = (std::filesystem::temp_directory_path() / (name + ".sqlite")).string();
            return;
        }
        const std::string url{cluster};
        PgConnection{PgAddress{url}, std::chrono::steady_clock::now() + std::chrono::seconds{60}}.command(
            "CREATE DATABASE " + name);
        m_url = url.substr(0, url.rfind('/') + 1) + name;
    }
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;
    ~TestDatabase()
    {
        for (const char* const suffix : {"", "-wal", "-shm"}) {
            if (!m_file.empty())
                std::filesystem::remove(m_file + suffix);
        }
    }

    [[nodiscard]] std::unique_ptr<Store> open(const Clock& clock) const
    {
        if (m_url.empty())
            return std::make_unique<SqliteStore>(m_file, clock);
        return std::make_unique<PgStore>(m_url, clock);
    }
    [[nodiscard]] bool isPostgres() const { return !m_url.empty(); }
    [[nodiscard]] const std::string& url() const { return m_url; }
    [[nodiscard]] const std::string& file() const { return m_file; }

private:
    std::string m_file;
    std::string m_url;
};

} // namespace tocsin::server
