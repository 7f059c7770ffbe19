// SPDX-License-Identifier: MIT
#include "core/ipc/replies.h"
#include "core/pipeline/doctor_checks.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using ipc::Check;
using State = ipc::Check::State;

namespace {

State stateOf(const QList<Check>& checks, const QString& id)
{
    for (const Check& check : checks) {
        if (check.id == id)
            return check.state;
    }
    return State::Failed;
}

bool has(const QList<Check>& checks, const QString& id)
{
    return std::any_of(checks.begin(), checks.end(), [&](const Check& check) { return check.id == id; });
}

} // namespace

/// From facts to what a person reads.
class TestDoctorChecks final : public QObject
{
    Q_OBJECT

    /// Whatever is not well says what to do about it, and all of it fits into a line.
    static void isComplete(const QList<Check>& checks)
    {
        for (const Check& check : checks) {
            QVERIFY(!check.id.isEmpty());
            QVERIFY2(!check.title.isEmpty() && !check.title.contains(u'\n'), qPrintable(check.id));
            QVERIFY2(check.state == State::Ok || !check.remedy.isEmpty(), qPrintable(check.id));
            QVERIFY(!check.remedy.contains(u'\n'));
        }
    }

private Q_SLOTS:
    void theTray()
    {
        QCOMPARE(trayCheck({.hasDisplay = true, .isIconShown = true}).state, State::Ok);
        QCOMPARE(trayCheck({.hasDisplay = true, .isIconShown = false}).state, State::Warning);
        QCOMPARE(trayCheck({.hasDisplay = false, .isIconShown = false}).state, State::Warning);
        isComplete({trayCheck({.hasDisplay = true}), trayCheck({.hasDisplay = false})});
    }

    void notificationsButtonsAndSounds()
    {
        NotificationFacts facts{.hasDisplay = true,
                                .canShow = true,
                                .service = {.available = true,
                                            .buttons = true,
                                            .drawnButtons = 3,
                                            .sound = true,
                                            .service = u"GNOME Shell"_s}};
        const QList<Check> well = notificationChecks(facts);
        QVERIFY(well.first().title.contains(u"GNOME Shell"_s));
        for (const Check& check : well)
            QCOMPARE(check.state, State::Ok);
        facts.service.drawnButtons = 0; // mako takes them, and draws none
        QCOMPARE(stateOf(notificationChecks(facts), u"buttons"_s), State::Warning);
        facts.service.buttons = false;
        facts.service.sound = false;
        facts.isDoNotDisturb = true;
        const QList<Check> plain = notificationChecks(facts);
        for (const QString& id : {u"buttons"_s, u"sounds"_s, u"do_not_disturb"_s})
            QCOMPARE(stateOf(plain, id), State::Warning);
        isComplete(plain);
        // A service that has not started yet has said nothing of its buttons.
        facts.service = {};
        QVERIFY(!has(notificationChecks(facts), u"buttons"_s));
        QCOMPARE(stateOf(notificationChecks(facts), u"notifications"_s), State::Ok);
        facts.canShow = false;
        QCOMPARE(stateOf(notificationChecks(facts), u"notifications"_s), State::Failed);
        isComplete(notificationChecks(facts));
        facts.hasDisplay = false;
        QCOMPARE(stateOf(notificationChecks(facts), u"notifications"_s), State::Warning);
        isComplete(notificationChecks(facts));
    }

    void loginAndKeychain()
    {
        LoginFacts facts{.isLoggedIn = true, .line = u"Logged in."_s};
        QCOMPARE(stateOf(loginChecks(facts), u"login"_s), State::Ok);
        QCOMPARE(loginChecks(facts).first().title, u"The login is kept in the keychain."_s);
        facts.isLoggedIn = false;
        QCOMPARE(loginChecks(facts).first().title, u"A login will be kept in the keychain."_s);
        QCOMPARE(stateOf(loginChecks(facts), u"login"_s), State::Warning); // notifications need none
        facts.problem = u"The keychain is locked."_s;
        QCOMPARE(stateOf(loginChecks(facts), u"keychain"_s), State::Failed);
        isComplete(loginChecks(facts));
        QVERIFY(loginChecks({.storage = LoginStorage::File}).first().title.contains(u"file"_s));
        for (const bool isLoggedIn : {true, false}) {
            const QList<ipc::Check> unsaved =
                loginChecks({.isLoggedIn = isLoggedIn, .line = facts.line, .storage = LoginStorage::Memory});
            QCOMPARE(stateOf(unsaved, u"keychain"_s), State::Warning);
            QVERIFY(unsaved.first().title.contains(u"until Tocsin ends"_s));
            isComplete(unsaved);
        }
    }

