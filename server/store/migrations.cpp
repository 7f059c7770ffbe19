// SPDX-License-Identifier: MIT
#include "server/store/migrations.h"

#include "server/store/phone_merge.h"

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace tocsin::server {

namespace {

// Times are milliseconds since 1970. A step that has been released is never changed: add another.
// TEXT, INTEGER and BIGINT mean the same to SQLite and to PostgreSQL.
constexpr std::string_view Pairing = R"(
CREATE TABLE phones (
    id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, locked_until BIGINT);
CREATE TABLE pairing_codes (
    temp_token_hash TEXT PRIMARY KEY, phone_id TEXT NOT NULL REFERENCES phones(id), code_hash TEXT NOT NULL,
    address TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL, dead INTEGER NOT NULL);
CREATE INDEX pairing_codes_phone ON pairing_codes (phone_id, created_at);
CREATE INDEX pairing_codes_address ON pairing_codes (address, created_at);
CREATE INDEX pairing_codes_created ON pairing_codes (created_at);
CREATE TABLE pairing_failures (
    phone_id TEXT NOT NULL REFERENCES phones(id), at BIGINT NOT NULL);
CREATE INDEX pairing_failures_phone ON pairing_failures (phone_id, at);
CREATE TABLE logins (
    id TEXT PRIMARY KEY, phone_id TEXT NOT NULL REFERENCES phones(id), fingerprint TEXT NOT NULL,
    created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, ended_at BIGINT);
CREATE TABLE access_tokens (
    jti TEXT PRIMARY KEY, login_id TEXT NOT NULL REFERENCES logins(id), expires_at BIGINT NOT NULL,
    dies_at BIGINT);
CREATE INDEX access_tokens_login ON access_tokens (login_id);
)";

constexpr std::string_view Monitoring = R"(
CREATE TABLE sessions (
    monitoring_id TEXT PRIMARY KEY, login_id TEXT NOT NULL REFERENCES logins(id),
    claude_session_id TEXT NOT NULL, description TEXT NOT NULL, hostname TEXT NOT NULL,
    started_at BIGINT NOT NULL, created_at BIGINT NOT NULL, last_beat_at BIGINT NOT NULL,
    last_activity_at BIGINT NOT NULL, ended_at BIGINT, texts_sent INTEGER NOT NULL,
    errors_seen INTEGER NOT NULL);
CREATE UNIQUE INDEX sessions_open ON sessions (login_id, claude_session_id) WHERE ended_at IS NULL;
CREATE INDEX sessions_beat ON sessions (last_beat_at) WHERE ended_at IS NULL;
CREATE TABLE session_tokens (
    hash TEXT PRIMARY KEY, monitoring_id TEXT NOT NULL REFERENCES sessions(monitoring_id), dies_at BIGINT);
CREATE INDEX session_tokens_session ON session_tokens (monitoring_id);
CREATE TABLE events (
    id TEXT PRIMARY KEY, monitoring_id TEXT NOT NULL REFERENCES sessions(monitoring_id),
    type TEXT NOT NULL, kind TEXT NOT NULL, happened_at BIGINT NOT NULL, received_at BIGINT NOT NULL, outcome TEXT NOT NULL);
CREATE INDEX events_session ON events (monitoring_id, received_at);
CREATE TABLE texts (
    id TEXT PRIMARY KEY, phone_id TEXT NOT NULL REFERENCES phones(id),
    monitoring_id TEXT NOT NULL REFERENCES sessions(monitoring_id), type TEXT NOT NULL, kind TEXT NOT NULL,
    at BIGINT NOT NULL);
CREATE INDEX texts_phone ON texts (phone_id, at);
CREATE INDEX texts_session ON texts (monitoring_id, type, kind, at);
CREATE INDEX texts_at ON texts (at);
CREATE TABLE answers (
    scope TEXT NOT NULL, idempotency_key TEXT NOT NULL, answer TEXT NOT NULL, created_at BIGINT NOT NULL,
    PRIMARY KEY (scope, idempotency_key));
)";

