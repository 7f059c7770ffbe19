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
        kept.takenIds.insert(kept.takenIds.end(), changes.takenIds.begin(), changes.takenIds.end());
        return true;
    }
    [[nodiscard]] std::vector<HistoryRow> history(int /*rows*/) override { return {}; }
    [[nodiscard]] std::vector<HistoryRow> story(const QString& /*session*/, const HistoryRow* /*older*/,
                                                int /*rows*/) override
    {
        return {};
    }
    [[nodiscard]] std::vector<PastSession> pastSessions() override { return {}; }
    [[nodiscard]] QString problem() const override { return isFull ? u"disk full"_s : QString{}; }

    SavedState kept{};
    std::vector<HistoryRow> rows{};
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

    std::unique_ptr<CompanionStage> m_stage;
    std::unique_ptr<FullDisk> m_disk;
    std::unique_ptr<SessionPersister> m_keeper;
};

QTEST_GUILESS_MAIN(TestStateKeeper)
#include "test_session_persister.moc"
