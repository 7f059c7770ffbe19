// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/batcher.h"
#include "server/store/sqlite_connection.h"
#include "server/store/store.h"

#include <optional>
#include <string>
#include <vector>

namespace tocsin::server {

/// An embedded SQLite file: write-ahead log, one connection, each transaction BEGIN IMMEDIATE. SQLite lets
/// one writer in at a time anyway; our own threads wait in order instead of polling for its lock. Those that
/// wait when the lock comes free are run one after the other and share one commit, for it is the commit that
/// waits for the disk.
class SqliteStore final : public Store
{
public:
    /// Opens or makes `path` and brings its tables up to date. Throws std::runtime_error with a text for
    /// people when it cannot.
    SqliteStore(const std::string& path, const Clock& clock);
    ~SqliteStore() override;

    using Store::transact;
    void transact(Deadline until, const std::function<void(Transaction&)>& work) override;
    void beatLater(const Beat& beat, Deadline until, std::function<void(const BeatOutcome&)> done) override;

private:
    struct Job;

    void waitForDisk(bool wait);
    /// Those that are not overdue; the others have failed.
    [[nodiscard]] std::vector<Job*> inTime(const std::vector<Job*>& jobs);
    void runTogether(const std::vector<Job*>& all) noexcept;
    void runInside(Job& job, bool alone);

    SqliteConnection m_connection;
    std::optional<bool> m_waitsForDisk{}; ///< at a commit
    Batcher<Job> m_jobs;
};

} // namespace tocsin::server