// A text is a row, made with its event, before anybody tries to send it: what was `texts` moves here.
constexpr std::string_view Outbox = R"(
CREATE TABLE outbox (
    id TEXT PRIMARY KEY, phone_id TEXT NOT NULL REFERENCES phones(id),
    monitoring_id TEXT REFERENCES sessions(monitoring_id), event_id TEXT NOT NULL, type TEXT NOT NULL,
    kind TEXT NOT NULL, sealed_body TEXT NOT NULL, made_at BIGINT NOT NULL, due_at BIGINT NOT NULL,
    useless_at BIGINT NOT NULL, status TEXT NOT NULL, attempts INTEGER NOT NULL, owner TEXT NOT NULL,
    lease_until BIGINT NOT NULL, provider_id TEXT NOT NULL, error_code INTEGER NOT NULL);
INSERT INTO outbox SELECT id, phone_id, monitoring_id, '', type, kind, '', at, at, at, 'sent', 1, '', 0, '', 0
    FROM texts;
DROP TABLE texts;
CREATE INDEX outbox_phone ON outbox (phone_id, made_at);
CREATE INDEX outbox_session ON outbox (monitoring_id, type, kind, made_at);
CREATE INDEX outbox_made ON outbox (made_at);
CREATE INDEX outbox_due ON outbox (status, due_at);
CREATE TABLE opt_outs (number TEXT PRIMARY KEY, at BIGINT NOT NULL);
)";

constexpr std::string_view NoContact = R"(
ALTER TABLE sessions ADD COLUMN notify_no_contact INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN no_contact_told INTEGER NOT NULL DEFAULT 0;
)";

// Nearly all that is ever written is a beat: an index on its time made three pages of each, and kept
// PostgreSQL from updating the row in place. Who looks for the silent ones, once a minute, can read through
// the open sessions.
constexpr std::string_view CheapBeats = R"(
DROP INDEX sessions_beat;
)";

// Once a minute somebody asks for what is old enough to go, and whether anything still refers to it.
constexpr std::string_view CheapForgetting = R"(
CREATE INDEX events_received ON events (received_at);
CREATE INDEX answers_created ON answers (created_at);
CREATE INDEX sessions_login ON sessions (login_id);
CREATE INDEX logins_phone ON logins (phone_id);
)";

// A token from before this step counts as used: its holder has it.
constexpr std::string_view Successors = R"(
ALTER TABLE access_tokens ADD COLUMN replaces TEXT NOT NULL DEFAULT '';
ALTER TABLE access_tokens ADD COLUMN used INTEGER NOT NULL DEFAULT 1;
)";

constexpr std::string_view RepeatedExchanges = R"(
ALTER TABLE pairing_codes ADD COLUMN login_id TEXT NOT NULL DEFAULT '';
)";

constexpr std::string_view Holds = R"(
ALTER TABLE outbox ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN allowed_at BIGINT;
ALTER TABLE outbox ADD COLUMN answered_at BIGINT;
CREATE INDEX outbox_held ON outbox (phone_id) WHERE status = 'held';
ALTER TABLE sessions ADD COLUMN present INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN presence_at BIGINT;
)";

// What a minute's look and an hour's forgetting ask for, however much is kept. A beat changes none of these
// columns.
constexpr std::string_view SmallSteps = R"(
CREATE INDEX sessions_unended ON sessions (monitoring_id) WHERE ended_at IS NULL;
CREATE INDEX session_tokens_dead ON session_tokens (dies_at) WHERE dies_at IS NOT NULL;
CREATE INDEX access_tokens_expired ON access_tokens (expires_at);
CREATE INDEX pairing_failures_at ON pairing_failures (at);
)";

constexpr std::string_view LearnedOptOuts = R"(
ALTER TABLE opt_outs ADD COLUMN learned INTEGER NOT NULL DEFAULT 0;
)";

// A lock binds who guesses, no longer the phone.
constexpr std::string_view Guessers = R"(
ALTER TABLE pairing_codes ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE pairing_failures ADD COLUMN address TEXT NOT NULL DEFAULT '';
UPDATE pairing_codes SET site = address;
UPDATE phones SET locked_until = NULL;
CREATE INDEX pairing_codes_site ON pairing_codes (site, created_at);
CREATE INDEX pairing_failures_address ON pairing_failures (address, at);
)";

constexpr std::string_view RequestsOfAnswers = R"(
ALTER TABLE answers ADD COLUMN request_hash TEXT NOT NULL DEFAULT '';
)";

constexpr std::string_view UsedLogins = R"(
ALTER TABLE logins ADD COLUMN last_used_at BIGINT;
)";

