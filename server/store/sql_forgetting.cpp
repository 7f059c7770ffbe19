// SPDX-License-Identifier: MIT
#include "server/store/sql_transaction.h"

namespace tocsin::server {

namespace {

/// Values: before, how many.
const char* statementFor(OldRows what)
{
    switch (what) {
    case OldRows::Texts:
        return "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE made_at < ? ORDER BY made_at "
               "LIMIT ?)";
    case OldRows::Events:
        return "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE received_at < ? ORDER BY "
               "received_at "
               "LIMIT ?)";
    case OldRows::Answers:
        return "DELETE FROM answers WHERE (scope, idempotency_key) IN (SELECT scope, idempotency_key FROM "
               "answers "
               "WHERE created_at < ? ORDER BY created_at LIMIT ?)";
    case OldRows::PairingFailures: // they have no key of their own
        return "DELETE FROM pairing_failures WHERE at <= (SELECT MAX(at) FROM (SELECT at FROM "
               "pairing_failures "
               "WHERE at < ? ORDER BY at LIMIT ?) AS picked)";
    case OldRows::PairingCodes:
        return "DELETE FROM pairing_codes WHERE temp_token_hash IN (SELECT temp_token_hash FROM "
               "pairing_codes "
               "WHERE created_at < ? ORDER BY created_at LIMIT ?)";
    case OldRows::CodeTexts:
        return "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE monitoring_id IS NULL AND "
               "made_at < ? "
               "ORDER BY made_at LIMIT ?)";
    case OldRows::SessionTokens:
        return "DELETE FROM session_tokens WHERE hash IN (SELECT hash FROM session_tokens WHERE dies_at < ? "
               "ORDER BY dies_at LIMIT ?)";
    case OldRows::AccessTokens:
        break;
    }
    return "DELETE FROM access_tokens WHERE jti IN (SELECT jti FROM access_tokens WHERE expires_at < ? ORDER "
           "BY "
           "expires_at LIMIT ?)";
}

struct Unused
{
    const char* last;   ///< of the window; values: after, how many
    const char* remove; ///< values: after, last, before
};

Unused statementsFor(UnusedRows what)
{
    switch (what) {
    case UnusedRows::Sessions:
        return {"SELECT MAX(monitoring_id) FROM (SELECT monitoring_id FROM sessions WHERE monitoring_id > ? "
                "ORDER BY "
                "monitoring_id LIMIT ?) AS picked",
                "DELETE FROM sessions WHERE monitoring_id > ? AND monitoring_id <= ? AND ended_at < ? AND "
                "NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.monitoring_id = sessions.monitoring_id) AND "
                "NOT EXISTS (SELECT 1 FROM events WHERE events.monitoring_id = sessions.monitoring_id) AND "
                "NOT EXISTS (SELECT 1 FROM session_tokens WHERE session_tokens.monitoring_id = "
                "sessions.monitoring_id)"};
    case UnusedRows::Logins:
        return {"SELECT MAX(id) FROM (SELECT id FROM logins WHERE id > ? ORDER BY id LIMIT ?) AS picked",
                "DELETE FROM logins WHERE id > ? AND id <= ? AND COALESCE(ended_at, expires_at) < ? AND "
                "NOT EXISTS (SELECT 1 FROM sessions WHERE login_id = logins.id) AND "
                "NOT EXISTS (SELECT 1 FROM access_tokens WHERE login_id = logins.id)"};
    case UnusedRows::Phones:
        break;
    }
    return {"SELECT MAX(id) FROM (SELECT id FROM phones WHERE id > ? ORDER BY id LIMIT ?) AS picked",
            "DELETE FROM phones WHERE id > ? AND id <= ? AND COALESCE(locked_until, 0) < ? AND "
            "NOT EXISTS (SELECT 1 FROM logins WHERE phone_id = phones.id) AND "
            "NOT EXISTS (SELECT 1 FROM pairing_codes WHERE phone_id = phones.id) AND "
            "NOT EXISTS (SELECT 1 FROM pairing_failures WHERE phone_id = phones.id) AND "
            "NOT EXISTS (SELECT 1 FROM outbox WHERE phone_id = phones.id)"};
}

} // namespace

int SqlTransaction::forgetOld(OldRows what, Instant before, int most)
{
    return static_cast<int>(m_sql.run(statementFor(what), toColumn(before), most));
}

std::string SqlTransaction::forgetUnused(UnusedRows what, const std::string& after, Instant before, int most)
{
    const Unused statements = statementsFor(what);
    const auto row = m_sql.row<std::optional<std::string>>(statements.last, after, most);
    const std::string last = row ? std::get<0>(*row).value_or(std::string{}) : std::string{};
    if (!last.empty())
        m_sql.run(statements.remove, after, last, toColumn(before));
    return last;
}

} // namespace tocsin::server
