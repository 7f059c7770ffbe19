// SPDX-License-Identifier: MIT
#include "tests/core/pipeline/pipeline_stage.h"

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QString A = u"shop"_s;
const QString B = u"bank"_s;
const QJsonObject Permission{{u"tool_name"_s, u"Bash"_s},
                             {u"tool_input"_s, QJsonObject{{u"command"_s, u"npm publish"_s}}}};
const QJsonObject Prompt{{u"prompt"_s, u"go on"_s}};
const QJsonObject RateLimit{{u"error"_s, u"rate_limit"_s}};

QStringList kinds(const QList<HttpRequest>& events)
{
    QStringList found;
    for (const HttpRequest& event : events)
        found << event.json().value("details"_L1)["kind"_L1].toString();
    return found;
}
} // namespace

class TestCompanion final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_stage = std::make_unique<CompanionStage>(); }
    void cleanup() { m_stage.reset(); }

    void aPermissionIsOneToastAndOneServerEvent()
    {
        QVERIFY(m_stage->begin(true));
        take(u"UserPromptSubmit"_s, A, Prompt);
        QTRY_COMPARE(texts(A), DeliveryStatus::On);
        take(u"PermissionRequest"_s, A, Permission);
        QVERIFY(m_stage->notifier.open().isEmpty()); // a rule or another hook may still answer it
        QTRY_COMPARE(m_stage->notifier.open().size(), 1);
        QVERIFY(m_stage->notifier.open().first().title.contains(A));
        letADialogBeTexted();
        QTRY_COMPARE(kinds(m_stage->server.events(A)), QStringList{u"permission"_s});
        QCOMPARE(m_stage->companion().trayStatus(), TrayStatus::NeedsYou);

        take(u"PostToolUse"_s, A,
             {{u"tool_name"_s, u"Bash"_s}, {u"tool_input"_s, Permission.value("tool_input"_L1)}});
        QVERIFY(m_stage->notifier.open().isEmpty());
        QCOMPARE(m_stage->companion().trayStatus(), TrayStatus::Working);
    }

    void aToastThatACrashCameBeforeIsShownByTheNextProgram()
    {
        QVERIFY(m_stage->begin(true));
        SavedState beforeIt;
        m_stage->notifier.beforeItShows = [&] { beforeIt = m_stage->onDisk(); };
        take(u"StopFailure"_s, A, {{u"error"_s, u"rate_limit"_s}});
        QCOMPARE(m_stage->notifier.open().size(), 1);
        QVERIFY(beforeIt.sessions.contains(A));
        const auto isNoted = [this] {
            CompanionStage next;
            next.goOn(m_stage->onDisk());
            return next.notifier.open().isEmpty();
        };
        QTRY_VERIFY2(isNoted(), "what was shown is not shown again");

        CompanionStage next;
        next.goOn(beforeIt);
        QCOMPARE(next.notifier.open().size(), 1);
        QCOMPARE(next.notifier.open().first().title, m_stage->notifier.open().first().title);
    }

    void aDoneTurnIsToldByTheClockAlone()
    {
        QVERIFY(m_stage->begin(true));
        take(u"UserPromptSubmit"_s, A, Prompt);
        take(u"Stop"_s, A, {{u"stop_hook_active"_s, false}});
        QVERIFY(m_stage->notifier.open().isEmpty());
        QTRY_COMPARE(m_stage->notifier.open().size(), 1);
        QTRY_COMPARE(m_stage->server.events(A).size(), 1);
        QCOMPARE(m_stage->server.events(A).first().json().value("event_type"_L1).toString(), u"done"_s);
    }

    void withoutALoginThereAreToastsAlone()
    {
        QVERIFY(m_stage->begin(false));
        QCOMPARE(m_stage->companion().trayStatus(), TrayStatus::LoggedOut);
        QCOMPARE(m_stage->companion().serverReachable(), std::nullopt);
        take(u"UserPromptSubmit"_s, A, Prompt);
        QCOMPARE(texts(A), DeliveryStatus::NeedsLogin);
        QCOMPARE(m_stage->companion().trayStatus(), TrayStatus::Working);
        take(u"StopFailure"_s, A, RateLimit);
        QCOMPARE(m_stage->notifier.open().size(), 1);
        // What Claude needs comes before what we need.
        QCOMPARE(m_stage->companion().trayStatus(), TrayStatus::Error);
        QVERIFY(m_stage->server.starts().isEmpty());
    }

    void aLoginStartsTheTextsOfWhatIsAtWork()
    {
        QVERIFY(m_stage->begin(false));
        take(u"UserPromptSubmit"_s, A, Prompt);
        QVERIFY(m_stage->begin(true));
        QTRY_COMPARE(texts(A), DeliveryStatus::On);
        QCOMPARE(m_stage->companion().serverReachable(), std::optional{true});
    }

    void aServerThatCannotBeReachedIsInTheLog()
    {
        QVERIFY(m_stage->begin(true));
        m_stage->server.fault = [](const auto&) -> std::optional<test::HttpAnswer> {
            return test::HttpAnswer::error(503, u"server_error"_s);
        };
        QTest::ignoreMessage(QtInfoMsg, "the server is not responding");
        take(u"UserPromptSubmit"_s, A, Prompt);
        QTRY_COMPARE(m_stage->companion().serverReachable(), std::optional{false});
        QTest::ignoreMessage(QtInfoMsg, "the server answers");
        m_stage->server.fault = {};
        QTRY_COMPARE(m_stage->companion().serverReachable(), std::optional{true});
    }

    void whatMakesNoSenseIsCountedAndChangesNothing()
    {
        QVERIFY(m_stage->begin(true));
        m_stage->companion().takeHook({{u"type"_s, u"hook"_s}});
        takeSpooled({{u"type"_s, u"hook"_s}});
        take(u"SomethingNew"_s, A);
        QCOMPARE(m_stage->dropped().size(), 3);
        QCOMPARE(m_stage->dropped().last().reason, DropReason::UnknownEvent);
        QVERIFY(m_stage->companion().sessions().isEmpty());
    }

    void whatWaitsInTheSpoolComesBeforeWhatIsLive()
    {
        QVERIFY(m_stage->begin(false));
        const QJsonObject prompt = CompanionStage::hook(u"UserPromptSubmit"_s, A, Prompt);
        const QJsonObject failure = CompanionStage::hook(u"StopFailure"_s, A, RateLimit);
        // In the wrong order, as a folder's listing may be.
        takeSpooled(failure);
        takeSpooled(prompt);
        QVERIFY(m_stage->companion().sessions().isEmpty());
        take(u"SessionStart"_s, B, {{u"source"_s, u"startup"_s}});
        QCOMPARE(m_stage->companion().sessions().size(), 2);
        QCOMPARE(m_stage->session(A).value_or(SessionView{}).state, SessionState::Error);
        QCOMPARE(m_stage->notifier.open().size(), 1);
    }

    void theSpoolAloneIsTakenInOneGo()
    {
        QVERIFY(m_stage->begin(false));
        const QJsonObject prompt = CompanionStage::hook(u"UserPromptSubmit"_s, A, Prompt);
        takeSpooled(CompanionStage::hook(u"StopFailure"_s, A, RateLimit));
        takeSpooled(prompt);
        QTRY_COMPARE(m_stage->companion().sessions().size(), 1);
        QCOMPARE(m_stage->companion().sessions().first().state, SessionState::Error);
    }

    void aSessionThatEndedIsNotListed()
    {
        QVERIFY(m_stage->begin(false));
        take(u"SessionStart"_s, A, {{u"source"_s, u"startup"_s}});
        QCOMPARE(m_stage->companion().sessions().size(), 1);
        take(u"SessionEnd"_s, A, {{u"reason"_s, u"prompt_input_exit"_s}});
        QTRY_VERIFY(m_stage->companion().sessions().isEmpty());
    }

    void aRefusedSessionIsSaidOnceAndItsTextsAreOff()
    {
        QVERIFY(m_stage->begin(true));
        m_stage->fault = [](const HttpRequest&) { return HttpAnswer::error(403, u"forbidden"_s); };
        QSignalSpy refused{&m_stage->companion(), &EventPipeline::textsFailed};
        take(u"UserPromptSubmit"_s, A, Prompt);
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused.first().first().toString(), A);
        QVERIFY(!refused.first().last().toString().isEmpty());
        QCOMPARE(texts(A), DeliveryStatus::Off);
    }

    void anEventThatTheServerRefusesIsGivenUpAndTheNextOneGoesOut()
    {
        QVERIFY(m_stage->begin(true));
        take(u"UserPromptSubmit"_s, A, Prompt);
        QTRY_COMPARE(texts(A), DeliveryStatus::On);
        m_stage->fault = [](const HttpRequest& request) -> std::optional<HttpAnswer> {
            if (!request.path.endsWith("/events"_L1))
                return {};
            return HttpAnswer::error(400, u"invalid_request"_s);
        };
        take(u"PermissionRequest"_s, A, Permission);
        letADialogBeTexted();
        QTRY_COMPARE(m_stage->server.events(A).size(), 1);
        m_stage->fault = nullptr;
        take(u"StopFailure"_s, A, RateLimit);
        QTRY_COMPARE(kinds(m_stage->server.events(A)), (QStringList{u"permission"_s, u"api"_s}));
        QCOMPARE(m_stage->notifier.open().size(), 1); // toasts do not depend on the server
    }

    void whatTheLimitHeldBackIsTextedWhenItEnds()
    {
        QVERIFY(m_stage->begin(true));
        take(u"UserPromptSubmit"_s, A, Prompt);
        QTRY_COMPARE(texts(A), DeliveryStatus::On);
        const QString next = m_stage->clock.nowUtc().addSecs(1800).toString(Qt::ISODate);
        m_stage->fault = [next](const HttpRequest& request) -> std::optional<HttpAnswer> {
            if (!request.path.endsWith("/events"_L1))
                return {};
            return HttpAnswer::json(
                {{u"sms_sent"_s, false}, {u"rate_limited"_s, true}, {u"next_allowed_at"_s, next}});
        };
        QSignalSpy answered{&m_stage->delivery(), &SmsDelivery::eventAnswered};
        take(u"PermissionRequest"_s, A, Permission);
        letADialogBeTexted();
        QTRY_COMPARE(answered.size(), 1);
        QCOMPARE(m_stage->server.events(A).size(), 1);
        m_stage->fault = nullptr;
        m_stage->clock.moveBy(31min);
        take(u"SessionStart"_s, B, {{u"source"_s, u"startup"_s}}); // a sign of life, so that it looks up
        QTRY_COMPARE(kinds(m_stage->server.events(A)), (QStringList{u"permission"_s, u"permission"_s}));
    }

    void whatWasOnTheScreenIsNotShownByTheNextProgram_data()
    {
        QTest::addColumn<ToastClosed>("why");
        QTest::newRow("closed by the person") << ToastClosed::Dismissed;
        QTest::newRow("expired") << ToastClosed::Expired;
    }
    void whatWasOnTheScreenIsNotShownByTheNextProgram()
    {
        QFETCH(ToastClosed, why);
        QVERIFY(m_stage->begin(false));
        take(u"Elicitation"_s, A, {{u"mcp_server_name"_s, u"files"_s}, {u"message"_s, u"Which folder?"_s}});
        QTRY_COMPARE(m_stage->notifier.open().size(), 1);
        const auto shownByTheNext = [this] {
            CompanionStage next;
            next.goOn(m_stage->onDisk());
            return next.notifier.open().size();
        };
        QCOMPARE(shownByTheNext(), 1); // it still waits for an answer
        Q_EMIT m_stage->notifier.closed(m_stage->notifier.open().first().tag, ToastClosed::Unknown);
        QTest::qWait(0);
        QCOMPARE(shownByTheNext(), 1); // the service ended: nobody has seen it
        Q_EMIT m_stage->notifier.closed(m_stage->notifier.open().first().tag, why);
        QTRY_COMPARE(shownByTheNext(), 0);
    }

    void aToastThatCannotBeShownStopsNothing()
    {
        QVERIFY(m_stage->begin(false));
        QTest::ignoreMessage(QtWarningMsg, "a toast could not be shown: no session bus");
        Q_EMIT m_stage->notifier.failed(u"tag"_s, u"no session bus"_s);
        take(u"UserPromptSubmit"_s, A, Prompt);
        QCOMPARE(m_stage->companion().sessions().size(), 1);
    }

private:
    /// Moves the clock on; anything that happens makes the pipeline look at it.
    void letADialogBeTexted()
    {
        m_stage->clock.moveBy(6s);
        take(u"SessionStart"_s, u"another"_s, {{u"source"_s, u"startup"_s}});
    }
    void take(const QString& event, const QString& session, const QJsonObject& fields = {})
    {
        m_stage->companion().takeHook(CompanionStage::hook(event, session, fields));
    }
    void takeSpooled(const QJsonObject& request) { m_stage->companion().takeSpooled(request, {}); }
    [[nodiscard]] DeliveryStatus texts(const QString& id) const
    {
        return m_stage->session(id).value_or(SessionView{}).texts;
    }

    std::unique_ptr<CompanionStage> m_stage;
};

QTEST_GUILESS_MAIN(TestCompanion)
#include "test_event_pipeline.moc"
