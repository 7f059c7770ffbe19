// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/batcher.h"
#include "server/store/pg_beats.h"
#include "server/store/pg_pool.h"
#include "server/store/store.h"

#include <string>

namespace tocsin::server {

/// A PostgreSQL database, of this process and of others like it. Transactions are SERIALIZABLE
/// (https://www.postgresql.org/docs/15/transaction-iso.html#XACT-SERIALIZABLE): PostgreSQL itself finds those
/// that could not have run one after the other, and they are run again.
class PgStore final : public Store
{
public:
    struct Settings
    {
        size_t mostConnections{24};
        /// What a call may take in all, waiting for a connection included; shorter than the server's own stop
        /// takes and than clients wait.
        std::chrono::milliseconds patience{8000};
    };

    /// Brings the tables up to date. Throws std::runtime_error with a text for people when it cannot.
    PgStore(const std::string& url, const Clock& clock, Settings settings);
    PgStore(const std::string& url, const Clock& clock)
        : PgStore{url, clock, Settings{}}
    {}

    using Store::lightly;
    using Store::transact;
    void transact(Deadline until, const std::function<void(Transaction&)>& work) override;
    void lightly(Deadline until, const std::function<void(Transaction&)>& work) override;
    void beatLater(const Beat& beat, Deadline until, std::function<void(const BeatOutcome&)> done) override;

private:
    /// When a call that begins now is given up. Throws StoreUnavailable if that is over.
    [[nodiscard]] Deadline endOf(Deadline until) const;
    void beatTogether(const std::vector<PgBeat*>& jobs) noexcept;
    /// Once more if the connection was dead.
    void writeOn(Deadline end, const std::vector<PgBeat*>& beats);
    void runOnce(const std::function<void(Transaction&)>& work, int run, Deadline deadline);
    void bringUpToDate(const Clock& clock);

    Settings m_settings;
    PgPool m_pool;
    Batcher<PgBeat> m_beats;
};

} // namespace tocsin::server
