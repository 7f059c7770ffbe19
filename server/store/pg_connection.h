// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/deadline.h"
#include "server/store/pg_address.h"
#include "server/store/sql.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

struct pg_conn;
struct pg_result;

namespace tocsin::server {

/// One connection to PostgreSQL (https://www.postgresql.org/docs/15/libpq-async.html). Nothing here waits
/// beyond the deadline that was last given: whoever waited in vain gets StoreDisconnected, and so does every
/// use after that.
class PgConnection final : public SqlConnection
{
public:
    /// Whether statements are kept prepared. What stands between us and the database may not keep them, as
    /// PgBouncer before 1.21 in transaction mode: who finds that out makes it false for all that share it,
    /// and throws StoreConflict.
    using Kept = std::shared_ptr<std::atomic<bool>>;

    /// Connects; at most the address's connect_timeout and never beyond `deadline`, finding the addresses of
    /// names included. Throws StoreUnavailable when there are none: other connections need not be lost.
    PgConnection(const PgAddress& address, Deadline deadline,
                 Kept kept = std::make_shared<std::atomic<bool>>(true));
    ~PgConnection() override;

    void waitUntil(Deadline deadline) { m_deadline = deadline; }
    /// Whether another transaction can be run on it.
    [[nodiscard]] bool usable() const;

    [[nodiscard]] std::unique_ptr<SqlCursor> execute(const std::string& text,
                                                     std::span<const SqlValue> values) override;
    /// One statement as a transaction of its own, in one round trip. `settings` is a SELECT of set_config()s
    /// that are to hold for it alone.
    [[nodiscard]] std::unique_ptr<SqlCursor> executeUnder(const char* settings, const std::string& text,
                                                          std::span<const SqlValue> values);
    /// Statements without values or rows, several with `;` between: BEGIN, COMMIT and the like.
    void command(const std::string& text);

private:
    struct ConnectionEnd
    {
        void operator()(pg_conn* connection) const;
    };
    struct ResultEnd
    {
        void operator()(pg_result* result) const;
    };
    using Result = std::unique_ptr<pg_result, ResultEnd>;
    class Cursor;

    void connect(const PgAddress& address);
    /// The statement's name; empty when it is sent whole.
    [[nodiscard]] const std::string& prepare(const std::string& text);
    /// Sends a statement that prepare() named; 1 if that went well.
    [[nodiscard]] int send(const std::string& name, const std::string& text, int count,
                           const char* const* values);
    /// Sends what was queued and waits for the answer; throws what it says if it is an error.
    [[nodiscard]] Result answer(int sent);
    void throwIfError(const pg_result* result);
    void flush();
    [[nodiscard]] Result nextResult();
    void awaitSocket(bool forReading, bool forWriting);
    [[noreturn]] void giveUp(const std::string& why);

    std::unique_ptr<pg_conn, ConnectionEnd> m_connection;
    Deadline m_deadline;
    bool m_lost{false};
    Kept m_kept;
    std::unordered_map<std::string, std::string> m_prepared; ///< the statement's name by its text
};

} // namespace tocsin::server
