// SPDX-License-Identifier: MIT
// What a person does to a session, with the real pipeline; no terminal, no process and no login.
#include "app/session_controls.h"
#include "tests/core/pipeline/pipeline_stage.h"

#include <QSignalSpy>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QString Session{u"session-1"_s};
} // namespace

class TestSessionControls final : public QObject
{
    Q_OBJECT
private:
    struct Bench
    {
        Bench() { started = stage.begin(false); }

        CompanionStage stage{};
        QTemporaryDir folder{};
        Settings settings{folder.filePath(u"tocsin.conf"_s), {}};
        Terminals terminals{{.programFolders = {}, .bus = QDBusConnection{u"none"_s}, .programLimit = 1min}};
        SessionTerminals sessions{stage.companion(), terminals, LocalMachine{.bootId = u"boot"_s}};
        SessionEnder ender{stage.companion(), LocalMachine{.bootId = u"boot"_s}};
        QStringList done{};
        NoticeClicks clicks{
            {.notifier = stage.notifier,
             .logIn = {},
             .checkTocsin = {},
             .showSession = [this](const QString& id, const QString&) { done << u"shown "_s + id; }}};
        SessionControls controls{{.pipeline = stage.companion(),
                                  .terminals = sessions,
                                  .ender = ender,
                                  .notifier = stage.notifier,
                                  .clicks = clicks,
                                  .settings = settings,
                                  .clock = stage.clock,
                                  .isLoggedIn = [this] { return isLoggedIn; },
                                  .logIn = [this] { done << u"log in"_s; },
                                  .present = [](QWidget&) {}}};
        bool isLoggedIn{false};
        bool started{false};

        [[nodiscard]] QString shown() const
        {
            const QList<Toast> open = stage.notifier.open();
            return open.size() == 1 ? open.constFirst().title + u": "_s + open.constFirst().body : QString{};
        }
        void click(const QString& tag) { Q_EMIT stage.notifier.buttonPressed(tag, u"default"_s, {}); }
    };

private Q_SLOTS:
    void whatFailsIsToldOnceAndAboutItsSession()
    {
        Bench bench;
        QVERIFY(bench.started);
        const QString gone = bench.folder.filePath(u"gone"_s);
        SessionView session;
        session.id = Session;
        session.path = gone;
        const SessionActions actions = bench.controls.actions();
        for (int i = 0; i < 2; ++i) {
            actions.openFolder(session);
            QCOMPARE(bench.shown(),
                     u"Folder not opened: %1 does not exist, or no file manager is installed."_s.arg(gone));
        }
        bench.click(FolderNotice);
        QCOMPARE(bench.done, QStringList{u"shown "_s + Session});
        bench.stage.notifier.close(FolderNotice);

        actions.endSession(Session);
        QVERIFY2(bench.shown().startsWith(u"Session not ended: "_s), qPrintable(bench.shown()));
        bench.stage.notifier.close(EndNotice);

        actions.showTerminal(Session);
        QTRY_VERIFY(bench.shown().startsWith(u"Terminal not shown: "_s));
        bench.click(TerminalNotice);
        QCOMPARE(bench.done.size(), 2);
    }
    void textsNeedALogin()
    {
        Bench bench;
        bench.stage.companion().takeHook(
            CompanionStage::hook(u"UserPromptSubmit"_s, Session, {{u"prompt"_s, u"go on"_s}}));
        QVERIFY(bench.stage.session(Session));
        bench.controls.setTexts(Session, true);
        QCOMPARE(bench.done, QStringList{u"log in"_s});
        QVERIFY(bench.stage.session(Session)->texts != DeliveryStatus::Off); // once there is a login
        bench.controls.setTexts(Session, false);
        QCOMPARE(bench.stage.session(Session)->texts, DeliveryStatus::Off);
        bench.isLoggedIn = true;
        bench.controls.setTexts(Session, true);
        QCOMPARE(bench.done.size(), 1);
    }
    void oneSessionOrAllAreMuted()
    {
        Bench bench;
        bench.stage.companion().takeHook(
            CompanionStage::hook(u"UserPromptSubmit"_s, Session, {{u"prompt"_s, u"go on"_s}}));
        QVERIFY(bench.stage.session(Session));
        QSignalSpy muted{&bench.controls, &SessionControls::muted};
        const auto isInAnHour = [&bench](const QDateTime& when) {
            const auto left = bench.stage.clock.nowUtc().secsTo(when);
            return left > 3600 - 60 && left <= 3600;
        };
        bench.controls.mute(Session, u"1h"_s);
        QVERIFY(isInAnHour(bench.stage.session(Session)->mutedUntil));
        QVERIFY(!bench.settings.get<Setting::MutedUntil>().isValid());
        bench.controls.mute({}, u"1h"_s);
        QVERIFY(isInAnHour(bench.settings.get<Setting::MutedUntil>()));
        bench.controls.mute({}, u"off"_s);
        bench.controls.mute(Session, u"off"_s);
        QVERIFY(!bench.settings.get<Setting::MutedUntil>().isValid());
        QVERIFY(!bench.stage.session(Session)->mutedUntil.isValid());
        QCOMPARE(muted.size(), 4);
    }
};

QTEST_MAIN(TestSessionControls)
#include "test_session_controls.moc"
