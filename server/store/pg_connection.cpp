// SPDX-License-Identifier: MIT
#include "server/store/pg_connection.h"

#include "server/auth/crypto.h"
#include "server/store/pg_hosts.h"
#include "server/store/store_error.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <libpq-fe.h>
#include <poll.h>
#include <sstream>
#include <string_view>

namespace tocsin::server {

namespace {

/// `?` becomes $1, $2, …; none of our texts has one in quotes.
std::string numbered(const std::string& text)
{
    std::string result;
    int number = 0;
    for (const char c : text) {
        if (c == '?')
            result += "$" + std::to_string(++number);
        else
            result += c;
    }
    return result;
}

/// What libpq says, in one line: of each address it tried, for a name may have several. Not its advice, which
/// is indented.
std::string inOneLine(const char* text)
{
    std::istringstream lines{text};
    std::string all;
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && line.front() != '\t')
            all += (all.empty() ? "" : "; ") + line;
    }
    return all;
}

/// By SQLSTATE (https://www.postgresql.org/docs/15/errcodes-appendix.html).
[[noreturn]] void throwAs(std::string_view state, const std::string& what)
{
    // Serialization failure, deadlock; and what two that came at the same time make of each other: a row that
    // both insert, a row that one deletes while the other refers to it.
    for (const std::string_view conflict : {"40001", "40P01", "23505", "23503"}) {
        if (state == conflict)
            throw StoreConflict{what};
    }
    // Connection, resources, cancelled (statement_timeout), operator intervention (shutdown, crash), standby.
    for (const std::string_view away : {"08", "53", "57", "25006"}) {
        if (state.starts_with(away))
            throw StoreUnavailable{what};
    }
    throw StoreError{what};
}

/// The values of a statement as libpq wants them: texts that end with a zero.
class Values final
{
public:
    explicit Values(std::span<const SqlValue> values)
        : m_texts(values.size())
        , m_pointers(values.size(), nullptr)
    {
        for (size_t i = 0; i < values.size(); ++i) {
            if (const auto* const text = std::get_if<std::string_view>(&values[i]))
                m_texts[i] = *text;
            else if (const auto* const number = std::get_if<std::int64_t>(&values[i]))
                m_texts[i] = std::to_string(*number);
            else
                continue;
            if (m_texts[i].find('\0') != std::string::npos)
                throw StoreError{"PostgreSQL keeps no text with a zero byte"};
            m_pointers[i] = m_texts[i].c_str();
        }
    }
    [[nodiscard]] const char* const* data() const { return m_pointers.data(); }
    [[nodiscard]] int count() const { return static_cast<int>(m_pointers.size()); }

private:
    std::vector<std::string> m_texts;
    std::vector<const char*> m_pointers;
};

} // namespace

class PgConnection::Cursor final : public SqlCursor
{
public:
    explicit Cursor(Result result)
        : m_result{std::move(result)}
    {}
    bool next() override { return ++m_row < PQntuples(m_result.get()); }
    [[nodiscard]] bool isNull(int column) const override
    {
        return PQgetisnull(m_result.get(), m_row, column) != 0;
    }
    [[nodiscard]] std::int64_t integer(int column) const override
    {
        std::int64_t number = 0;
        const char* const text = PQgetvalue(m_result.get(), m_row, column);
        std::from_chars(text, text + PQgetlength(m_result.get(), m_row, column), number);
        return number;
    }
    [[nodiscard]] std::string text(int column) const override
    {
        return PQgetvalue(m_result.get(), m_row, column);
    }
    [[nodiscard]] size_t changed() const override
    {
        const std::string_view number{PQcmdTuples(m_result.get())};
        size_t rows = 0;
        std::from_chars(number.data(), number.data() + number.size(), rows);
        return rows;
    }

private:
    Result m_result;
    int m_row{-1};
};

void PgConnection::ConnectionEnd::operator()(pg_conn* connection) const
{
    PQfinish(connection);
}

void PgConnection::ResultEnd::operator()(pg_result* result) const
{
    PQclear(result);
}

PgConnection::PgConnection(const PgAddress& address, Deadline deadline, Kept kept)
    : m_deadline{std::min(deadline,
                          std::chrono::steady_clock::now() + std::chrono::seconds{address.connectSeconds()})}
    , m_kept{std::move(kept)}
{
    connect(address);
    m_deadline = deadline;
}

PgConnection::~PgConnection() = default;

void PgConnection::connect(const PgAddress& address)
{
    const PgHosts hosts = findHosts(address, m_deadline);
    std::vector<const char*> keys;
    std::vector<const char*> values;
    for (const auto& [key, value] : hosts.parameters) {
        keys.push_back(key.c_str());
        values.push_back(value.c_str());
    }
    keys.push_back(nullptr);
    values.push_back(nullptr);
    m_connection.reset(PQconnectStartParams(keys.data(), values.data(), 0));
    const auto refused = [&] {
        giveUp((hosts.missing.empty() ? "" : hosts.missing + "; ") +
               (m_connection ? inOneLine(PQerrorMessage(m_connection.get())) : "out of memory"));
    };
    if (!m_connection || PQstatus(m_connection.get()) == CONNECTION_BAD)
        refused();
    for (auto step = PGRES_POLLING_WRITING; step != PGRES_POLLING_OK;
         step = PQconnectPoll(m_connection.get())) {
        if (step == PGRES_POLLING_FAILED)
            refused();
        awaitSocket(step == PGRES_POLLING_READING, step == PGRES_POLLING_WRITING);
    }
    PQsetNoticeProcessor(
        m_connection.get(), [](void*, const char*) {}, nullptr);
    if (PQsetnonblocking(m_connection.get(), 1) != 0)
        refused();
}

