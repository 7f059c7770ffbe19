// SPDX-License-Identifier: MIT
#include "app/windows/setup_dialog.h"
#include "tests/app/windows/scripted_login.h"
#include "tests/app/windows/scripted_notifier.h"
#include "tests/support/fake_claude.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using tocsin::test::FakeClaude;

class TestSetupDialog final : public QObject
{
    Q_OBJECT
private:
    struct Bench
    {
        FakeClaude claude;
        ScriptedNotifier notifier;
        ScriptedLogin login;
        PluginSetup plugin;
        bool isDoNotDisturb{false};
        bool hasTray{true};
        SetupDialog dialog;

        explicit Bench(bool hasClaude = true, const BridgeLink& bridge = {})
            : plugin{hasClaude ? claude.places() : ClaudePlaces{}, claude.pluginFolder(), bridge}
            , dialog{{.notifier = notifier,
                      .plugin = plugin,
                      .login = login,
                      .isDoNotDisturb = [this] { return isDoNotDisturb; },
                      .hasTray = [this] { return hasTray; }}}
        {}
        void show()
        {
            const QSignalSpy checked{&plugin, &PluginSetup::checked};
            dialog.show();
            QCOMPARE(checked.count(), 1);
        }
        [[nodiscard]] QPushButton& button(const char* name)
        {
            auto* found = dialog.findChild<QPushButton*>(QString::fromLatin1(name));
            Q_ASSERT(found);
            return *found;
        }
        [[nodiscard]] QString text(const char* name)
        {
            return dialog.findChild<QLabel*>(QString::fromLatin1(name))->text();
        }
        void click(const char* name) { QTest::mouseClick(&button(name), Qt::LeftButton); }
    };

private Q_SLOTS:
    void itAsksForNothing()
    {
        Bench b;
        b.show();
        QVERIFY(b.dialog.findChildren<QLineEdit*>().isEmpty());
        QVERIFY(b.login.calls.isEmpty());
        b.click("closeSetup");
        QVERIFY(!b.dialog.isVisible());
        QVERIFY(b.login.calls.isEmpty());
        QVERIFY(b.notifier.shown.isEmpty());
        QVERIFY2(b.claude.calls().isEmpty(), "nothing was installed");
    }
    void aWideTileHasItsLinesInAColumn()
    {
        Bench b;
        b.show();
        const auto* content = b.dialog.findChild<QWidget*>(u"content"_s);
        QVERIFY(content);
        b.dialog.resize(3000, 700);
        QTRY_COMPARE(b.dialog.width(), 3000);
        QTRY_VERIFY(content->geometry().left() > 500);
        QVERIFY2(content->width() < 1600, qPrintable(QString::number(content->width())));
        QVERIFY(std::abs(content->geometry().center().x() - 1500) < 20);
    }
    void hooksWithoutABridgeAreNotConnected()
    {
        const QTemporaryDir home;
        QVERIFY(QDir{home.path()}.mkpath(u"build"_s));
        QFile built{home.filePath(u"build/tocsin-hookbridge"_s)};
        QVERIFY(built.open(QIODevice::WriteOnly) && built.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        Bench b{true, BridgeLink{built.fileName(), {home.filePath(u"bin"_s)}, home.filePath(u"bin"_s)}};
        b.claude.install();
        b.show();
        QCOMPARE(b.text("connectClaudeHeadline"), u"Connect Claude Code."_s);
        QVERIFY(b.text("connectClaudeNote").contains(u"hooks cannot find tocsin-hookbridge"_s));
        QSignalSpy finished{&b.plugin, &PluginSetup::connectFinished};
        b.click("connectClaude");
        QVERIFY(finished.wait(30'000));
        QCOMPARE(b.text("connectClaudeHeadline"), u"Claude Code is connected."_s);
    }
    void aTestIsARealNotification()
    {
        Bench b;
        b.show();
        QCOMPARE(b.text("sendTestHeadline"), u"Notifications are on."_s);
        b.click("sendTest");
        QCOMPARE(b.notifier.shown.size(), 1);
        QVERIFY(!b.notifier.shown.first().title.isEmpty());
        Q_EMIT b.notifier.presented(b.notifier.shown.first().tag);
        QCOMPARE(b.text("sendTestNote"), u"Sent. The desktop shows it now."_s);
        Q_EMIT b.notifier.failed(b.notifier.shown.first().tag, u"no"_s);
        QVERIFY(b.text("sendTestNote").contains(u"did not show"_s));
    }
    void doNotDisturbIsSaid()
    {
        Bench b;
        b.isDoNotDisturb = true;
        b.show();
        b.click("sendTest");
        QVERIFY2(b.text("sendTestNote").contains(u"Do Not Disturb"_s), qPrintable(b.text("sendTestNote")));
    }
    void whereNothingShowsNotificationsItSaysSo()
    {
        Bench b;
        b.notifier.setCanShow(false);
        b.show();
        QCOMPARE(b.text("sendTestHeadline"), u"This desktop shows no notifications."_s);
        QVERIFY(!b.button("sendTest").isEnabled());
        b.notifier.setCanShow(true); // a service was started
        QCOMPARE(b.text("sendTestHeadline"), u"Notifications are on."_s);
        QVERIFY(b.button("sendTest").isEnabled());
    }
    void claudeCodeIsConnectedByOneButton()
    {
        Bench b;
        b.show();
        QVERIFY(b.button("connectClaude").isEnabled());
        QSignalSpy finished{&b.plugin, &PluginSetup::connectFinished};
        b.click("connectClaude");
        QVERIFY2(!b.button("connectClaude").isEnabled(), "once is enough");
        QVERIFY(finished.wait(30'000));
        QCOMPARE(b.text("connectClaudeHeadline"), u"Claude Code is connected."_s);
        const auto& output = *b.dialog.findChild<QPlainTextEdit*>(u"output"_s);
        QVERIFY(output.isVisible());
        QVERIFY2(output.toPlainText().contains(u"Successfully installed plugin"_s),
                 qPrintable(output.toPlainText()));
    }
    void whereItIsConnectedItSaysSo()
    {
        Bench b;
        b.claude.install();
        b.show();
        QCOMPARE(b.text("connectClaudeHeadline"), u"Claude Code is connected."_s);
        QVERIFY(!b.button("connectClaude").isEnabled());
        QVERIFY(!b.dialog.findChild<QPlainTextEdit*>(u"output"_s)->isVisible());
    }
    void aRefusalIsShownWithWhatToType()
    {
        Bench b;
        b.claude.set(u"refuses-install"_s);
        b.show();
        QSignalSpy finished{&b.plugin, &PluginSetup::connectFinished};
        b.click("connectClaude");
        QVERIFY(finished.wait(30'000));
        QVERIFY(b.text("connectClaudeNote").contains(b.plugin.commandLine()));
        const auto& note = *b.dialog.findChild<QLabel*>(u"connectClaudeNote"_s);
        QTRY_VERIFY2(note.height() >= note.heightForWidth(note.width()), "it is cut off");
        QVERIFY(b.dialog.findChild<QPlainTextEdit*>(u"output"_s)
                    ->toPlainText()
                    .contains(u"not found in marketplace"_s));
        QVERIFY2(b.button("connectClaude").isEnabled(), "trying again is possible");
    }
    void withoutClaudeItSaysWhatToType()
    {
        Bench b{false};
        b.show();
        QVERIFY2(b.text("connectClaudeNote").contains(b.plugin.commandLine()),
                 qPrintable(b.text("connectClaudeNote")));
        b.click("connectClaude"); // it may be there by now
        QTRY_VERIFY(b.button("connectClaude").isEnabled());
        QVERIFY(b.text("connectClaudeNote").contains(b.plugin.commandLine()));
        QVERIFY(!b.dialog.findChild<QPlainTextEdit*>(u"output"_s)->isVisible());
    }
    void textsAreOneButtonAway()
    {
        Bench b;
        b.show();
        const QSignalSpy texts{&b.dialog, &SetupDialog::textsWanted};
        b.click("setUpTexts");
        QCOMPARE(texts.count(), 1);
        b.login.go(LoginPhase::LoggedIn);
        QCOMPARE(b.text("setUpTextsHeadline"), u"Texts go to +1***0123."_s);
        QVERIFY(!b.button("setUpTexts").isVisible());
    }
    void withoutATrayItHasWhatTheMenuHas()
    {
        Bench b;
        b.show();
        QVERIFY(!b.button("openSettings").isVisible());
        QVERIFY(!b.button("quit").isVisible());
        b.hasTray = false;
        b.dialog.refreshTray();
        const QSignalSpy settings{&b.dialog, &SetupDialog::settingsWanted};
        const QSignalSpy quit{&b.dialog, &SetupDialog::quitWanted};
        const QSignalSpy sessions{&b.dialog, &SetupDialog::sessionsWanted};
        b.click("openSessions");
        b.click("openSettings");
        b.click("quit");
        QCOMPARE(sessions.count(), 1);
        QCOMPARE(settings.count(), 1);
        QCOMPARE(quit.count(), 1);
    }
};

QTEST_MAIN(TestSetupDialog)
#include "test_setup_dialog.moc"
