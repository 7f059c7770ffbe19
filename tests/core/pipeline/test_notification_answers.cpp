// SPDX-License-Identifier: MIT
// Answers from notifications, from end to end: the real bridge, the real socket, the real pipeline and D-Bus
// notifier. Only the notification service is the tests' own.
#include "core/channels/desktop/freedesktop_notifier.h"
#include "core/channels/desktop/toast_text.h"
#include "core/ipc/local_server.h"
#include "core/pipeline/notification_answers.h"
#include "core/pipeline/request_router.h"
#include "tests/core/pipeline/pipeline_stage.h"
#include "tests/hookbridge/waiting_bridge.h"
#include "tests/support/fake_notifications.h"

#include <QJsonArray>
#include <QLoggingCategory>
#include <QSignalSpy>

#include <algorithm>
#include <list>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What the log says of presses while it lives.
class PressLog final
{
public:
    PressLog()
    {
        QLoggingCategory::setFilterRules(u"tocsin.notify.info=true"_s);
        lines().clear();
        m_before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString& line) {
            if (line.contains("ignored"_L1))
                lines() << line;
        });
    }
    ~PressLog()
    {
        qInstallMessageHandler(m_before);
        QLoggingCategory::setFilterRules({});
    }
    PressLog(const PressLog&) = delete;
    PressLog& operator=(const PressLog&) = delete;

    [[nodiscard]] static bool says(const QString& words)
    {
        return std::any_of(lines().begin(), lines().end(),
                           [&](const QString& line) { return line.contains(words); });
    }

private:
    static QStringList& lines()
    {
        static QStringList all;
        return all;
    }
    QtMessageHandler m_before{nullptr};
};

QJsonObject questionDocument()
{
    const QJsonArray options{QJsonObject{{u"label"_s, u"Red"_s}}, QJsonObject{{u"label"_s, u"Blue"_s}}};
    const QJsonArray questions{QJsonObject{{u"question"_s, u"Which?"_s}, {u"options"_s, options}}};
    return documentOf({}, {{u"tool_name"_s, u"AskUserQuestion"_s},
                           {u"tool_input"_s, QJsonObject{{u"questions"_s, questions}}}});
}

QJsonObject decisionIn(WaitingBridge& bridge)
{
    return bridge.decision()["hookSpecificOutput"_L1]["decision"_L1].toObject();
}

} // namespace

class TestNotificationAnswers final : public QObject
{
    Q_OBJECT

    std::unique_ptr<BridgeHome> m_home;
    std::unique_ptr<FakeNotifications> m_service;
    std::unique_ptr<FreedesktopNotifier> m_notifier;
    std::unique_ptr<CompanionStage> m_stage;
    std::unique_ptr<NotificationAnswers> m_buttons;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<RequestRouter> m_router;
    QList<QString> m_presented;
    QStringList m_reviewed;
    QStringList m_terminals;

