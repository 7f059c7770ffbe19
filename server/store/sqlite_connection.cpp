// SPDX-License-Identifier: MIT
#include "server/store/sqlite_connection.h"

#include "server/store/store_error.h"

#include <cstdint>
#include <sqlite3.h>
#include <utility>

namespace tocsin::server {

namespace {

[[noreturn]] void fail(sqlite3* database, int code)
{
    const std::string what = std::string{"SQLite: "} + sqlite3_errmsg(database);
    // Locked, or what an administrator can mend: another try may help.
    for (const int unavailable : {SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY,
                                  SQLITE_CANTOPEN, SQLITE_NOMEM}) {
        if ((code & 0xff) == unavailable)
            throw StoreUnavailable{what};
    }
    throw StoreError{what};
}

void bind(sqlite3_stmt* statement, int place, const SqlValue& value)
{
    int code = SQLITE_OK;
    if (const auto* const number = std::get_if<std::int64_t>(&value))
        code = sqlite3_bind_int64(statement, place, *number);
    else if (const auto* const text = std::get_if<std::string_view>(&value))
        // Never null: SQLite would bind NULL for the empty text.
        code = sqlite3_bind_text(statement, place, text->empty() ? "" : text->data(),
                                 static_cast<int>(text->size()), SQLITE_STATIC);
    else
        code = sqlite3_bind_null(statement, place);
    if (code != SQLITE_OK)
        fail(sqlite3_db_handle(statement), code);
}

class Cursor final : public SqlCursor
{
public:
    explicit Cursor(sqlite3_stmt* statement)
        : m_statement{statement}
    {}
    ~Cursor() override
    {
        sqlite3_reset(m_statement);
        sqlite3_clear_bindings(m_statement); // they point to texts that end before the statement
    }
    bool next() override
    {
        const int code = sqlite3_step(m_statement);
        if (code != SQLITE_ROW && code != SQLITE_DONE)
            fail(sqlite3_db_handle(m_statement), code);
        return code == SQLITE_ROW;
    }
    [[nodiscard]] bool isNull(int column) const override
    {
        return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
    }
    [[nodiscard]] std::int64_t integer(int column) const override
    {
        return sqlite3_column_int64(m_statement, column);
    }
    [[nodiscard]] std::string text(int column) const override
    {
        // Blob rather than text: no const unsigned char*, and the bytes are the same.
        const auto* const data = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
        return data ? std::string(data, static_cast<size_t>(sqlite3_column_bytes(m_statement, column)))
                    : std::string{};
    }
    [[nodiscard]] size_t changed() const override
    {
        return static_cast<size_t>(sqlite3_changes(sqlite3_db_handle(m_statement)));
    }

private:
    sqlite3_stmt* m_statement;
};

} // namespace

SqliteConnection::SqliteConnection(const std::string& path)
{
    // Its user holds a lock of its own around each use.
    constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path.c_str(), &m_database, flags, nullptr) == SQLITE_OK)
        return;
    const std::string what = m_database ? sqlite3_errmsg(m_database) : "out of memory";
    sqlite3_close(m_database);
    throw StoreError{"SQLite: " + what};
}

SqliteConnection::~SqliteConnection()
{
    for (const auto& [text, statement] : m_prepared)
        sqlite3_finalize(statement);
    sqlite3_close(m_database);
}

std::unique_ptr<SqlCursor> SqliteConnection::execute(const std::string& text,
                                                     std::span<const SqlValue> values)
{
    sqlite3_stmt*& statement = m_prepared[text];
    if (statement == nullptr) {
        const int code = sqlite3_prepare_v3(m_database, text.c_str(), static_cast<int>(text.size() + 1),
                                            SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
        if (code != SQLITE_OK) {
            m_prepared.erase(text);
            fail(m_database, code);
        }
    }
    auto cursor = std::make_unique<Cursor>(statement);
    int place = 0;
    for (const SqlValue& value : values)
        bind(statement, ++place, value);
    return cursor;
}

void SqliteConnection::waitForLock(std::chrono::milliseconds most)
{
    sqlite3_busy_timeout(m_database, static_cast<int>(most.count()));
}

void SqliteConnection::onChange(Changed changed)
{
    m_changed = std::move(changed);
    sqlite3_update_hook(
        m_database,
        [](void* self, int, const char*, const char* table, sqlite3_int64 row) {
            static_cast<SqliteConnection*>(self)->m_changed(table, row);
        },
        this);
}

void SqliteConnection::script(const char* text)
{
    if (const int code = sqlite3_exec(m_database, text, nullptr, nullptr, nullptr); code != SQLITE_OK)
        fail(m_database, code);
}

} // namespace tocsin::server