bool PgConnection::usable() const
{
    return !m_lost && PQstatus(m_connection.get()) == CONNECTION_OK &&
           PQtransactionStatus(m_connection.get()) == PQTRANS_IDLE;
}

void PgConnection::giveUp(const std::string& why)
{
    m_lost = true;
    throw StoreDisconnected{why};
}

void PgConnection::awaitSocket(bool forReading, bool forWriting)
{
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            m_deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            giveUp("the database does not answer in time");
        pollfd socket{PQsocket(m_connection.get()),
                      static_cast<short>((forReading ? POLLIN : 0) | (forWriting ? POLLOUT : 0)), 0};
        if (poll(&socket, 1, static_cast<int>(left.count())) > 0)
            return;
        if (errno != EINTR)
            errno = 0;
    }
}

void PgConnection::flush()
{
    // What the server said before it hung up is still to be read, so a failure shows later.
    while (PQflush(m_connection.get()) > 0) {
        awaitSocket(true, true);
        if (PQconsumeInput(m_connection.get()) == 0)
            giveUp(inOneLine(PQerrorMessage(m_connection.get())));
    }
}

PgConnection::Result PgConnection::nextResult()
{
    while (PQisBusy(m_connection.get()) != 0) {
        awaitSocket(true, false);
        if (PQconsumeInput(m_connection.get()) == 0)
            giveUp(inOneLine(PQerrorMessage(m_connection.get())));
    }
    return Result{PQgetResult(m_connection.get())};
}

PgConnection::Result PgConnection::answer(int sent)
{
    pg_conn* const connection = m_connection.get();
    if (m_lost || sent != 1)
        giveUp(inOneLine(PQerrorMessage(connection)));
    flush();
    Result last;
    while (Result next = nextResult()) {
        const auto status = last ? PQresultStatus(last.get()) : PGRES_COMMAND_OK;
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
            last = std::move(next); // the first error, or else the last answer
    }
    if (!last || PQstatus(connection) == CONNECTION_BAD)
        giveUp(inOneLine(PQerrorMessage(connection)));
    throwIfError(last.get());
    return last;
}

std::unique_ptr<SqlCursor> PgConnection::executeUnder(const char* settings, const std::string& text,
                                                      std::span<const SqlValue> values)
{
    pg_conn* const connection = m_connection.get();
    const Values bound{values};
    const std::string& name = prepare(text);
    const auto sendPlain = [&](const char* command) {
        return PQsendQueryParams(connection, command, 0, nullptr, nullptr, nullptr, nullptr, 0) == 1;
    };
    const bool sent = PQenterPipelineMode(connection) == 1 && sendPlain("BEGIN") && sendPlain(settings) &&
                      send(name, text, bound.count(), bound.data()) == 1 && sendPlain("COMMIT") &&
                      PQpipelineSync(connection) == 1;
    if (!sent)
        giveUp(inOneLine(PQerrorMessage(connection)));
    flush();
    Result rows;
    Result failure;
    for (int place = 0; true;) {
        Result next = nextResult();
        if (!next && PQstatus(connection) == CONNECTION_BAD)
            giveUp(inOneLine(PQerrorMessage(connection)));
        if (!next)
            continue; // between the answers of two statements
        const auto status = PQresultStatus(next.get());
        if (status == PGRES_PIPELINE_SYNC)
            break;
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
            if (!failure)
                failure = std::move(next); // those after it were not run
        } else if (++place == 3) {         // after BEGIN and the settings
            rows = std::move(next);
        }
    }
    if (PQexitPipelineMode(connection) != 1)
        giveUp("the database answered out of order");
    if (failure) {
        command("ROLLBACK"); // the COMMIT was not reached
        throwIfError(failure.get());
    }
    return std::make_unique<Cursor>(std::move(rows));
}

const std::string& PgConnection::prepare(const std::string& text)
{
    static const std::string none;
    if (!*m_kept)
        return none;
    if (const auto known = m_prepared.find(text); known != m_prepared.end())
        return known->second;
    // By its text, so that whatever connection a pooler gives us, a name never means another statement.
    const std::string name = "tocsin_" + tokenHash(text).substr(0, 32);
    static_cast<void>(
        answer(PQsendPrepare(m_connection.get(), name.c_str(), numbered(text).c_str(), 0, nullptr)));
    return m_prepared.emplace(text, name).first->second;
}

int PgConnection::send(const std::string& name, const std::string& text, int count, const char* const* values)
{
    if (name.empty())
        return PQsendQueryParams(m_connection.get(), numbered(text).c_str(), count, nullptr, values, nullptr,
                                 nullptr, 0);
    return PQsendQueryPrepared(m_connection.get(), name.c_str(), count, values, nullptr, nullptr, 0);
}

void PgConnection::throwIfError(const pg_result* result)
{
    const auto status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return;
    const char* const field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char* const text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const std::string state = field != nullptr ? field : "";
    const std::string what = std::string{"PostgreSQL: "} + (text != nullptr ? text : "") + " (" +
                             (state.empty() ? "no code" : state) + ")";
    // Our statement is missing, or another client's has its name: this is another connection.
    if (state == "26000" || state == "42P05") {
        *m_kept = false;
        throw StoreConflict{what};
    }
    throwAs(state, what);
}

std::unique_ptr<SqlCursor> PgConnection::execute(const std::string& text, std::span<const SqlValue> values)
{
    const Values bound{values};
    return std::make_unique<Cursor>(answer(send(prepare(text), text, bound.count(), bound.data())));
}

void PgConnection::command(const std::string& text)
{
    static_cast<void>(answer(PQsendQuery(m_connection.get(), text.c_str())));
}

} // namespace tocsin::server