    void theServer()
    {
        using Answer = ServerFacts::Answer;
        ServerFacts facts{.answer = Answer::Tocsin, .url = u"https://texts.example.com"_s};
        QCOMPARE(serverCheck(facts).state, State::Ok);
        facts.printsTexts = true;
        QCOMPARE(serverCheck(facts).state, State::Warning);
        QVERIFY(serverCheck(facts).title.contains(u"only prints texts"_s));
        isComplete({serverCheck(facts)});
        facts.problem = u"https://texts.example.com is not responding."_s;
        facts.answer = Answer::Foreign;
        QCOMPARE(serverCheck(facts).state, State::Failed);
        facts.answer = Answer::None;
        QCOMPARE(serverCheck(facts).state, State::Warning); // who has no login needs none
        facts.isNeeded = true;
        QCOMPARE(serverCheck(facts).state, State::Failed);
        QVERIFY(serverCheck(facts).title.contains(facts.url));
        isComplete({serverCheck(facts)});
    }

    void theClock_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("isWell");
        QTest::newRow("right") << 0 << true;
        QTest::newRow("a minute") << 60 << true;
        QTest::newRow("slow") << 180 << false;
        QTest::newRow("fast") << -180 << false;
        QTest::newRow("a day") << 86'400 << false;
    }
    void theClock()
    {
        QFETCH(int, seconds);
        QFETCH(bool, isWell);
        const Check check = clockCheck(std::chrono::seconds{seconds});
        QCOMPARE(check.state, isWell ? State::Ok : State::Warning);
        isComplete({check});
        QCOMPARE(clockCheck({}).state, State::Ok);
    }

    void hooksAndStatusFiles()
    {
        QCOMPARE(stateOf(sessionChecks({}), u"hooks"_s), State::Ok);
        QVERIFY(!has(sessionChecks({}), u"status_files"_s));
        QCOMPARE(stateOf(sessionChecks({.running = 3}), u"hooks"_s), State::Ok);
        const QList<Check> unheard = sessionChecks({.running = 3, .unheard = 2, .withoutStatus = 1});
        QCOMPARE(stateOf(unheard, u"hooks"_s), State::Failed);
        QVERIFY(unheard.first().title.startsWith(u'2'));
        QCOMPARE(stateOf(unheard, u"status_files"_s), State::Warning);
        isComplete(unheard);
    }

    void presence()
    {
        const PresenceFact silent{.source = u"logind"_s, .problem = u"no session"_s};
        QCOMPARE(presenceCheck({}).state, State::Warning);
        QCOMPARE(presenceCheck({.sources = {silent}}).state, State::Warning);
        isComplete({presenceCheck({.sources = {silent}})});
        const Check known = presenceCheck(
            {.sources = {silent, {.source = u"XScreenSaver"_s, .idle = std::chrono::seconds{3}}}});
        QCOMPARE(known.state, State::Ok);
        QVERIFY(known.title.contains(u"XScreenSaver"_s) && !known.title.contains(u"logind"_s));
    }

    void whatIsSaidOfTextsIsTrue_data()
    {
        QTest::addColumn<bool>("isLoggedIn");
        QTest::addColumn<bool>("hasDisplay");
        QTest::addColumn<QString>("ofNotifications");
        QTest::addColumn<QString>("ofPresence");
        const QString logIn = u"To get texts on your phone, run: tocsin login"_s;
        const QString say = u"To say where you are: tocsin away, tocsin here"_s;
        QTest::newRow("on a server") << true << false << u"Texts are sent at once."_s
                                     << u"Texts are sent at once all the same, as no notifications can be "
                                        "shown."_s;
        QTest::newRow("on a server, logged out") << false << false << logIn << say;
        QTest::newRow("on a desktop")
            << true << true << QString{} << u"Texts wait as long as you chose. "_s + say;
        QTest::newRow("on a desktop, logged out") << false << true << QString{} << say;
    }
    void whatIsSaidOfTextsIsTrue()
    {
        QFETCH(bool, isLoggedIn);
        QFETCH(bool, hasDisplay);
        QFETCH(QString, ofNotifications);
        QFETCH(QString, ofPresence);
        const NotificationFacts facts{
            .hasDisplay = hasDisplay, .canShow = hasDisplay, .service = {}, .isLoggedIn = isLoggedIn};
        QCOMPARE(notificationChecks(facts).first().remedy, ofNotifications);
        QCOMPARE(presenceCheck({.canNotify = hasDisplay, .isLoggedIn = isLoggedIn}).remedy, ofPresence);
    }

    void settingsDiskAndSpool()
    {
        QVERIFY(settingsChecks({}).isEmpty());
        const QList<Check> ignored = settingsChecks(
            {{.name = u"CLAUDE_SMS_HEARTBEAT_INTERVAL"_s,
              .expected = u"a number from 5 to 240"_s,
              .file = {}},
             {.name = u"quiet/hours"_s, .expected = u"a list"_s, .file = u"/home/tocsin.conf"_s}});
        QCOMPARE(ignored.size(), 2);
        QCOMPARE(ignored.first().state, State::Warning);
        QCOMPARE(ignored.first().title,
                 u"CLAUDE_SMS_HEARTBEAT_INTERVAL is ignored: it has to be a number from 5 to 240."_s);
        QVERIFY(ignored.first().remedy.contains(u"environment variable"_s));
        QVERIFY(ignored.last().remedy.contains(u"/home/tocsin.conf"_s));
        isComplete(ignored);
        QCOMPARE(stateOf(stateChecks({}), u"disk"_s), State::Ok);
        const QList<Check> full =
            stateChecks({.folder = u"/state"_s, .problem = u"disk full"_s, .unreadable = 2});
        QCOMPARE(stateOf(full, u"disk"_s), State::Failed);
        QCOMPARE(stateOf(full, u"spool"_s), State::Warning);
        isComplete(full);
        QVERIFY(troubleChecks({}).isEmpty());
        const QList<Check> troubles = troubleChecks({Trouble::TextUndelivered, Trouble::HourUsedUp});
        QCOMPARE(troubles.size(), 2);
        isComplete(troubles);
    }

    void aPluginInAFolderWithASpaceIsQuoted()
    {
        const Check check = pluginCheck({.state = PluginInstallation::State::Absent},
                                        u"/home/o'neil/.claude"_s, u"/home/o'neil/my $plugin"_s);
        QCOMPARE(check.remedy,
                 u"Run: claude plugin marketplace add '/home/o'\\''neil/my $plugin' && claude plugin "
                 "install tocsin@tocsin"_s);
    }

    void thePlugin_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("isOutdated");
        QTest::addColumn<int>("result");
        QTest::addColumn<QString>("command");
        using Plugin = PluginInstallation::State;
        const auto row = [](const char* name, Plugin state, const QString& version, bool isOutdated,
                            State result, const QString& command) {
            QTest::newRow(name) << static_cast<int>(state) << version << isOutdated
                                << static_cast<int>(result) << command;
        };
        const QString ours = QLatin1String{TOCSIN_VERSION};
        row("well", Plugin::Working, ours, false, State::Ok, {});
        row("other version", Plugin::Working, u"0.0.9"_s, false, State::Warning, u"plugin uninstall"_s);
        row("older copy", Plugin::Working, ours, true, State::Warning, u"plugin uninstall"_s);
        row("turned off", Plugin::Disabled, ours, false, State::Failed, u"plugin enable"_s);
        row("no hooks", Plugin::Broken, ours, false, State::Failed, u"plugin install"_s);
        row("absent", Plugin::Absent, {}, false, State::Failed, u"marketplace add /share/plugin"_s);
        row("no Claude Code", Plugin::NoClaude, {}, false, State::Failed, u"marketplace add /share/plugin"_s);
    }
    void thePlugin()
    {
        QFETCH(int, state);
        QFETCH(QString, version);
        QFETCH(bool, isOutdated);
        QFETCH(int, result);
        QFETCH(QString, command);
        const Check check = pluginCheck({.state = static_cast<PluginInstallation::State>(state),
                                         .version = version,
                                         .isOutdated = isOutdated},
                                        u"/home/ada/.claude"_s, u"/share/plugin"_s);
        QCOMPARE(static_cast<int>(check.state), result);
        QVERIFY2(check.remedy.contains(command), qPrintable(check.remedy));
        isComplete({check});
        isComplete({bridgeCheck({}), bridgeCheck(u"/usr/bin/tocsin-hookbridge"_s)});
    }
};

QTEST_GUILESS_MAIN(TestDoctorChecks)
#include "test_doctor_checks.moc"
