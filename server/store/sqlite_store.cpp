// SPDX-License-Identifier: MIT
#include "server/store/sqlite_store.h"

#include "server/store/migrations.h"
#include "server/store/sql.h"
#include "server/store/sql_transaction.h"

#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Exception.h>

#include <stdexcept>

namespace tocsin::server {

namespace {

/// BEGIN IMMEDIATE now, ROLLBACK at the end unless commit() came first. A deferred transaction could find, on
/// its first write, that what it read is no longer so.
class Immediate final
{
public:
    explicit Immediate(Sql sql)
        : m_sql{sql}
    {
        m_sql.run("BEGIN IMMEDIATE");
    }
    Immediate(const Immediate&) = delete;
    Immediate& operator=(const Immediate&) = delete;
    ~Immediate()
    {
        if (m_committed)
            return;
        try {
            m_sql.run("ROLLBACK");
        } catch (const Poco::Exception&) {
            // SQLite has rolled back by itself (disk full, I/O error).
        }
    }
    void commit()
    {
        m_sql.run("COMMIT");
        m_committed = true;
    }

private:
    Sql m_sql;
    bool m_committed{false};
};

} // namespace

SqliteStore::SqliteStore(const std::string& path, const Clock& clock)
{
    Poco::Data::SQLite::Connector::registerConnector();
    try {
        m_session = std::make_unique<Poco::Data::Session>(Poco::Data::SQLite::Connector::KEY, path);
        Sql sql{*m_session};
        // Another process on the same file (a backup, sqlite3) may hold the lock for a moment.
        sql.run("PRAGMA busy_timeout = 5000");
        static_cast<void>(sql.row<std::string>("PRAGMA journal_mode = WAL"));
        sql.run("PRAGMA synchronous = FULL"); // what was promised (a text, a revocation) survives a power cut
        sql.run("PRAGMA foreign_keys = ON");
        Immediate transaction{sql};
        migrate(sql, clock.now());
        transaction.commit();
    } catch (const Poco::Exception& e) {
        throw std::runtime_error("cannot open the database " + path + ": " + e.displayText());
    }
}

SqliteStore::~SqliteStore() = default;

void SqliteStore::transact(const std::function<void(Transaction&)>& work)
{
    const std::lock_guard lock{m_mutex};
    Sql sql{*m_session};
    Immediate transaction{sql};
    SqlTransaction rows{sql};
    work(rows);
    transaction.commit();
}

bool SqliteStore::healthy()
{
    try {
        const std::lock_guard lock{m_mutex};
        return Sql{*m_session}.row<Poco::Int64>("SELECT COUNT(*) FROM migrations").has_value();
    } catch (const Poco::Exception&) {
        return false;
    }
}

} // namespace tocsin::server
