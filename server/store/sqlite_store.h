// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/batcher.h"
#include "server/store/live_sessions.h"
#include "server/store/sqlite_connection.h"
#include "server/store/store.h"
#include "server/store/waiting_beats.h"
#include "server/store/write_watch.h"

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tocsin::server {

/// An embedded SQLite file: write-ahead log, one connection, each transaction BEGIN IMMEDIATE. SQLite lets
/// one writer in at a time anyway; our own threads wait in order instead of polling for its lock. Those that
/// wait when the lock comes free are run one after the other and share one commit, for it is the commit that
/// waits for the disk. A beat is answered from memory if that is known to be as in the file, and written with
/// the next transaction, within a second; while that fails, beats are answered when they are written.
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
    /// When there is something to write, if nothing comes before.
    std::optional<Deadline> runTogether(const std::vector<Job*>& all) noexcept;
    void lookUp(const std::vector<Job*>& beats);
    void runInOneTransaction(const std::vector<Job*>& jobs);
    void runInside(Job& job, bool alone);
    void writeBeats() noexcept;
    void writeBeatsInside(Sql& sql);
    void written();
    [[nodiscard]] bool isAsKnown();
    void forgetIfOthersWrote(Sql& sql);
    void noteVersion(Sql& sql) noexcept;

    SqliteConnection m_connection;
    std::optional<bool> m_waitsForDisk{}; ///< at a commit
    std::optional<WriteWatch> m_watch{};
    std::atomic<std::int64_t> m_known{-1}; ///< `m_watch`'s version; `m_live` is as in the file then
    std::int64_t m_others{0};              ///< the version of what others have written
    LiveSessions m_live{};
    WaitingBeats m_beats{};
    bool m_writesBeats{false};        ///< this very moment
    std::atomic<bool> m_writes{true}; ///< did so the last time
    Batcher<Job> m_jobs;
};

} // namespace tocsin::server
