// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/store/activity_table.h"
#include "core/store/history_table.h"
#include "core/store/migrations.h"
#include "core/store/sqlite_state_store.h"
#include "tests/core/store/old_state.h"

#include <QSqlDatabase>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;
using namespace tocsin;
using namespace tocsin::test;

namespace {

const QDateTime Start = utcAt(QDate{2026, 2, 1}, QTime{14, 0});

HistoryRow rowOf(qint64 id, const QDateTime& raisedAt = Start)
{
    return {.id = id,
            .session = u"s"_s,
            .name = u"shop (main)"_s,
            .topic = u"permission"_s,
            .raisedAt = raisedAt,
            .notification = u"showing"_s,
            .notificationAt = raisedAt.addMSecs(700),
            .text = u"due"_s,
            .textReason = u"grace"_s,
            .textAt = raisedAt.addSecs(60)};
}

HistoryRow activityOf(qint64 id, QLatin1StringView topic, const QString& detail, qint64 second)
{
    return {.id = id, .session = u"s"_s, .topic = topic, .raisedAt = Start.addSecs(second), .detail = detail};
}

/// A history of its own in memory, with another size.
class SmallHistory final
{
public:
    explicit SmallHistory(int maxRows)
        : m_database{QSqlDatabase::addDatabase(u"QSQLITE"_s, u"small"_s)}
        , m_table{[this](const QString& statement, const QVariantList& values) {
                      return run(statement, values);
                  },
                  maxRows}
        , m_activity{
              [this](const QString& statement, const QVariantList& values) { return run(statement, values); },
              MaxActivity}
    {
        m_database.setDatabaseName(u":memory:"_s);
        if (m_database.open()) {
            QSqlQuery query{m_database};
            for (const Migration& step : migrations())
                m_isMade = step(query) && m_isMade;
        }
    }
    ~SmallHistory()
    {
        m_database = {};
        QSqlDatabase::removeDatabase(u"small"_s);
    }
    SmallHistory(const SmallHistory&) = delete;
    SmallHistory& operator=(const SmallHistory&) = delete;

