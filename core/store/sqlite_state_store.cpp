// SPDX-License-Identifier: MIT
#include "core/store/sqlite_state_store.h"

#include "core/ipc/private_folder.h"
#include "core/logging/categories.h"
#include "core/store/migrations.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// More than the spool can hold, so that what comes again is known.
constexpr int KeptIds{4096};

QByteArray digestOf(const QByteArray& document)
{
    return QCryptographicHash::hash(document, QCryptographicHash::Sha256);
}

QMap<QString, QByteArray> digestsOf(const Documents& documents)
{
    QMap<QString, QByteArray> digests;
    for (auto it = documents.begin(); it != documents.end(); ++it)
        digests.insert(it.key(), digestOf(*it));
    return digests;
}

// https://www.sqlite.org/rescode.html
constexpr int ErrorCode{1}; ///< a statement makes no sense for these tables
constexpr int CorruptCode{11};
constexpr int NotADatabaseCode{26};

} // namespace

SqliteStateStore::SqliteStateStore(const QString& file)
    : m_file{file}
    , m_connection{QUuid::createUuid().toString()}
    , m_database{QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection)}
    , m_history{[this](const QString& statement, const QVariantList& values) {
        return run(statement, values);
    }}
    , m_activity{[this](const QString& statement, const QVariantList& values) {
        return run(statement, values);
    }}
    , m_sessions{
          [this](const QString& statement, const QVariantList& values) { return run(statement, values); }}
{
    m_database.setDatabaseName(file);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=200"_s);
    if (!open())
        qCWarning(logApp).noquote() << "the state cannot be kept:" << m_problem;
}

