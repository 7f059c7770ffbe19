// SPDX-License-Identifier: MIT
#include "core/alerts/alert_book.h"
#include "core/base/utc_time.h"
#include "core/pipeline/engine.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class NoTranscripts final : public TranscriptProbe
{
public:
    [[nodiscard]] std::optional<QDateTime> modifiedAt(const QString& /*path*/) const override { return {}; }
};

class NoBranches final : public BranchProbe
{
public:
    [[nodiscard]] QString branchOf(const QString& /*folder*/) const override { return {}; }
};

template<typename What> std::vector<What> of(const Actions& actions)
{
    std::vector<What> found;
    for (const Action& action : actions) {
        if (const auto* one = std::get_if<What>(&action))
            found.push_back(*one);
    }
    return found;
}

const hook::ToolCall Call{.tool = u"Bash"_s, .input = {{u"command"_s, u"x"_s}}};

} // namespace

/// What a reaction of the person does to the text of the alert.
class TestEngineReactions final : public QObject
{
    Q_OBJECT

    const QDateTime m_start = utcAt(QDate{2026, 2, 1}, QTime{14, 0});
    NoTranscripts m_transcripts;
    NoBranches m_branches;
    std::unique_ptr<Engine> m_engine;

    [[nodiscard]] EngineConfig config() const
    {
        EngineConfig config;
        for (TopicPreferences& topic : config.preferences.topics) {
            topic.text = TextWhen::AfterGrace;
            topic.grace = 60s;
        }
        return config;
    }
    [[nodiscard]] HookEvent event(hook::Details details, const QString& session) const
    {
        static qint64 monotonic{1};
        HookEvent event;
        event.origin.id = QUuid::createUuid();
        event.origin.bootId = u"boot"_s;
        event.origin.monotonicNs = monotonic++;
        event.origin.wall = m_start;
        event.sessionId = session;
        event.details = std::move(details);
        return event;
    }
    Actions permission(const QString& session = u"s"_s, const QDateTime& at = {})
    {
        return m_engine->take(event(hook::PermissionRequest{.call = Call}, session),
                              at.isValid() ? at : m_start);
    }
    [[nodiscard]] OpenAlert alert(const QString& session = u"s"_s) const
    {
        for (const OpenAlert& open : m_engine->openAlerts()) {
            if (open.alert.sessionId == session)
                return open;
        }
        return {};
    }

private Q_SLOTS:
    void init()
    {
        m_engine =
            std::make_unique<Engine>(config(), EngineDependencies{.transcripts = m_transcripts,
                                                                  .branches = m_branches,
                                                                  .machine = {.hostname = u"desk"_s},
                                                                  .newKey = &QUuid::createUuid,
                                                                  .zone = [] { return QTimeZone::utc(); }});
        std::ignore = m_engine->setLoggedIn(true, m_start);
    }

    void aTextThatIsDueHereIsWithheld()
    {
        std::ignore = permission();
        std::ignore = m_engine->tick(m_start.addSecs(1));
        QCOMPARE(alert().sms.progress, SmsState::Progress::Due);
        QCOMPARE(alert().sms.reason, u"grace"_s);
        std::ignore = m_engine->reacted(alert().alert.id, m_start.addSecs(20));
        QCOMPARE(alert().sms.progress, SmsState::Progress::Withheld);
        QCOMPARE(alert().sms.reason, u"reacted"_s);
        QVERIFY(of<SendServerEvent>(m_engine->tick(m_start.addSecs(300))).empty());
    }

    void withoutAReactionItGoesOut()
    {
        std::ignore = permission();
        std::ignore = m_engine->tick(m_start.addSecs(1));
        QCOMPARE(of<SendServerEvent>(m_engine->tick(m_start.addSecs(62))).size(), 1U);
    }

    void aTextThatTheServerHoldsIsRecalled_data()
    {
        QTest::addColumn<bool>("isAnswered");
        QTest::newRow("held") << true;
        QTest::newRow("on its way") << false;
    }
    void aTextThatTheServerHoldsIsRecalled()
    {
        QFETCH(bool, isAnswered);
        m_engine->setServerHolds(true);
        std::ignore = permission();
        const auto sent = of<SendServerEvent>(m_engine->tick(m_start.addSecs(2)));
        QCOMPARE(sent.size(), 1U);
        if (isAnswered)
            std::ignore = m_engine->answered(u"s"_s, sent.front().key,
                                             {.result = TextResult::Held, .heldUntil = m_start.addSecs(61)},
                                             m_start.addSecs(3));
        const auto withdrawn = of<WithdrawEvent>(m_engine->reacted(alert().alert.id, m_start.addSecs(20)));
        QCOMPARE(withdrawn.size(), 1U);
        QCOMPARE(withdrawn.front().key, sent.front().key);
        QCOMPARE(alert().sms.progress, SmsState::Progress::Recalled);
        QCOMPARE(alert().sms.reason, u"reacted"_s);
        QVERIFY(m_engine->takeDirty().contains(u"s"_s));
        QVERIFY(m_engine->reacted(alert().alert.id, m_start.addSecs(21)).empty()); // once is enough
    }

