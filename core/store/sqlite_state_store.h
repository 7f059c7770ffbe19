// SPDX-License-Identifier: MIT
#pragma once

#include "core/store/activity_table.h"
#include "core/store/history_table.h"
#include "core/store/sessions_table.h"
#include "core/store/state_store.h"

#include <QHash>
#include <QMap>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <map>

namespace tocsin {

/// An SQLite file in write-ahead mode, for its owner alone. A commit survives the end of this program at any
/// moment; it is not forced to the platter each time, so a power cut may take the last seconds with it
/// (https://www.sqlite.org/pragma.html#pragma_synchronous, NORMAL): Claude Code waits for us, and dies in a
/// power cut too.
///
/// A file of an earlier Tocsin is brought up to date (migrations.h); one that is damaged, or was written by a
/// later Tocsin, is set aside as `.bad` and a new one begun. What could not be opened is tried again by each
/// commit().
class SqliteStateStore final : public StateStore
{
public:
    /// Its folder is made 0700 if it is missing.
    explicit SqliteStateStore(const QString& file);
    ~SqliteStateStore() override;

    [[nodiscard]] SavedState load() override;
    [[nodiscard]] bool commit(const SavedState& changes) override;
    [[nodiscard]] std::vector<HistoryRow> history(int rows) override;
    [[nodiscard]] std::vector<HistoryRow> story(const QString& session, const HistoryRow* older,
                                                int rows) override;
    [[nodiscard]] bool forgetPrompts() override;
    [[nodiscard]] std::vector<PastSession> pastSessions() override;
    [[nodiscard]] QString problem() const override { return m_problem; }

private:
    [[nodiscard]] bool open();
    [[nodiscard]] bool openFile();
    [[nodiscard]] bool prepareTables();
    [[nodiscard]] bool migrate(int from);
    [[nodiscard]] bool write(const SavedState& changes);
    [[nodiscard]] bool writeSession(const QString& session, const Documents& documents);
    [[nodiscard]] bool writeIds(const std::vector<QUuid>& ids);
    [[nodiscard]] bool run(const QString& statement, const QVariantList& values = {});
    void note(const QSqlError& error);
    void rollBack();
    void setAside();

    QString m_file;
    QString m_connection;
    QSqlDatabase m_database;
    /// Of session, name: the digest of what was written last, so that only what changed is.
    QHash<QString, QMap<QString, QByteArray>> m_digests;
    std::map<QString, QSqlQuery> m_prepared;
    HistoryTable m_history;
    ActivityTable m_activity;
    SessionsTable m_sessions;
    QString m_problem;
    bool m_isReady{false};   ///< open, and with the tables of today
    bool m_isUseless{false}; ///< the file itself is what is wrong
};

} // namespace tocsin
