// SPDX-License-Identifier: MIT
#include "core/channels/desktop/toast_text.h"
#include "core/pipeline/surroundings_watcher.h"
#include "tests/core/pipeline/pipeline_stage.h"

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString A = u"shop"_s;
const QString B = u"bank"_s;

class SwitchedDoNotDisturb final : public DoNotDisturb
{
    Q_OBJECT
public:
    void turn(bool on) { set(on); }
};

/// As RecordedNotifier, but the service comes and goes.
class FickleNotifier final : public Notifier
{
    Q_OBJECT
public:
    void show(const Toast&) override {}
    void close(const QString&) override {}
    [[nodiscard]] NotifierCapabilities capabilities() const override { return {}; }
    [[nodiscard]] bool canShow() const override { return m_canShow; }
    void turn(bool on)
    {
        m_canShow = on;
        Q_EMIT canShowChanged(on);
    }

private:
    bool m_canShow{true};
};

} // namespace

/// What the person does with a notification, how it comes back after a restart, and how things stand around.
class TestNotificationReactions final : public QObject
{
    Q_OBJECT

    std::unique_ptr<CompanionStage> m_stage;

    void ask(const QString& session)
    {
        m_stage->companion().takeHook(
            CompanionStage::hook(u"Elicitation"_s, session,
                                 {{u"mcp_server_name"_s, u"files"_s}, {u"message"_s, u"Which folder?"_s}}));
    }
    [[nodiscard]] bool hasReacted(const QString& session) const
    {
        for (const OpenAlert& open : m_stage->companion().openAlerts()) {
            if (open.alert.sessionId == session)
                return open.hasReacted;
        }
        return false;
    }
    [[nodiscard]] QString tagOf(const QString& session) const
    {
        for (const Toast& toast : m_stage->notifier.open()) {
            if (toast.title.contains(session))
                return toast.tag;
        }
        return {};
    }
    void dismiss(const QString& tag) { Q_EMIT m_stage->notifier.closed(tag, ToastClosed::Dismissed); }
    /// Longer than other notifications may take to close with it.
    static void letItSettle() { QTest::qWait(400); }
    /// Two questions that came while everything was muted.
    void summarize()
    {
        EngineConfig muted;
        muted.mutedUntil = m_stage->clock.nowUtc().addSecs(600);
        m_stage->companion().configure(muted);
        ask(A);
        ask(B);
        QVERIFY(m_stage->notifier.open().isEmpty());
        m_stage->clock.moveBy(601s);
        m_stage->companion().configure({});
        QCOMPARE(m_stage->notifier.open().size(), 1);
        QCOMPARE(m_stage->notifier.open().first().tag, summaryTag());
    }
    [[nodiscard]] QList<Toast> shownByTheNext() const
    {
        CompanionStage next;
        next.goOn(m_stage->onDisk());
        return next.notifier.open();
    }

private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<CompanionStage>();
        QVERIFY(m_stage->begin(false));
    }
    void cleanup() { m_stage.reset(); }

    void aClickIsAReaction()
    {
        ask(A);
        QTRY_VERIFY(!tagOf(A).isEmpty());
        Q_EMIT m_stage->notifier.buttonPressed(u"login"_s, u"default"_s);
        QVERIFY(!hasReacted(A));
        Q_EMIT m_stage->notifier.buttonPressed(tagOf(A), u"default"_s);
        QVERIFY(hasReacted(A));
        QCOMPARE(m_stage->engine().takeDirty(), QSet<QString>{}); // written down
    }

    void closingItByHandIsOneWhenItCouldBeRead()
    {
        ask(A);
        ask(B);
        QTRY_VERIFY(!tagOf(A).isEmpty() && !tagOf(B).isEmpty());
        const QString tag = tagOf(B);
        dismiss(tagOf(A));
        letItSettle();
        QVERIFY(!hasReacted(A)); // too fast
        m_stage->clock.moveBy(3s);
        dismiss(tag);
        QVERIFY(!hasReacted(B)); // more may follow
        QTRY_VERIFY(hasReacted(B));
    }

    void clearingThemAllIsNone()
    {
        ask(A);
        ask(B);
        QTRY_VERIFY(!tagOf(A).isEmpty() && !tagOf(B).isEmpty());
        m_stage->clock.moveBy(3s);
        const QStringList tags{tagOf(A), tagOf(B)};
        for (const QString& tag : tags)
            dismiss(tag);
        letItSettle();
        QVERIFY(!hasReacted(A));
        QVERIFY(!hasReacted(B));
    }

    void leavingInAnotherWayIsNone_data()
    {
        QTest::addColumn<ToastClosed>("how");
        QTest::newRow("expired") << ToastClosed::Expired;
        QTest::newRow("by us") << ToastClosed::ByUs;
        QTest::newRow("unknown") << ToastClosed::Unknown;
    }
    void leavingInAnotherWayIsNone()
    {
        QFETCH(ToastClosed, how);
        ask(A);
        QTRY_VERIFY(!tagOf(A).isEmpty());
        m_stage->clock.moveBy(3s);
        Q_EMIT m_stage->notifier.closed(tagOf(A), how);
        letItSettle();
        QVERIFY(!hasReacted(A));
    }

    void aReactionToTheSummaryIsOneToAllOfIt()
    {
        summarize();
        m_stage->clock.moveBy(3s);
        dismiss(summaryTag());
        QTRY_VERIFY(hasReacted(A) && hasReacted(B));
    }

    void theSummaryComesBackUntilItWasSeen()
    {
        summarize();
        // Only a crash within a second shows it once more; what still needs an answer always comes back.
        QTRY_COMPARE(shownByTheNext().size(), 1);
        QCOMPARE(shownByTheNext().first().tag, summaryTag());
        QVERIFY(shownByTheNext().first().isSilent);
        Q_EMIT m_stage->notifier.closed(summaryTag(), ToastClosed::Expired);
        QTRY_COMPARE(shownByTheNext().size(), 0);
    }

    void theSummaryOfWhatNeedsNoAnswerIsNotShownTwice()
    {
        EngineConfig muted;
        muted.mutedUntil = m_stage->clock.nowUtc().addSecs(600);
        m_stage->companion().configure(muted);
        for (const QString& session : {A, B})
            m_stage->companion().takeHook(
                CompanionStage::hook(u"StopFailure"_s, session, {{u"error"_s, u"rate_limit"_s}}));
        m_stage->clock.moveBy(601s);
        m_stage->companion().configure({});
        QCOMPARE(m_stage->notifier.open().size(), 1);
        QCOMPARE(m_stage->notifier.open().first().tag, summaryTag());
        QTRY_COMPARE(shownByTheNext().size(), 0);
    }

    void aNotificationThatComesBackIsSilent()
    {
        ask(A);
        QTRY_VERIFY(!tagOf(A).isEmpty());
        QVERIFY(!m_stage->notifier.open().first().isSilent);
        const auto comesBackSilent = [this] {
            const QList<Toast> shown = shownByTheNext();
            return shown.size() == 1 && shown.first().isSilent;
        };
        QTRY_VERIFY(comesBackSilent());
    }

    void theSurroundingsAreToldOnceTheyAreWanted()
    {
        FickleNotifier notifier;
        SwitchedDoNotDisturb dnd;
        notifier.turn(false);
        SurroundingsWatcher watcher{
            {.pipeline = m_stage->companion(), .notifier = notifier, .doNotDisturb = dnd}};
        QVERIFY(!watcher.surroundings().canNotify);
        QSignalSpy changed{&m_stage->companion(), &EventPipeline::changed};
        dnd.turn(true);
        QCOMPARE(changed.size(), 0);
        watcher.start();
        QCOMPARE(changed.size(), 1);
        notifier.turn(true);
        QCOMPARE(changed.size(), 2);
        watcher.change([](Surroundings& surroundings) { surroundings.presence = Presence::Present; });
        QCOMPARE(changed.size(), 3);
        watcher.change([](Surroundings&) {});
        QCOMPARE(changed.size(), 3);
        QCOMPARE(watcher.surroundings(),
                 (Surroundings{.presence = Presence::Present, .isDoNotDisturb = true}));
    }

    void aTextGoesByWhatTheDesktopSays()
    {
        EngineConfig config;
        config.preferences.followDoNotDisturb = true;
        for (TopicPreferences& topic : config.preferences.topics) {
            topic.text = TextWhen::AfterGrace;
            topic.grace = 60s;
        }
        m_stage->companion().configure(config);
        FickleNotifier notifier;
        SwitchedDoNotDisturb dnd;
        SurroundingsWatcher watcher{
            {.pipeline = m_stage->companion(), .notifier = notifier, .doNotDisturb = dnd}};
        watcher.start();
        watcher.change([](Surroundings& surroundings) { surroundings.presence = Presence::Present; });
        ask(A);
        const auto reason = [this] { return m_stage->companion().openAlerts().front().sms.reason; };
        QCOMPARE(reason(), u"grace"_s);
        dnd.turn(true);
        QCOMPARE(reason(), u"do_not_disturb"_s);
        dnd.turn(false);
        QCOMPARE(reason(), u"grace"_s);
        notifier.turn(false);
        QCOMPARE(reason(), u"cannot_notify"_s);
    }
};

QTEST_GUILESS_MAIN(TestNotificationReactions)
#include "test_notification_reactions.moc"