    [[nodiscard]] AnswerFlow& answers() { return m_stage->answers(); }
    [[nodiscard]] EventPipeline& pipeline() { return m_stage->companion(); }
    [[nodiscard]] AlertId waitingAlert()
    {
        const auto waiting = answers().waiting();
        return waiting.empty() ? AlertId{} : waiting.back()->alert;
    }
    [[nodiscard]] NotifyCall shown() const { return m_service->shown().value(0); }
    [[nodiscard]] QStringList keys() const
    {
        QStringList found;
        for (qsizetype i = 2; i < shown().actions.size(); i += 2)
            found << shown().actions.at(i);
        return found;
    }
    /// The notification is there, and its buttons no longer inert.
    void awaitNotification(qsizetype count = 1)
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_service->shown().size(), count, 20'000);
        QTRY_VERIFY(m_presented.size() >= m_service->calls().size());
        m_stage->clock.moveBy(PressJudge::InertFor);
    }
    void press(const QString& key, const QString& token = u"token"_s)
    {
        m_service->press(shown().id, key, token);
    }
    /// A press that shall do nothing is known to be in once a later one has been logged.
    void letItArrive()
    {
        const uint nobodys = 987'654;
        m_service->press(nobodys, u"allow"_s);
        QTRY_VERIFY(PressLog::says(QString::number(nobodys)));
    }
    void setLocked(bool isLocked) { pipeline().setSurroundings({.isScreenLocked = isLocked}); }

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<BridgeHome>();
        m_service =
            std::make_unique<FakeNotifications>(QStringList{u"actions"_s, u"body"_s, u"inline-reply"_s});
        m_service->setName(u"Plasma"_s);
        QVERIFY(m_service->start());
        m_notifier = std::make_unique<FreedesktopNotifier>(QDBusConnection::sessionBus());
        QTRY_VERIFY(m_notifier->capabilities().available);
        m_presented.clear();
        m_reviewed.clear();
        m_terminals.clear();
        connect(m_notifier.get(), &Notifier::presented, this,
                [this](const QString& tag) { m_presented << tag; });
        m_stage = std::make_unique<CompanionStage>(m_notifier.get());
        QVERIFY(m_stage->begin(false));
        m_buttons = std::make_unique<NotificationAnswers>(NotificationAnswers::Dependencies{
            .answers = answers(),
            .pipeline = pipeline(),
            .engine = m_stage->engine(),
            .notifier = *m_notifier,
            .clock = m_stage->clock,
            .risk = [](const WaitingRequest& request) {
                return riskOfCall(request.call.tool, request.call.input, request.cwd);
            }});
        connect(m_buttons.get(), &NotificationAnswers::reviewRequested, this,
                [this](AlertId alert, const QString& token) {
                    m_reviewed << QString::number(alert.value) + u' ' + token;
                });
        connect(m_buttons.get(), &NotificationAnswers::terminalRequested, this,
                [this](const QString& session) { m_terminals << session; });
        m_router =
            std::make_unique<RequestRouter>(pipeline(), answers(), m_stage->commands(), m_home->spool());
        m_server = std::make_unique<LocalServer>();
        QVERIFY(!m_server->listen(m_home->socket()));
        connect(m_server.get(), &LocalServer::requestReceived, m_router.get(), &RequestRouter::route);
    }
    void cleanup()
    {
        m_server.reset();
        m_router.reset();
        m_buttons.reset();
        m_stage.reset();
        m_notifier.reset();
        m_service.reset();
    }

    void allowReachesTheHook()
    {
        WaitingBridge bridge{*m_home, documentOf(u"ls -l"_s)};
        awaitNotification();
        QCOMPARE(shown().body, u"Run: ls -l"_s);
        QCOMPARE(keys(), (QStringList{u"allow"_s, u"deny"_s, u"review"_s, u"mute"_s}));
        press(u"allow"_s);
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.decision(), allowed());
        QTRY_VERIFY(m_service->shown().isEmpty()); // what was to be done is done
    }

    void whatAnotherProgramHasPlasmaPressAllowsNothing()
    {
        const PressLog log;
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        awaitNotification();
        press(u"allow"_s, {});
        QTRY_VERIFY(PressLog::says(u"another program"_s));
        QVERIFY(!bridge.hasEnded());
        QVERIFY(!pipeline().openAlerts().front().hasReacted);
        press(u"allow"_s); // the person's own still counts
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.decision(), allowed());
    }

    void toDenyNeedsNoProof()
    {
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        awaitNotification();
        press(u"deny"_s, {});
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(decisionIn(bridge)["behavior"_L1].toString(), u"deny"_s);
    }

    void elsewhereAPressNeedsNoToken()
    {
        m_service->stop();
        m_service->setName(u"Xfce Notify Daemon"_s);
        QVERIFY(m_service->start());
        QTRY_COMPARE(m_notifier->capabilities().drawnButtons, 5);
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        awaitNotification();
        press(u"allow"_s, {});
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.decision(), allowed());
    }

    void denyReachesTheHook()
    {
        WaitingBridge bridge{*m_home, documentOf(u"npm publish"_s)};
        awaitNotification();
        QCOMPARE(keys(), (QStringList{u"deny"_s, u"review"_s, u"mute"_s})); // it does more than read
        press(u"deny"_s);
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(decisionIn(bridge)["behavior"_L1].toString(), u"deny"_s);
    }

    void anOptionReachesTheHook()
    {
        WaitingBridge bridge{*m_home, questionDocument()};
        awaitNotification();
        QCOMPARE(shown().body, u"Which?"_s);
        QCOMPARE(keys(),
                 (QStringList{u"option-0"_s, u"option-1"_s, u"review"_s, u"mute"_s, u"inline-reply"_s}));
        press(u"option-1"_s);
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(decisionIn(bridge)["updatedInput"_L1]["answers"_L1].toObject(),
                 (QJsonObject{{u"Which?"_s, u"Blue"_s}}));
    }

    void anEmptyReplyAnswersNothing()
    {
        const PressLog log;
        WaitingBridge bridge{*m_home, questionDocument()};
        awaitNotification();
        m_service->reply(shown().id, u"  "_s);
        QTRY_VERIFY(PressLog::says(u"empty answer"_s));
        QVERIFY(!bridge.hasEnded());
    }

    void whatIsTypedReachesTheHook()
    {
        WaitingBridge bridge{*m_home, questionDocument()};
        awaitNotification();
        m_service->reply(shown().id, u"Green"_s);
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(decisionIn(bridge)["updatedInput"_L1]["answers"_L1].toObject(),
                 (QJsonObject{{u"Which?"_s, u"Green"_s}}));
    }

    void reviewAndAClickAskForTheWindow()
    {
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        awaitNotification();
        const QString alert = QString::number(waitingAlert().value);
        press(u"review"_s, u"token-1"_s);
        QTRY_COMPARE(m_reviewed, QStringList{alert + u" token-1"_s});
        press(u"default"_s, {});
        QTRY_COMPARE(m_reviewed.size(), 2);
        QCOMPARE(m_reviewed.last(), alert + u' ');
        QCOMPARE(m_terminals, QStringList{});
        QVERIFY(!bridge.hasEnded());
    }

    void aClickOnWhatCannotBeAnsweredAsksForTheTerminal_data()
    {
        QTest::addColumn<QString>("event");
        QTest::addColumn<QJsonObject>("fields");
        QTest::newRow("stopped") << u"StopFailure"_s << QJsonObject{{u"error"_s, u"rate_limit"_s}};
        QTest::newRow("waiting") << u"Notification"_s
                                 << QJsonObject{{u"notification_type"_s, u"idle_prompt"_s}};
        QTest::newRow("needs permission, and no hook waits")
            << u"Notification"_s << QJsonObject{{u"notification_type"_s, u"permission_prompt"_s}};
    }
    void aClickOnWhatCannotBeAnsweredAsksForTheTerminal()
    {
        QFETCH(QString, event);
        QFETCH(QJsonObject, fields);
        pipeline().takeHook(CompanionStage::hook(event, u"session-1"_s, fields));
        awaitNotification();
        press(u"default"_s);
        QTRY_COMPARE(m_terminals, QStringList{u"session-1"_s});
        QCOMPARE(m_reviewed, QStringList{});
    }

    void whatNeedsNoAnswerHasAButtonForItsTerminal()
    {
        pipeline().takeHook(
            CompanionStage::hook(u"Notification"_s, u"session-1"_s,
                                 {{u"notification_type"_s, u"idle_prompt"_s}, {u"message"_s, u"Waiting"_s}}));
        awaitNotification();
        QCOMPARE(keys(), (QStringList{u"terminal"_s, u"mute"_s}));
        press(u"terminal"_s);
        QTRY_COMPARE(m_terminals, QStringList{u"session-1"_s});
        QCOMPARE(m_reviewed, QStringList{});
    }

    void muteSilencesTheSession()
    {
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        awaitNotification();
        press(u"mute"_s);
        QTRY_VERIFY(pipeline().sessions().constFirst().mutedUntil.isValid());
        const qint64 left = m_stage->clock.nowUtc().secsTo(pipeline().sessions().constFirst().mutedUntil);
        QVERIFY(left > 3'500 && left <= 3'600);
        QVERIFY(!bridge.hasEnded());
    }

    void aPressAtOnceDoesNothing()
    {
        const PressLog log;
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        QTRY_COMPARE_WITH_TIMEOUT(m_service->shown().size(), 1, 20'000);
        QTRY_VERIFY(!m_presented.isEmpty());
        press(u"allow"_s);
        QTRY_VERIFY(PressLog::says(u"too_soon"_s));
        QVERIFY(!bridge.hasEnded());
        m_stage->clock.moveBy(PressJudge::InertFor);
        press(u"allow"_s);
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.decision(), allowed());
    }

    void aLockedScreenTakesTheButtonsAway()
    {
        const PressLog log;
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        awaitNotification();
        setLocked(true);
        QTRY_COMPARE(m_service->calls().size(), 2);
        QCOMPARE(keys(), QStringList{});
        QVERIFY(!shown().body.contains("ls"_L1));
        m_stage->clock.moveBy(1s);
        press(u"allow"_s);
        press(u"default"_s);
        letItArrive();
        QVERIFY(!bridge.hasEnded());
        QCOMPARE(m_reviewed, QStringList{});
        QVERIFY(!pipeline().openAlerts().front().hasReacted);
        QVERIFY(PressLog::says(u"exposed"_s));
        setLocked(false);
        QTRY_COMPARE(m_service->calls().size(), 3);
        QVERIFY(keys().contains(u"allow"_s));
        QTRY_COMPARE(m_presented.size(), 3);
        press(u"allow"_s);
        QTRY_VERIFY(PressLog::says(u"too_soon"_s));
        m_stage->clock.moveBy(PressJudge::InertFor);
        press(u"allow"_s);
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.decision(), allowed());
    }

    void withoutItsHookTheNotificationHasNoAnswers()
    {
        const PressLog log;
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        awaitNotification();
        const uint id = shown().id;
        bridge.process.terminate();
        QTRY_COMPARE(m_service->calls().size(), 2);
        QCOMPARE(shown().id, id);
        QCOMPARE(keys(), (QStringList{u"terminal"_s, u"mute"_s}));
        QVERIFY(shown().hints.contains(u"suppress-sound"_s));
        m_stage->clock.moveBy(1s);
        press(u"allow"_s);
        letItArrive();
        QCOMPARE(bridge.printed(), QByteArray{});
        press(u"default"_s); // its dialog is in the terminal
        QTRY_COMPARE(m_terminals, QStringList{pipeline().openAlerts().front().alert.sessionId});
        QCOMPARE(m_reviewed, QStringList{});
    }

    void anAnswerInTheTerminalTakesItAwayAsItIs()
    {
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        awaitNotification();
        QSignalSpy hookGone{&answers(), &AnswerFlow::notAnswerable};
        bridge.process.terminate(); // as Claude Code does first
        QTRY_COMPARE(hookGone.size(), 1);
        letItArrive();
        const QString session = pipeline().openAlerts().front().alert.sessionId;
        pipeline().takeHook(CompanionStage::hook(u"UserPromptSubmit"_s, session, {{u"prompt"_s, u"go"_s}}));
        QTRY_VERIFY(m_service->shown().isEmpty());
        QCOMPARE(m_service->calls().size(), 1);
    }

    void anAnswerElsewhereTakesTheNotificationAway()
    {
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        awaitNotification();
        QVERIFY(answers().decide(waitingAlert(), decision::Deny{}, AnswerChannel::Window).isSent());
        QTRY_VERIFY(m_service->shown().isEmpty());
        QVERIFY(!pipeline().openAlerts().empty()); // until Claude goes on
        QCOMPARE(m_service->calls().size(), 1);
    }

    void aHookThatRefusesTheAnswerBringsTheNotificationBack()
    {
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        awaitNotification();
        const AlertId alert = waitingAlert();
        press(u"deny"_s);
        QTRY_VERIFY(m_service->shown().isEmpty());
        QTRY_VERIFY(bridge.endedWell());
        Q_EMIT answers().outcomeChanged(alert, AnswerOutcome::NotPrinted, AnswerChannel::Notification);
        QTRY_COMPARE(m_service->shown().size(), 1);
        QCOMPARE(keys(), (QStringList{u"terminal"_s, u"mute"_s}));
    }

    void buttonsAreNeverForAnotherRequest()
    {
        WaitingBridge first{*m_home, documentOf(u"ls -l"_s)};
        awaitNotification();
        WaitingBridge second{*m_home, documentOf(u"rm -r x"_s)};
        awaitNotification(2);
        const QList<NotifyCall> both = m_service->shown();
        QVERIFY(both.at(0).id != both.at(1).id);
        QCOMPARE(both.at(1).replacesId, 0U);
        m_service->press(both.at(0).id, u"allow"_s, u"token"_s);
        QTRY_VERIFY(first.endedWell());
        QCOMPARE(first.decision(), allowed());
        QVERIFY(!second.hasEnded());
    }

    void onlyTheDocumentThatWasShownIsDecided()
    {
        const PressLog log;
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        awaitNotification();
        // Nothing in the app changes the document of an alert. If it did:
        auto* request = const_cast<WaitingRequest*>(answers().find(waitingAlert()));
        const QByteArray document = std::exchange(request->document, QByteArray(64, '0'));
        press(u"allow"_s);
        QTRY_VERIFY(PressLog::says(u"another document"_s));
        QVERIFY(!bridge.hasEnded());
        request->document = document;
    }

    void anotherServiceGetsItsOwnButtons()
    {
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        awaitNotification();
        QVERIFY(keys().contains(u"allow"_s));
        m_service->stop();
        m_service->setName(u"dunst"_s);
        QVERIFY(m_service->start());
        QTRY_COMPARE(m_service->shown().size(), 1);
        QCOMPARE(keys(), (QStringList{u"deny"_s, u"review"_s}));
        QCOMPARE(m_service->calls().size(), 2);
        const PressLog log;
        m_stage->clock.moveBy(1s);
        press(u"allow"_s);
        letItArrive();
        QVERIFY(!bridge.hasEnded());
    }

    void whatMadeRoomBecomesASummaryThatOpensTheWindow()
    {
        m_service->stop();
        m_service->setName(u"gnome-shell"_s);
        m_service->keepAtMost(3);
        QVERIFY(m_service->start());
        QTRY_VERIFY(m_notifier->capabilities().evictsOldest);
        std::list<WaitingBridge> bridges;
        for (int i = 0; i < 4; ++i)
            bridges.emplace_back(*m_home,
                                 documentOf(u"ls -%1"_s.arg(i), {{u"session_id"_s, u"session-%1"_s.arg(i)}}));
        QTRY_COMPARE_WITH_TIMEOUT(answers().waiting().size(), std::size_t{4}, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_service->calls().size() >= 5, 20'000);
        QTRY_COMPARE(m_service->shown().size(), 1);
        QCOMPARE(keys(), QStringList{});
        QVERIFY2(shown().title.contains(u'4'), qPrintable(shown().title));
        press(u"default"_s);
        QTRY_COMPARE(m_reviewed.size(), 1);
        QCOMPARE(m_terminals, QStringList{});
        for (WaitingBridge& bridge : bridges)
            QVERIFY(!bridge.hasEnded());
    }

    void aSummaryOpensTheWindowThoughNothingInItCanBeAnswered()
    {
        m_service->stop();
        m_service->setName(u"gnome-shell"_s);
        m_service->keepAtMost(3);
        QVERIFY(m_service->start());
        QTRY_VERIFY(m_notifier->capabilities().evictsOldest);
        for (int i = 0; i < 4; ++i)
            pipeline().takeHook(CompanionStage::hook(u"StopFailure"_s, u"session-%1"_s.arg(i),
                                                     {{u"error"_s, u"rate_limit"_s}}));
        QTRY_VERIFY_WITH_TIMEOUT(m_service->calls().size() >= 5, 20'000);
        QTRY_COMPARE(m_service->shown().size(), 1);
        press(u"default"_s);
        QTRY_COMPARE(m_reviewed.size(), 1);
        QCOMPARE(m_terminals, QStringList{});
    }
};

QTEST_GUILESS_MAIN(TestNotificationAnswers)
#include "test_notification_answers.moc"