    void aTextThatWasSentStaysSent()
    {
        m_engine->setServerHolds(true);
        std::ignore = permission();
        const auto sent = of<SendServerEvent>(m_engine->tick(m_start.addSecs(2)));
        QCOMPARE(sent.size(), 1U);
        std::ignore =
            m_engine->answered(u"s"_s, sent.front().key, {.result = TextResult::Sent}, m_start.addSecs(3));
        QVERIFY(m_engine->reacted(alert().alert.id, m_start.addSecs(20)).empty());
        QCOMPARE(alert().sms.progress, SmsState::Progress::Sent);
    }

    void aReactionIsToOneAlert()
    {
        std::ignore = permission(u"a"_s);
        std::ignore = permission(u"b"_s);
        std::ignore = m_engine->tick(m_start.addSecs(1));
        std::ignore = m_engine->reacted(alert(u"a"_s).alert.id, m_start.addSecs(20));
        const auto sent = of<SendServerEvent>(m_engine->tick(m_start.addSecs(62)));
        QCOMPARE(sent.size(), 1U);
        QCOMPARE(sent.front().sessionId, u"b"_s);
        QVERIFY(m_engine->reacted({4711}, m_start).empty()); // closed meanwhile
    }

    void theNextAlertIsNews()
    {
        std::ignore = permission();
        std::ignore = m_engine->tick(m_start.addSecs(1));
        const AlertId first = alert().alert.id;
        std::ignore = m_engine->reacted(first, m_start.addSecs(5));
        std::ignore =
            m_engine->take(event(hook::UserPromptSubmit{.prompt = u"x"_s}, u"s"_s), m_start.addSecs(10));
        std::ignore = permission(u"s"_s, m_start.addSecs(20));
        QVERIFY(!(alert().alert.id == first));
        QVERIFY(!alert().hasReacted);
        QCOMPARE(of<SendServerEvent>(m_engine->tick(m_start.addSecs(100))).size(), 1U);
    }

    /// One text stands for several after a pause.
    void theOthersOfASummarysTextAreStillTexted()
    {
        EngineConfig muted = config();
        muted.mutedUntil = m_start.addSecs(600);
        std::ignore = m_engine->setConfig(muted, m_start);
        for (const QString& session : {u"a"_s, u"b"_s, u"c"_s})
            std::ignore = permission(session);
        const QDateTime end = m_start.addSecs(600);
        QCOMPARE(of<ShowSummary>(m_engine->tick(end)).size(), 1U);
        QCOMPARE(alert(u"a"_s).sms.more, 2);
        QCOMPARE(alert(u"b"_s).sms.reason, u"summarized"_s);

        // Whatever else changes, it stays one text.
        std::ignore = m_engine->setSurroundings({.isScreenLocked = true}, end.addSecs(1));
        QCOMPARE(alert(u"b"_s).sms.reason, u"summarized"_s);

        std::ignore = m_engine->reacted(alert(u"a"_s).alert.id, end.addSecs(5));
        QCOMPARE(alert(u"a"_s).sms.reason, u"reacted"_s);
        const auto sent = of<SendServerEvent>(m_engine->tick(end.addSecs(120)));
        QCOMPARE(sent.size(), 1U);
        QCOMPARE(sent.front().sessionId, u"b"_s);
        QCOMPARE(alert(u"b"_s).sms.more, 1);
        QCOMPARE(alert(u"c"_s).sms.reason, u"summarized"_s);
    }

    void aReactionToTheWholeSummaryTextsNothing()
    {
        EngineConfig muted = config();
        muted.mutedUntil = m_start.addSecs(600);
        std::ignore = m_engine->setConfig(muted, m_start);
        std::ignore = permission(u"a"_s);
        std::ignore = permission(u"b"_s);
        const QDateTime end = m_start.addSecs(600);
        std::ignore = m_engine->tick(end);
        for (const QString& session : {u"a"_s, u"b"_s})
            std::ignore = m_engine->reacted(alert(session).alert.id, end.addSecs(5));
        QVERIFY(of<SendServerEvent>(m_engine->tick(end.addSecs(300))).empty());
    }
};

QTEST_GUILESS_MAIN(TestEngineReactions)
#include "test_engine_reactions.moc"