    [[nodiscard]] bool write(const std::vector<HistoryRow>& rows) { return m_isMade && m_table.write(rows); }
    [[nodiscard]] bool writeActivity(const std::vector<HistoryRow>& rows)
    {
        return m_isMade && m_activity.write(rows);
    }
    [[nodiscard]] int activities()
    {
        QSqlQuery query{u"SELECT COUNT(*) FROM activity"_s, m_database};
        return query.next() ? query.value(0).toInt() : -1;
    }
    [[nodiscard]] std::vector<qint64> ids()
    {
        QSqlQuery query{m_database};
        query.prepare(HistoryTable::selectLatest());
        query.addBindValue(100'000);
        query.exec();
        std::vector<qint64> ids;
        for (const HistoryRow& row : HistoryTable::read(query))
            ids.push_back(row.id);
        return ids;
    }

private:
    static constexpr int MaxActivity{300};

    [[nodiscard]] bool run(const QString& statement, const QVariantList& values)
    {
        QSqlQuery query{m_database};
        query.prepare(statement);
        for (const QVariant& value : values)
            query.addBindValue(value);
        return query.exec();
    }

    QSqlDatabase m_database;
    HistoryTable m_table;
    ActivityTable m_activity;
    bool m_isMade{true};
};

} // namespace

class TestHistory final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatWasWrittenIsReadBackTheLatestFirst()
    {
        HistoryRow closed = rowOf(2, Start.addSecs(1));
        closed.text = u"sent"_s;
        closed.delivery = u"delivered"_s;
        closed.textKey = u"67bb0640-d231-4711-8df1-b6cb534d32bd"_s;
        closed.hasReacted = true;
        closed.closedAt = Start.addSecs(90);
        closed.closedBy = u"answer"_s;
        closed.answer = u"allow"_s;
        closed.answerChannel = u"window"_s;
        closed.answeredAt = Start.addSecs(89);
        closed.answerOutcome = u"taken"_s;
        {
            SqliteStateStore store{file()};
            QVERIFY(store.commit({.history = {rowOf(1), closed}}));
        }
        SqliteStateStore store{file()};
        QVERIFY(store.history(10) == (std::vector{closed, rowOf(1)}));
        QVERIFY(store.history(1) == std::vector{closed});
    }
    void anAlertHasOneRow()
    {
        SqliteStateStore store{file()};
        QVERIFY(store.commit({.history = {rowOf(1)}}));
        HistoryRow later = rowOf(1);
        later.text = u"withdrawn"_s;
        QVERIFY(store.commit({.history = {later}}));
        QVERIFY(store.history(10) == std::vector{later});
    }
    void aSessionsStoryIsReadInPages()
    {
        std::vector<HistoryRow> rows;
        for (qint64 id = 1; id <= 25; ++id) {
            rows.push_back(rowOf(id, Start.addSecs(id / 3))); // several in the same moment
            rows.back().session = id % 5 == 0 ? u"other"_s : u"s"_s;
        }
        SqliteStateStore store{file()};
        QVERIFY(store.commit({.history = rows}));
        std::vector<qint64> ids;
        std::optional<HistoryRow> last;
        while (true) {
            const std::vector<HistoryRow> page = store.story(u"s"_s, last ? &*last : nullptr, 7);
            QVERIFY(page.size() <= 7U);
            for (const HistoryRow& row : page)
                ids.push_back(row.id);
            if (page.empty())
                break;
            last = page.back();
        }
        QCOMPARE(ids.size(), 20U);
        QVERIFY(std::is_sorted(ids.rbegin(), ids.rend()));
        QVERIFY(store.story(u"none"_s, nullptr, 7).empty());
    }
    void aStoryHasPromptsAndToolCallsBetweenTheAlerts()
    {
        SqliteStateStore store{file()};
        HistoryRow other = activityOf(-4, ToolsTopic, u"Bash ls"_s, 4);
        other.session = u"other"_s;
        QVERIFY(store.commit({.history = {rowOf(1, Start.addSecs(2)), rowOf(2, Start.addSecs(5))},
                              .activity = {activityOf(-1, PromptTopic, u"fix it"_s, 1),
                                           activityOf(-2, ToolsTopic, u"Bash make"_s, 2),
                                           activityOf(-3, ToolsTopic, u"Edit main.c"_s, 3), other}}));
        QVERIFY(store.commit({.activity = {activityOf(-3, ToolsTopic, u"Edit main.c\nBash git"_s, 3)}}));
        std::vector<HistoryRow> story;
        for (std::vector<HistoryRow> page = store.story(u"s"_s, nullptr, 2); !page.empty();
             page = store.story(u"s"_s, &story.back(), 2))
            story.insert(story.end(), page.begin(), page.end());
        QStringList told;
        for (const HistoryRow& row : story)
            told << row.topic + u' ' + row.detail;
        QCOMPARE(told, (QStringList{u"permission "_s, u"tools Edit main.c\nBash git"_s, u"permission "_s,
                                    u"tools Bash make"_s, u"prompt fix it"_s}));
        QVERIFY(story.at(1) == activityOf(-3, ToolsTopic, u"Edit main.c\nBash git"_s, 3));
        // They are no alerts.
        QCOMPARE(store.history(10).size(), 2U);
        QCOMPARE(store.pastSessions().size(), 1U);
    }
    void theWordsOfPromptsAreForgotten()
    {
        SqliteStateStore store{file()};
        QVERIFY(store.commit({.activity = {activityOf(-1, PromptTopic, u"fix it"_s, 1),
                                           activityOf(-2, ToolsTopic, u"Bash make"_s, 2)}}));
        QVERIFY(store.forgetPrompts());
        const std::vector<HistoryRow> story = store.story(u"s"_s, nullptr, 9);
        QCOMPARE(story.at(0).detail, u"Bash make"_s);
        QCOMPARE(story.at(1).topic, QString{PromptTopic});
        QCOMPARE(story.at(1).detail, QString{});
    }
    void activityHasLimitsOfItsOwn()
    {
        SmallHistory history{500};
        QVERIFY(history.write({rowOf(1)}));
        for (qint64 id = 1; id <= 1000; ++id)
            QVERIFY(history.writeActivity({activityOf(-id, ToolsTopic, u"Bash make"_s, id)}));
        QCOMPARE(history.ids(), std::vector<qint64>{1}); // the alert is still there
        const int left = history.activities();
        QVERIFY2(left >= 300 && left < 400, qPrintable(QString::number(left)));
        QVERIFY(history.writeActivity({activityOf(-2000, ToolsTopic, u"Bash make"_s, 31LL * 86400)}));
        QVERIFY(history.activities() < left);
        HistoryRow wide = activityOf(-1, ToolsTopic, QString(10'000, QChar{0x4e16}), 0);
        wide.session = wide.detail;
        SqliteStateStore store{file()};
        QVERIFY(store.commit({.activity = {wide}}));
        QCOMPARE(store.story(wide.session, nullptr, 1).front().detail.size(), ActivityTable::MaxDetail);
        static_assert(ActivityTable::MaxRows * 2048LL <= 32LL * 1024 * 1024);
        static_assert((ActivityTable::MaxDetail + HistoryTable::MaxName) * 3 < 2048 - 64);
    }
    void sessionsOfThePastHaveTheirLastName()
    {
        HistoryRow renamed = rowOf(2, Start.addSecs(60));
        renamed.name = u"shop (next)"_s;
        HistoryRow other = rowOf(3);
        other.session = u"t"_s;
        SqliteStateStore store{file()};
        QVERIFY(store.commit({.history = {rowOf(1), renamed, other}}));
        std::vector<PastSession> past = store.pastSessions();
        QCOMPARE(past.size(), 2U);
        if (past.front().id != u"s"_s)
            std::swap(past.front(), past.back());
        QCOMPARE(past.front().name, u"shop (next)"_s);
        QCOMPARE(past.front().lastAt, Start.addSecs(60));
        QCOMPARE(past.back().id, u"t"_s);
    }
    void sessionsAreKeptWithTheirFolderAndComputerAndWithoutAlerts()
    {
        PastSession shop{.id = u"s"_s,
                         .name = u"shop"_s,
                         .lastAt = Start.addSecs(5),
                         .path = u"/srv/shop"_s,
                         .host = u"builder"_s};
        {
            SqliteStateStore store{file()};
            HistoryRow older = rowOf(3);
            older.session = u"of an earlier Tocsin"_s;
            QVERIFY(store.commit({.history = {rowOf(1, Start.addDays(1)), older}, .seen = {shop}}));
            shop.lastAt = Start.addSecs(9);
            QVERIFY(store.commit({.seen = {shop}}));
        }
        SqliteStateStore store{file()};
        const std::vector<PastSession> past = store.pastSessions();
        QCOMPARE(past.size(), 2U); // none twice
        QVERIFY(std::find(past.begin(), past.end(), shop) != past.end());
        QVERIFY(std::any_of(past.begin(), past.end(), [](const PastSession& one) {
            return one.id == u"of an earlier Tocsin"_s && one.lastAt == Start && one.path.isEmpty();
        }));
        PastSession later{.id = u"t"_s, .name = u"t"_s, .lastAt = Start.addDays(31)};
        later.path = QString(10'000, QChar{0x4e16});
        QVERIFY(store.commit({.seen = {later}}));
        const std::vector<PastSession> left = store.pastSessions();
        QVERIFY(std::none_of(left.begin(), left.end(),
                             [&](const PastSession& one) { return one.path == shop.path; }));
        QVERIFY(std::any_of(left.begin(), left.end(), [](const PastSession& one) {
            return one.path.size() == SessionsTable::MaxPath;
        }));
        static_assert(SessionsTable::MaxRows * 2048LL <= 32LL * 1024 * 1024);
        static_assert(SessionsTable::MaxPath * 3 + 3 * HistoryTable::MaxName * 2 < 2048 - 64);
    }
    void aStateOfVersion2GetsAHistoryAndKeepsItsSessions()
    {
        QVERIFY(runSql(file(),
                       "CREATE TABLE documents (session TEXT NOT NULL, name TEXT NOT NULL, body BLOB NOT "
                       "NULL, PRIMARY KEY (session, name)) WITHOUT ROWID\n"
                       "CREATE TABLE taken (number INTEGER PRIMARY KEY, id TEXT NOT NULL)\n"
                       "INSERT INTO documents VALUES ('shop', 'engine', '{}')\n"
                       "PRAGMA user_version=2\n"));
        SqliteStateStore store{file()};
        QVERIFY(store.load().sessions.value(u"shop"_s).contains(u"engine"_s));
        QVERIFY(store.history(10).empty());
        QVERIFY(store.commit({.history = {rowOf(1)}}));
        QCOMPARE(store.history(10).size(), 1U);
    }
    void rowsOfMoreThan30DaysGoInSmallSteps()
    {
        SmallHistory history{100'000};
        std::vector<HistoryRow> old;
        for (qint64 id = 1; id <= 200; ++id)
            old.push_back(rowOf(id, Start.addSecs(id)));
        QVERIFY(history.write(old));
        QVERIFY(history.write({rowOf(1000, Start.addDays(30))}));
        QCOMPARE(history.ids().size(), 201U); // none is older yet
        QVERIFY(history.write({rowOf(1001, Start.addDays(31))}));
        QVERIFY(history.ids().size() < 201U && history.ids().size() > 2U);
        QVERIFY(history.write({rowOf(1002, Start.addDays(31))}));
        QCOMPARE(history.ids(), (std::vector<qint64>{1002, 1001, 1000}));
    }
    void theOldestGoWhenThereAreTooMany()
    {
        SmallHistory history{500};
        for (qint64 id = 1; id <= 2000; ++id)
            QVERIFY(history.write({rowOf(id, Start.addSecs(id))}));
        const std::vector<qint64> left = history.ids();
        QVERIFY2(left.size() >= 500 && left.size() < 600, qPrintable(QString::number(left.size())));
        QCOMPARE(left.front(), 2000);
        QCOMPARE(left.back(), 2001 - static_cast<qint64>(left.size()));
    }
    void noRowTakesMoreThanItsShareOf64MiB()
    {
        HistoryRow row = rowOf(1);
        row.name = QString(10'000, QChar{0x4e16});
        row.session = row.name;
        SqliteStateStore store{file()};
        QVERIFY(store.commit({.history = {row}}));
        const HistoryRow kept = store.history(1).front();
        QCOMPARE(kept.name.size(), HistoryTable::MaxName);
        QVERIFY(kept.name.toUtf8().size() + kept.session.toUtf8().size() < 1024 - 64);
        static_assert(HistoryTable::MaxRows * 1024LL <= 64LL * 1024 * 1024);
    }

private:
    [[nodiscard]] QString file() const
    {
        return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + u".db"_s);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestHistory)
#include "test_history.moc"