// What one login may have many rows of is never read through: the texts of a session, its dead tokens, the
// sessions that have ended. The conditions are those of the queries, word for word.
constexpr std::string_view BoundedLooks = R"(
CREATE INDEX sessions_of_login ON sessions (login_id, created_at);
CREATE INDEX sessions_ended ON sessions (login_id, ended_at);
CREATE INDEX session_tokens_life ON session_tokens (monitoring_id, dies_at);
CREATE INDEX access_tokens_life ON access_tokens (login_id, dies_at);
CREATE INDEX outbox_of_session ON outbox (monitoring_id, made_at);
CREATE INDEX outbox_held_session ON outbox (monitoring_id) WHERE status = 'held';
CREATE INDEX outbox_counted ON outbox (made_at) WHERE monitoring_id IS NOT NULL AND
    status NOT IN ('held', 'withdrawn') AND NOT (status = 'failed' AND attempts = 0);
CREATE INDEX outbox_counted_phone ON outbox (phone_id, made_at) WHERE monitoring_id IS NOT NULL AND
    status NOT IN ('held', 'withdrawn') AND NOT (status = 'failed' AND attempts = 0);
CREATE INDEX outbox_may_be_sent ON outbox (monitoring_id, type, kind, made_at) WHERE monitoring_id IS NOT NULL AND
    status NOT IN ('held', 'failed', 'withdrawn');
)";

// Who has logged in from a network is known there for as long as the login is.
constexpr std::string_view LoginNetworks = R"(
ALTER TABLE logins ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE logins ADD COLUMN site TEXT NOT NULL DEFAULT '';
UPDATE logins SET
    address = COALESCE((SELECT MAX(address) FROM pairing_codes WHERE pairing_codes.login_id = logins.id), ''),
    site = COALESCE((SELECT MAX(site) FROM pairing_codes WHERE pairing_codes.login_id = logins.id), '');
)";

// Each is the beginning of another index. PostgreSQL took the shorter one, and read all sessions that a login
// ever had to find the open ones.
constexpr std::string_view FewerIndices = R"(
DROP INDEX sessions_login;
DROP INDEX session_tokens_session;
DROP INDEX access_tokens_login;
)";

struct Step
{
    std::string_view script;
    void (*more)(Sql& sql){nullptr}; ///< what SQL cannot say
};

constexpr std::array Steps{Step{Pairing},         Step{Monitoring},        Step{Outbox},
                           Step{NoContact},       Step{CheapBeats},        Step{CheapForgetting},
                           Step{Successors},      Step{RepeatedExchanges}, Step{Holds},
                           Step{SmallSteps},      Step{LearnedOptOuts},    Step{Guessers},
                           Step{{}, mergePhones}, Step{RequestsOfAnswers}, Step{UsedLogins},
                           Step{BoundedLooks},    Step{LoginNetworks},     Step{FewerIndices}};

/// One statement at a time: neither database's driver takes several.
void runAll(Sql& sql, std::string_view script)
{
    while (true) {
        const size_t end = script.find(';');
        if (end == std::string_view::npos)
            return;
        sql.run(std::string{script.substr(0, end)});
        script.remove_prefix(end + 1);
    }
}

} // namespace

int latestVersion()
{
    return static_cast<int>(Steps.size());
}

int versionOf(Sql& sql)
{
    sql.run(
        "CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, applied_at BIGINT NOT NULL)");
    const auto found = sql.row<std::int64_t>("SELECT COALESCE(MAX(version), 0) FROM migrations");
    return found ? static_cast<int>(std::get<0>(*found)) : 0;
}

std::string whyTooNew(int version)
{
    if (version <= latestVersion())
        return {};
    return "the database was written by a newer version of tocsin-server: its tables are of version " +
           std::to_string(version) + ", and this program knows " + std::to_string(latestVersion()) +
           ". Install the newer version again, or restore a copy from before its update";
}

void migrate(Sql& sql, Instant now, const std::function<void(int)>& beforeUpdate)
{
    const int version = versionOf(sql);
    if (const std::string why = whyTooNew(version); !why.empty())
        throw std::runtime_error(why);
    if (version > 0 && version < latestVersion() && beforeUpdate)
        beforeUpdate(version);
    for (auto step = static_cast<size_t>(version); step < Steps.size(); ++step) {
        runAll(sql, Steps.at(step).script);
        if (Steps.at(step).more != nullptr)
            Steps.at(step).more(sql);
        sql.run("INSERT INTO migrations (version, applied_at) VALUES (?, ?)",
                static_cast<std::int64_t>(step + 1), toColumn(now));
    }
}

} // namespace tocsin::server