SqliteStateStore::~SqliteStateStore()
{
    m_prepared.clear();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

/// Also after an earlier try failed: a full disk says nothing against the state on it.
bool SqliteStateStore::open()
{
    if (!m_isReady && !openFile() && m_isUseless) {
        setAside();
        (void)openFile();
    }
    return m_isReady;
}

bool SqliteStateStore::openFile()
{
    m_problem.clear();
    m_isUseless = false;
    m_prepared.clear();
    m_database.close();
    if (makePrivateFolder(QFileInfo{m_file}.absolutePath())) {
        m_problem = u"the folder of "_s + m_file + u" cannot be used"_s;
        return false;
    }
    // Before SQLite makes it with the rights of the umask.
    if (QFile file{m_file}; !file.exists() && file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (!m_database.open()) {
        note(m_database.lastError());
        return false;
    }
    m_isReady = prepareTables();
    return m_isReady;
}

void SqliteStateStore::setAside()
{
    m_prepared.clear();
    m_database.close();
    bool isMoved = false;
    for (const QString& suffix : {u"-shm"_s, u"-wal"_s, QString{}}) {
        QFile::remove(m_file + u".bad"_s + suffix);
        isMoved = QFile::rename(m_file + suffix, m_file + u".bad"_s + suffix);
    }
    if (isMoved)
        qCWarning(logApp).noquote() << "the saved state makes no sense and is set aside:" << m_problem;
}

bool SqliteStateStore::prepareTables()
{
    // One process at a time has it, so no shared memory file is needed beside it.
    const bool isReady = run(u"PRAGMA locking_mode=EXCLUSIVE"_s) && run(u"PRAGMA journal_mode=WAL"_s) &&
                         run(u"PRAGMA synchronous=NORMAL"_s) &&
                         run(u"PRAGMA cache_size=-256"_s); // KiB; it is read at start alone
    if (!isReady)
        return false;
    QSqlQuery version{m_database};
    if (!version.exec(u"PRAGMA user_version"_s) || !version.next()) {
        note(version.lastError());
        return false;
    }
    const int found = version.value(0).toInt();
    version.finish();
    const int wanted = static_cast<int>(migrations().size());
    if (found < 0 || found > wanted) {
        m_problem = u"it is of version %1, not %2"_s.arg(found).arg(wanted);
        m_isUseless = true;
        return false;
    }
    for (int from = found; from < wanted; ++from) {
        if (!migrate(from))
            return false;
    }
    return true;
}

bool SqliteStateStore::migrate(int from)
{
    if (!run(u"BEGIN IMMEDIATE"_s))
        return false;
    QSqlQuery query{m_database};
    const bool isChanged = migrations()[static_cast<size_t>(from)](query);
    if (!isChanged) {
        note(query.lastError());
        m_isUseless = m_isUseless || query.lastError().nativeErrorCode().toInt() == ErrorCode;
    }
    query.finish();
    if (isChanged && run(u"PRAGMA user_version=%1"_s.arg(from + 1)) && run(u"COMMIT"_s))
        return true;
    rollBack();
    return false;
}

void SqliteStateStore::rollBack()
{
    const QString why = m_problem;
    const bool isUseless = m_isUseless;
    (void)run(u"ROLLBACK"_s); // SQLite may have done it by itself, and say so
    m_problem = why;
    m_isUseless = isUseless;
}

SavedState SqliteStateStore::load()
{
    SavedState state;
    if (!m_isReady)
        return state;
    QSqlQuery documents{u"SELECT session, name, body FROM documents"_s, m_database};
    while (documents.next())
        state.sessions[documents.value(0).toString()].insert(documents.value(1).toString(),
                                                             documents.value(2).toByteArray());
    QSqlQuery ids{u"SELECT id FROM taken ORDER BY number"_s, m_database};
    while (ids.next())
        state.takenIds.push_back(QUuid::fromString(ids.value(0).toString()));
    for (auto it = state.sessions.cbegin(); it != state.sessions.cend(); ++it)
        m_digests.insert(it.key(), digestsOf(*it));
    return state;
}

std::vector<HistoryRow> SqliteStateStore::history(int rows)
{
    if (!m_isReady)
        return {};
    QSqlQuery query{m_database};
    if (!query.prepare(HistoryTable::selectLatest()))
        return {};
    query.addBindValue(rows);
    return query.exec() ? HistoryTable::read(query) : std::vector<HistoryRow>{};
}

std::vector<HistoryRow> SqliteStateStore::story(const QString& session, const HistoryRow* older, int rows)
{
    if (!m_isReady)
        return {};
    QSqlQuery query{m_database};
    if (!query.prepare(HistoryTable::selectStory()))
        return {};
    const QVariantList values = HistoryTable::storyValues(session, older, rows);
    for (const QVariant& value : values)
        query.addBindValue(value);
    return query.exec() ? HistoryTable::read(query) : std::vector<HistoryRow>{};
}

bool SqliteStateStore::forgetPrompts()
{
    return open() && m_activity.forgetPrompts();
}

std::vector<PastSession> SqliteStateStore::pastSessions()
{
    if (!m_isReady)
        return {};
    QSqlQuery query{m_database};
    return query.exec(SessionsTable::select()) ? SessionsTable::read(query) : std::vector<PastSession>{};
}

bool SqliteStateStore::commit(const SavedState& changes)
{
    if (!open() || !run(u"BEGIN IMMEDIATE"_s))
        return false;
    if (!write(changes) || !run(u"COMMIT"_s)) {
        rollBack();
        return false;
    }
    for (auto it = changes.sessions.begin(); it != changes.sessions.end(); ++it) {
        if (it->isEmpty())
            m_digests.remove(it.key());
        else
            m_digests.insert(it.key(), digestsOf(*it));
    }
    m_problem.clear();
    return true;
}

bool SqliteStateStore::write(const SavedState& changes)
{
    for (auto it = changes.sessions.begin(); it != changes.sessions.end(); ++it) {
        if (!writeSession(it.key(), *it))
            return false;
    }
    return writeIds(changes.takenIds) && m_history.write(changes.history) &&
           m_activity.write(changes.activity) && m_sessions.write(changes.seen);
}

bool SqliteStateStore::writeSession(const QString& session, const Documents& documents)
{
    const QMap<QString, QByteArray> before = m_digests.value(session);
    for (auto it = before.begin(); it != before.end(); ++it) {
        if (!documents.contains(it.key()) &&
            !run(u"DELETE FROM documents WHERE session=? AND name=?"_s, {session, it.key()}))
            return false;
    }
    for (auto it = documents.begin(); it != documents.end(); ++it) {
        if (before.value(it.key()) != digestOf(*it) &&
            !run(u"INSERT OR REPLACE INTO documents (session, name, body) VALUES (?, ?, ?)"_s,
                 {session, it.key(), *it}))
            return false;
    }
    return true;
}

bool SqliteStateStore::writeIds(const std::vector<QUuid>& ids)
{
    for (const QUuid& id : ids) {
        if (!run(u"INSERT INTO taken (id) VALUES (?)"_s, {id.toString(QUuid::WithoutBraces)}))
            return false;
    }
    return ids.empty() ||
           run(u"DELETE FROM taken WHERE number <= (SELECT MAX(number) FROM taken) - ?"_s, {KeptIds});
}

void SqliteStateStore::note(const QSqlError& error)
{
    m_problem = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    // The low byte is the primary code.
    const int code = error.nativeErrorCode().toInt() & 0xff;
    m_isUseless = code == CorruptCode || code == NotADatabaseCode;
}

bool SqliteStateStore::run(const QString& statement, const QVariantList& values)
{
    auto found = m_prepared.find(statement);
    if (found == m_prepared.end()) {
        QSqlQuery fresh{m_database};
        if (!fresh.prepare(statement)) {
            note(fresh.lastError());
            return false;
        }
        found = m_prepared.emplace(statement, std::move(fresh)).first;
    }
    QSqlQuery& query = found->second;
    for (int i = 0; i < values.size(); ++i)
        query.bindValue(i, values.at(i));
    const bool isDone = query.exec();
    if (!isDone)
        note(query.lastError());
    query.finish();
    return isDone;
}

} // namespace tocsin
