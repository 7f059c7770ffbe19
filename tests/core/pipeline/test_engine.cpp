// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/pipeline/engine.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A world without transcripts and branches.
class NoTranscripts : public TranscriptProbe
{
public:
    std::optional<QDateTime> written{};
    [[nodiscard]] std::optional<QDateTime> modifiedAt(const QString& /*path*/) const override
    {
        return written;
    }
};

class NoBranches final : public BranchProbe
{
public:
    [[nodiscard]] QString branchOf(const QString& /*folder*/) const override { return {}; }
};

/// The server events among the actions.
QList<SendServerEvent> sentIn(const Actions& actions)
{
    QList<SendServerEvent> sent;
    for (const Action& action : actions) {
        if (const auto* event = std::get_if<SendServerEvent>(&action))
            sent += *event;
    }
    return sent;
}

QList<Alert> shownIn(const Actions& actions)
{
    QList<Alert> shown;
    for (const Action& action : actions) {
        if (const auto* show = std::get_if<ShowToast>(&action))
            shown += show->alert;
    }
    return shown;
}

const hook::ToolCall Call{.tool = u"Bash"_s, .input = {{u"command"_s, u"x"_s}}};

} // namespace

/// What the scenarios cannot show: the engine's face to its driver. What it decides is told in
/// tests/scenarios.
class TestEngine final : public QObject
{
    Q_OBJECT

    const QDateTime m_start = utcAt(QDate{2026, 2, 1}, QTime{14, 0});
    NoTranscripts m_transcripts;
    NoBranches m_branches;
    QList<DropReason> m_drops;

