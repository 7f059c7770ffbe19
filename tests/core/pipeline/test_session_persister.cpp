// SPDX-License-Identifier: MIT
#include "core/claude/hooks/hook_parser.h"
#include "core/pipeline/session_persister.h"
#include "tests/core/pipeline/pipeline_stage.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tocsin;
using namespace tocsin::test;

namespace {

/// A store on a disk that is full when the test wants it.
class FullDisk final : public StateStore
{
public:
    [[nodiscard]] SavedState load() override { return kept; }
    [[nodiscard]] bool commit(const SavedState& changes) override
    {
        ++tries;
        if (isFull)
            return false;
        for (auto it = changes.sessions.begin(); it != changes.sessions.end(); ++it)
            kept.sessions.insert(it.key(), *it);
        for (const HistoryRow& row : changes.history)
            rows.push_back(row);
        for (const HistoryRow& row : changes.activity)
            activity.push_back(row);
        for (const PastSession& one : changes.seen)
            seen.push_back(one);
        kept.takenIds.insert(kept.takenIds.end(), changes.takenIds.begin(), changes.takenIds.end());
        return true;
    }
    [[nodiscard]] std::vector<HistoryRow> history(int /*rows*/) override { return {}; }
    [[nodiscard]] std::vector<HistoryRow> story(const QString& /*session*/, const HistoryRow* /*older*/,
                                                int /*rows*/) override
    {
        return {};
    }
    [[nodiscard]] bool forgetPrompts() override { return !isFull; }
    [[nodiscard]] std::vector<PastSession> pastSessions() override { return {}; }
    [[nodiscard]] QString problem() const override { return isFull ? u"disk full"_s : QString{}; }

    SavedState kept{};
    std::vector<HistoryRow> rows{};
    std::vector<HistoryRow> activity{};
    std::vector<PastSession> seen{};
    bool isFull{false};
    int tries{0};
};

} // namespace

class TestStateKeeper final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<CompanionStage>();
        m_disk = std::make_unique<FullDisk>();
        m_keeper = std::make_unique<SessionPersister>(m_stage->engine(), m_stage->delivery(), *m_disk);
        QVERIFY(m_stage->begin(true));
    }
    void cleanup()
    {
        m_keeper.reset();
        m_stage.reset();
    }

    void whatHappenedIsWrittenOnceAndNothingElse()
    {
        take(u"shop"_s);
        QVERIFY(m_keeper->commit());
        QVERIFY(m_disk->kept.sessions.value(u"shop"_s).contains(u"engine"_s));
        QCOMPARE(m_disk->kept.takenIds.size(), 1U);
        QVERIFY(m_keeper->commit());
        QCOMPARE(m_disk->tries, 1);
    }
    void promptsAndToolCallsAreWrittenForTheStory()
    {
        EngineConfig config;
        config.keepsPrompts = true;
        (void)m_stage->engine().setConfig(config, m_stage->clock.nowUtc());
        const QJsonObject call{{u"tool_name"_s, u"Bash"_s},
                               {u"tool_input"_s, QJsonObject{{u"command"_s, u"make check"_s}}},
                               {u"tool_use_id"_s, u"toolu_1"_s}};
        take(u"UserPromptSubmit"_s, {{u"prompt"_s, u"fix the login"_s}});
        take(u"PostToolUse"_s, call);
        take(u"PostToolUse"_s, call); // by another copy of the plugin
        take(u"UserPromptSubmit"_s, {{u"prompt"_s, u"<task-notification>\nx</task-notification>"_s}});
        QJsonObject failed = call;
        failed.insert(u"tool_use_id"_s, u"toolu_2"_s);
        failed.insert(u"error"_s, u"Error: exit 2"_s);
        take(u"PostToolUseFailure"_s, failed);
        QVERIFY(m_keeper->commit());
        QStringList kept;
        for (const HistoryRow& row : m_disk->activity)
            kept << row.topic + u": "_s + row.detail;
        kept.sort();
        QCOMPARE(kept,
                 (QStringList{u"prompt: fix the login"_s, u"tools: Bash make check\n!Bash make check"_s}));
        QCOMPARE(m_disk->tries, 1);
        QVERIFY(m_keeper->commit()); // nothing is owed
        QCOMPARE(m_disk->tries, 1);
    }
    void aSessionIsKeptWithItsFolderThoughItNeverAlerted()
    {
        const QJsonObject folder{{u"cwd"_s, u"/srv/shop"_s}};
        QJsonObject start = folder;
        start.insert(u"source"_s, u"startup"_s);
        take(u"SessionStart"_s, start);
        QVERIFY(m_keeper->commit());
        QCOMPARE(m_disk->seen.size(), 1U);
        QCOMPARE(m_disk->seen[0].id, u"shop"_s);
        QCOMPARE(m_disk->seen[0].path, u"/srv/shop"_s);
        QJsonObject prompt = folder;
        prompt.insert(u"prompt"_s, u"go"_s);
        take(u"UserPromptSubmit"_s, prompt);
        QVERIFY(m_keeper->commit());
        QCOMPARE(m_disk->seen.size(), 1U); // nothing new, a moment later
        QJsonObject end = folder;
        end.insert(u"reason"_s, u"other"_s);
        take(u"SessionEnd"_s, end);
        QVERIFY(m_keeper->commit());
        QVERIFY(m_disk->rows.empty());
        const std::optional<SessionView> ended = m_stage->engine().session(u"shop"_s);
        QVERIFY(ended && ended->state == SessionState::Ended);
        QCOMPARE(m_disk->seen.back().path, u"/srv/shop"_s);
        QCOMPARE(m_disk->seen.back().lastAt, ended->since);
    }
    void whatCouldNotBeWrittenIsWrittenLaterAndSaidOnce()
    {
        QSignalSpy failed{m_keeper.get(), &SessionPersister::failed};
        QSignalSpy recovered{m_keeper.get(), &SessionPersister::recovered};
        m_disk->isFull = true;
        take(u"shop"_s);
        QVERIFY(!m_keeper->commit());
        take(u"bank"_s);
        QVERIFY(!m_keeper->commit());
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.at(0).at(0).toString(), u"disk full"_s);
        m_disk->isFull = false;
        QVERIFY(recovered.wait(10'000)); // by itself
        QCOMPARE(m_disk->kept.sessions.size(), 2);
        QCOMPARE(m_disk->kept.takenIds.size(), 2U);
        QCOMPARE(recovered.size(), 1);
    }

private:
    void take(const QString& session)
    {
        const auto event =
            parseHookRequest(CompanionStage::hook(u"SessionStart"_s, session, {{u"source"_s, u"startup"_s}}));
        QVERIFY(event.hasValue());
        (void)m_stage->engine().take(*event, m_stage->clock.nowUtc());
    }

    void take(const QString& event, const QJsonObject& fields)
    {
        const auto parsed = parseHookRequest(CompanionStage::hook(event, u"shop"_s, fields));
        QVERIFY(parsed.hasValue());
        (void)m_stage->engine().take(*parsed, m_stage->clock.nowUtc());
    }

    std::unique_ptr<CompanionStage> m_stage;
    std::unique_ptr<FullDisk> m_disk;
    std::unique_ptr<SessionPersister> m_keeper;
};

QTEST_GUILESS_MAIN(TestStateKeeper)
#include "test_session_persister.moc"