    [[nodiscard]] EngineDependencies parts()
    {
        return {.transcripts = m_transcripts,
                .branches = m_branches,
                .machine = {.hostname = u"desk"_s},
                .newKey = [] { return QUuid::createUuid(); },
                .onDrop = [this](const Dropped& dropped) { m_drops += dropped.reason; }};
    }
    [[nodiscard]] HookEvent event(hook::Details details, const QString& cwd = {}) const
    {
        static qint64 monotonic{1};
        HookEvent event;
        event.origin.id = QUuid::createUuid();
        event.origin.bootId = u"boot"_s;
        event.origin.monotonicNs = monotonic++;
        event.origin.wall = m_start;
        event.sessionId = u"s"_s;
        event.cwd = cwd;
        event.details = std::move(details);
        return event;
    }

private Q_SLOTS:
    void init()
    {
        m_drops.clear();
        m_transcripts.written.reset();
    }
    void hasNoDeadlineWithoutSessions()
    {
        Engine engine{{}, parts()};
        QVERIFY(!engine.nextDeadline());
        QVERIFY(engine.sessions().isEmpty());
        QVERIFY(!engine.knows(u"s"_s));
        QVERIFY(!engine.lastActivity(u"s"_s).isValid());
        QVERIFY(engine.tick(m_start).empty());
    }
    void deadlineIsTheEndOfTheSilenceAfterAStop()
    {
        Engine engine{{}, parts()};
        std::ignore = engine.take(event(hook::UserPromptSubmit{.prompt = u"x"_s}), m_start);
        QCOMPARE(engine.nextDeadline(), m_start.addSecs(600));
        std::ignore = engine.take(event(hook::Stop{}), m_start.addSecs(60));
        QCOMPARE(engine.nextDeadline(), m_start.addSecs(63));
        QVERIFY(engine.tick(m_start.addSecs(62)).empty());
        QCOMPARE(engine.tick(m_start.addSecs(63)).size(), std::size_t{1});
    }
    /// On a busy machine the app hears of it when more has become due.
    void whatWasAnsweredInTimeIsNotToldHoweverLateTheAnswerIsHeardOf()
    {
        const auto later = [this](hook::Details details, int seconds) {
            HookEvent late = event(std::move(details));
            late.origin.wall = m_start.addSecs(seconds);
            return late;
        };
        Engine engine{{}, parts()};
        std::ignore = engine.setLoggedIn(true, m_start);
        std::ignore = engine.take(event(hook::UserPromptSubmit{.prompt = u"x"_s}), m_start);
        std::ignore = engine.take(event(hook::Stop{}), m_start);
        const QDateTime now = m_start.addSecs(5);
        Actions actions = engine.take(later(hook::UserPromptSubmit{.prompt = u"y"_s}, 2), now);
        for (Action& action : engine.tick(now))
            actions.push_back(std::move(action));
        QVERIFY(sentIn(actions).isEmpty() && shownIn(actions).isEmpty());

        std::ignore = engine.take(later(hook::PermissionRequest{.call = Call}, 10), m_start.addSecs(10));
        const Actions answered = engine.take(later(hook::PostToolUse{.call = Call}, 14), m_start.addSecs(20));
        QVERIFY(sentIn(answered).isEmpty());
        QVERIFY(sentIn(engine.tick(m_start.addSecs(20))).isEmpty());

        std::ignore = engine.take(later(hook::PermissionRequest{.call = Call}, 30), m_start.addSecs(30));
        QCOMPARE(sentIn(engine.take(later(hook::PostToolUse{.call = Call}, 38), m_start.addSecs(40))).size(),
                 1);
    }
    void aRefusedSessionIsAskedForAgainWithTheNextPrompt()
    {
        Engine engine{{}, parts()};
        std::ignore = engine.setLoggedIn(true, m_start);
        std::ignore = engine.take(event(hook::UserPromptSubmit{.prompt = u"x"_s}), m_start);
        engine.refused(u"s"_s);
        QCOMPARE(engine.sessions().constFirst().texts, DeliveryStatus::Off);
        const Actions failed = engine.take(event(hook::StopFailure{.error = u"rate_limit"_s}), m_start);
        QCOMPARE(failed.size(), std::size_t{1}); // the toast
        const Actions again = engine.take(event(hook::UserPromptSubmit{.prompt = u"y"_s}), m_start);
        QVERIFY(std::any_of(again.begin(), again.end(), [](const Action& action) {
            return std::holds_alternative<StartMonitoring>(action);
        }));
        QCOMPARE(engine.sessions().constFirst().texts, DeliveryStatus::On);
    }
    void anOpenPermissionIsSentAgainWhenItsEventCameTooLate()
    {
        Engine engine{{}, parts()};
        std::ignore = engine.setLoggedIn(true, m_start);
        std::ignore = engine.take(event(hook::PermissionRequest{.call = Call}), m_start);
        const QList<SendServerEvent> first = sentIn(engine.tick(m_start.addSecs(6)));
        QCOMPARE(first.size(), 1);
        const QDateTime late = m_start.addSecs(1200);
        std::ignore = engine.answered(u"s"_s, first.front().key, {.result = TextResult::TooOld}, late);
        QCOMPARE(engine.nextDeadline(), late.addSecs(60));
        const QList<SendServerEvent> again = sentIn(engine.tick(late.addSecs(60)));
        QCOMPARE(again.size(), 1);
        QVERIFY(again.front().key != first.front().key);
        QCOMPARE(again.front().at, late.addSecs(60));
    }
    void listsSessionsWithTheirNamesAndWishes()
    {
        Engine engine{{.textsForNewSessions = false}, parts()};
        std::ignore =
            engine.take(event(hook::SessionStart{.source = u"startup"_s}, u"/home/dev/demo"_s), m_start);
        QCOMPARE(engine.sessions().size(), 1);
        SessionView view = engine.sessions().constFirst();
        QCOMPARE(view.id, u"s"_s);
        QCOMPARE(view.name, u"demo"_s);
        QCOMPARE(view.state, SessionState::Idle);
        QCOMPARE(view.since, m_start);
        QCOMPARE(view.texts, DeliveryStatus::Off);
        std::ignore = engine.setTexts(u"s"_s, true, u"mine"_s, m_start);
        view = engine.sessions().constFirst();
        QCOMPARE(view.name, u"mine"_s);
        QCOMPARE(view.texts, DeliveryStatus::On);
        std::ignore = engine.setTexts(u"s"_s, true, {}, m_start);
        QCOMPARE(engine.sessions().constFirst().name, u"mine"_s); // empty words change nothing
    }
    void aSessionWithoutAPlaceHasANameYet()
    {
        Engine engine{{}, parts()};
        std::ignore = engine.take(event(hook::Stop{}), m_start);
        QCOMPARE(engine.sessions().constFirst().name, u"Claude session"_s);
    }
    void switchingAnUnknownSessionDoesNothing()
    {
        Engine engine{{}, parts()};
        QVERIFY(engine.setTexts(u"nobody"_s, true, u"x"_s, m_start).empty());
        QVERIFY(engine.stopByUser(u"nobody"_s, m_start).empty());
        QVERIFY(engine.answered(u"nobody"_s, QUuid::createUuid(), {}, m_start).empty());
        QVERIFY(engine.sessions().isEmpty());
    }
    void descriptionsFitTheServer()
    {
        Engine engine{{}, parts()};
        std::ignore = engine.setLoggedIn(true, m_start);
        const Actions actions = engine.startByUser(u"s"_s, QString{500, u'x'}, {}, m_start);
        QCOMPARE(actions.size(), std::size_t{1});
        const auto& start = std::get<StartMonitoring>(actions.front());
        QCOMPARE(start.description.size(), 100);
        QCOMPARE(start.hostname, u"desk"_s);
        QCOMPARE(start.startedAt, m_start);
    }
    void everyEventHasAKeyOfItsOwn()
    {
        Engine engine{{}, parts()};
        std::ignore = engine.setLoggedIn(true, m_start);
        QSet<QUuid> keys;
        for (const int seconds : {0, 10, 20}) {
            HookEvent request = event(hook::PermissionRequest{.call = Call});
            request.origin.wall = m_start.addSecs(seconds);
            std::ignore = engine.take(request, request.origin.wall);
            for (const SendServerEvent& sent : sentIn(engine.tick(m_start.addSecs(seconds + 6))))
                keys.insert(sent.key);
        }
        QCOMPARE(keys.size(), 3);
    }
    void lastActivityIsTheLatestHookOrTranscriptEntry()
    {
        Engine engine{{}, parts()};
        std::ignore = engine.take(event(hook::UserPromptSubmit{.prompt = u"x"_s}), m_start);
        QCOMPARE(engine.lastActivity(u"s"_s), m_start);
        m_transcripts.written = m_start.addSecs(30);
        std::ignore = engine.tick(m_start.addSecs(60));
        QCOMPARE(engine.lastActivity(u"s"_s), m_start.addSecs(30));
        m_transcripts.written = m_start.addSecs(3600); // a clock that was set back
        QCOMPARE(engine.lastActivity(u"s"_s), m_start);
    }
    void watchesASessionUntilItIsClearHowItEnded()
    {
        Engine engine{{}, parts()};
        std::ignore = engine.take(event(hook::UserPromptSubmit{.prompt = u"x"_s}), m_start);
        std::ignore = engine.take(event(hook::SessionEnd{.reason = u"other"_s}), m_start);
        QCOMPARE(engine.watchedSessions().size(), 1);
        std::ignore = engine.tick(m_start.addSecs(1));
        QVERIFY(engine.watchedSessions().isEmpty());
    }
    void aClockThatIsSetBackDelaysNothing()
    {
        std::chrono::milliseconds monotonic{0};
        EngineDependencies all = parts();
        all.monotonic = [&monotonic] { return monotonic; };
        Engine engine{{}, all};
        std::ignore = engine.take(event(hook::UserPromptSubmit{.prompt = u"x"_s}), m_start);
        std::ignore = engine.take(event(hook::Stop{}), m_start);
        monotonic += 1s;
        const QDateTime now = m_start.addSecs(-3600);
        std::ignore = engine.tick(now);
        QCOMPARE(engine.nextDeadline(), now.addSecs(3));
        monotonic += 3s;
        QCOMPARE(engine.tick(now.addSecs(3)).size(), std::size_t{1});
        QCOMPARE(engine.sessions().first().state, SessionState::Done);
    }
    void whatIsHeldBackDoesNotWaitForTheClockToCatchUp()
    {
        std::chrono::milliseconds monotonic{0};
        EngineDependencies all = parts();
        all.monotonic = [&monotonic] { return monotonic; };
        Engine engine{{.inactivity = 24h}, all};
        std::ignore = engine.setLoggedIn(true, m_start);
        const auto fail = [&](const QString& error) {
            return engine.take(event(hook::StopFailure{.error = error}), m_start);
        };
        std::ignore = fail(u"rate_limit"_s);
        const QList<SendServerEvent> told = sentIn(fail(u"server_error"_s));
        QCOMPARE(told.size(), 1);
        std::ignore = engine.answered(
            u"s"_s, told.front().key,
            {.result = TextResult::RateLimited, .nextAllowedAt = m_start.addSecs(300)}, m_start);
        const QDateTime now = m_start.addSecs(-7200);
        std::ignore = engine.tick(now);
        QCOMPARE(engine.nextDeadline(), now.addSecs(10));
        QCOMPARE(engine.tick(now.addSecs(10)).size(), std::size_t{1}); // the toast of the second error
        monotonic += 300s;
        QCOMPARE(sentIn(engine.tick(now.addSecs(300))).size(), 1);
    }
    void aClockThatIsSetAheadIsNoSilence()
    {
        std::chrono::milliseconds monotonic{0};
        EngineDependencies all = parts();
        all.monotonic = [&monotonic] { return monotonic; };
        Engine engine{{}, all};
        std::ignore = engine.take(event(hook::UserPromptSubmit{.prompt = u"x"_s}), m_start);
        m_transcripts.written = m_start;
        const QDateTime now = m_start.addDays(30);
        // Whatever comes first.
        QVERIFY(engine.applyTranscript(u"s"_s, {}, now).empty());
        QVERIFY(engine.takeSpooled({}, now).empty());
        QCOMPARE(engine.sessions().first().state, SessionState::Working);
        monotonic += 10min;
        std::ignore = engine.tick(now.addSecs(600));
        QCOMPARE(engine.sessions().first().state, SessionState::Quiet);
    }
    void aDialogIsShownSoonAndTextedOnlyIfItStaysOpen()
    {
        Engine engine{{}, parts()};
        std::ignore = engine.setLoggedIn(true, m_start);
        const Actions asked = engine.take(event(hook::PermissionRequest{.call = Call}), m_start);
        QVERIFY(shownIn(asked).isEmpty() && sentIn(asked).isEmpty());
        QCOMPARE(engine.nextDeadline(), m_start.addMSecs(700));
        QCOMPARE(shownIn(engine.tick(m_start.addMSecs(700))).size(), 1);
        QCOMPARE(engine.nextDeadline(), m_start.addSecs(6));
        QCOMPARE(sentIn(engine.tick(m_start.addSecs(6))).size(), 1);
    }
    void whatThePersonHasSeenIsNotShowingAnyMore()
    {
        Engine engine{{}, parts()};
        const QList<Alert> shown =
            shownIn(engine.take(event(hook::StopFailure{.error = u"rate_limit"_s}), m_start));
        QCOMPARE(shown.size(), 1);
        QCOMPARE(engine.showing().size(), std::size_t{1});
        QCOMPARE(engine.notHandedOver().size(), std::size_t{1});
        engine.notificationHandedOver(shown.front().id);
        QVERIFY(engine.notHandedOver().empty());
        std::ignore = engine.takeDirty();
        engine.notificationSeen(shown.front().id);
        QVERIFY(engine.showing().empty());
        QCOMPARE(engine.takeDirty(), QSet{u"s"_s}); // to be kept over a restart
    }
    void countsAndReportsDrops()
    {
        Engine engine{{}, parts()};
        const HookEvent stop = event(hook::Stop{});
        std::ignore = engine.take(stop, m_start);
        std::ignore = engine.take(stop, m_start);
        engine.countDrop({.reason = DropReason::Malformed});
        QCOMPARE(engine.dropCounts().value(DropReason::Duplicate), 1);
        QCOMPARE(engine.dropCounts().value(DropReason::Malformed), 1);
        QCOMPARE(m_drops, (QList{DropReason::Duplicate, DropReason::Malformed}));
    }
    void newSettingsHoldFromNowOn()
    {
        Engine engine{{}, parts()};
        std::ignore = engine.setConfig({.inactivity = 1min, .blockingPatterns = {u"("_s}}, m_start);
        QCOMPARE(m_drops, QList{DropReason::BadPattern});
        std::ignore = engine.take(event(hook::UserPromptSubmit{.prompt = u"x"_s}), m_start);
        QCOMPARE(engine.nextDeadline(), m_start.addSecs(60));
    }
    void takesManySessionsAtOnce()
    {
        Engine engine{{}, parts()};
        for (int i = 0; i < 300; ++i) {
            HookEvent prompt = event(hook::UserPromptSubmit{.prompt = u"x"_s});
            prompt.sessionId = QString::number(i);
            std::ignore = engine.take(prompt, m_start);
        }
        QCOMPARE(engine.sessions().size(), 300);
        QCOMPARE(engine.trayStatus(), TrayStatus::Working); // also without a login
        std::ignore = engine.setLoggedIn(true, m_start);
        QCOMPARE(engine.trayStatus(), TrayStatus::Working);
        for (int i = 0; i < 300; ++i) {
            HookEvent end = event(hook::SessionEnd{.reason = u"prompt_input_exit"_s});
            end.sessionId = QString::number(i);
            std::ignore = engine.take(end, m_start);
        }
        std::ignore = engine.tick(m_start.addSecs(600));
        QVERIFY(engine.sessions().isEmpty());
        QVERIFY(!engine.nextDeadline());
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "test_engine.moc"
