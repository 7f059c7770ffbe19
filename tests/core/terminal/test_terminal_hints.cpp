// SPDX-License-Identifier: MIT
// What is read from hints, which terminal is chosen, and which text may be typed.
#include "core/terminal/hint_checks.h"
#include "core/terminal/programs.h"
#include "core/terminal/prompt_text.h"
#include "core/terminal/terminal_choice.h"

#include <QFile>
#include <QLocalServer>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

using Kind = TerminalProblem::Kind;

struct Choice
{
    const char* name;
    TerminalKind kind;
    QList<QByteArray> ancestors;
    QStringList variables{};
};

const QList<Choice>& choices()
{
    static const QList<Choice> All{
        {"xterm", TerminalKind::Window, {"bash", "xterm", "openbox"}},
        {"an xterm that was started in kitty", TerminalKind::Window, {"bash", "xterm", "bash", "kitty"}},
        {"tmux that was started in kitty",
         TerminalKind::Tmux,
         {"bash", "tmux: server"},
         {u"KITTY_WINDOW_ID"_s}},
        {"an xterm that was started in tmux", TerminalKind::Window, {"xterm", "bash", "tmux: server"}},
        {"kitty", TerminalKind::Kitty, {"zsh", "kitty"}},
        {"WezTerm", TerminalKind::WezTerm, {"fish", "wezterm-gui"}},
        {"WezTerm's server", TerminalKind::WezTerm, {"fish", "wezterm-mux-ser"}},
        {"Konsole", TerminalKind::Konsole, {"bash", "konsole"}},
        {"GNOME Terminal", TerminalKind::GnomeTerminal, {"bash", "gnome-terminal-"}},
        {"VS Code", TerminalKind::Editor, {"bash", "code", "code"}},
        {"GNU screen", TerminalKind::Screen, {"bash", "screen"}},
        {"over ssh", TerminalKind::Ssh, {"bash", "sshd", "sshd"}, {u"SSH_CONNECTION"_s}},
        {"tmux over ssh", TerminalKind::Tmux, {"bash", "tmux: server"}, {u"SSH_CONNECTION"_s}},
        {"tmux by another name", TerminalKind::Tmux, {"bash", "tmux-next"}, {u"TMUX"_s, u"TMUX_PANE"_s}},
        {"a terminal that is not known", TerminalKind::Window, {"bash", "newterm"}},
        {"a window alone", TerminalKind::Window, {}, {u"WINDOWID"_s}},
        {"nothing", TerminalKind::None, {}},
    };
    return All;
}

} // namespace

class TestTerminalHints final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNearestTerminalDecides_data()
    {
        QTest::addColumn<qsizetype>("index");
        for (qsizetype i = 0; i < choices().size(); ++i)
            QTest::newRow(choices().at(i).name) << i;
    }
    void theNearestTerminalDecides()
    {
        QFETCH(qsizetype, index);
        const Choice& choice = choices().at(index);
        QList<LineProcess> ancestors;
        for (const QByteArray& name : choice.ancestors)
            ancestors.append({.pid = 100 + ancestors.size(), .name = name});
        TerminalVariables variables;
        for (const QString& name : choice.variables)
            variables.insert(name, u"x"_s);
        QCOMPARE(terminalFor(variables, ancestors), choice.kind);
    }

    void onlyKnownNamesAndPlainValuesAreTaken()
    {
        const TerminalVariables known = knownTerminalVariables({{u"WINDOWID"_s, u"7"_s},
                                                                {u"LD_PRELOAD"_s, u"/x"_s},
                                                                {u"TMUX"_s, u"/tmp/a b,1,0"_s},
                                                                {u"TMUX_PANE"_s, u"%1\n"_s},
                                                                {u"STY"_s, QString{300, u'x'}},
                                                                {u"TERM_PROGRAM"_s, QString{}}});
        QCOMPARE(known.keys(), (QStringList{u"TMUX"_s, u"WINDOWID"_s}));
    }

    void aHintHasToHaveItsForm_data()
    {
        QTest::addColumn<QString>("tmux");
        QTest::addColumn<QString>("pane");
        QTest::addColumn<bool>("isHint");
        QTest::newRow("right") << u"SOCKET,1,0"_s << u"%12"_s << true;
        QTest::newRow("an option for a pane") << u"SOCKET,1,0"_s << u"-x"_s << false;
        QTest::newRow("a name for a pane") << u"SOCKET,1,0"_s << u"main:0"_s << false;
        QTest::newRow("two commands") << u"SOCKET,1,0"_s << u"%1;kill-server"_s << false;
        QTest::newRow("a line end") << u"SOCKET,1,0"_s << u"%1\n"_s << false;
        QTest::newRow("no pane") << u"SOCKET,1,0"_s << QString{} << false;
        QTest::newRow("no socket") << u"FILE,1,0"_s << u"%1"_s << false;
        QTest::newRow("a link to it") << u"LINK,1,0"_s << u"%1"_s << false;
        QTest::newRow("a relative path") << u"tmux,1,0"_s << u"%1"_s << false;
        QTest::newRow("gone") << u"/nonexistent/tmux,1,0"_s << u"%1"_s << false;
    }
    void aHintHasToHaveItsForm()
    {
        QFETCH(QString, tmux);
        QFETCH(QString, pane);
        QFETCH(bool, isHint);
        const QTemporaryDir folder;
        QLocalServer server;
        QVERIFY(server.listen(folder.filePath(u"a,socket"_s)));
        QFile file{folder.filePath(u"file"_s)};
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(server.fullServerName(), folder.filePath(u"link"_s)));
        tmux.replace(u"SOCKET"_s, server.fullServerName())
            .replace(u"FILE"_s, file.fileName())
            .replace(u"LINK"_s, folder.filePath(u"link"_s));
        QCOMPARE(tmuxHint({{u"TMUX"_s, tmux}, {u"TMUX_PANE"_s, pane}}).has_value(), isHint);
        const TerminalVariables kitty{{u"KITTY_LISTEN_ON"_s, u"unix:"_s + tmux.section(u',', 0, -3)},
                                      {u"KITTY_WINDOW_ID"_s, pane.mid(1)}};
        QCOMPARE(kittyHint(kitty).has_value(), isHint);
        QVERIFY(!isHint || kittyHint(kitty)->isOwn);
        const TerminalVariables wezTerm{{u"WEZTERM_UNIX_SOCKET"_s, tmux.section(u',', 0, -3)},
                                        {u"WEZTERM_PANE"_s, pane.mid(1)}};
        QCOMPARE(wezTermHint(wezTerm).has_value(), isHint);
    }

    void otherHintsHaveTheirFormsToo()
    {
        const auto abstract =
            kittyHint({{u"KITTY_LISTEN_ON"_s, u"unix:@kitty-1"_s}, {u"KITTY_WINDOW_ID"_s, u"3"_s}});
        QVERIFY(abstract && !abstract->isOwn);
        QVERIFY(!kittyHint({{u"KITTY_LISTEN_ON"_s, u"tcp:10.0.0.1:5"_s}, {u"KITTY_WINDOW_ID"_s, u"3"_s}}));
        QVERIFY(wezTermHint({{u"WEZTERM_PANE"_s, u"0"_s}}));
        TerminalVariables konsole{{u"KONSOLE_DBUS_SERVICE"_s, u":1.42"_s},
                                  {u"KONSOLE_DBUS_SESSION"_s, u"/Sessions/3"_s},
                                  {u"KONSOLE_DBUS_WINDOW"_s, u"/Windows/1"_s}};
        QCOMPARE(konsoleHint(konsole).value().session, 3);
        konsole[u"KONSOLE_DBUS_WINDOW"_s] = u"/Windows/1/x"_s;
        QVERIFY(!konsoleHint(konsole));
        TerminalVariables gnome{{u"GNOME_TERMINAL_SERVICE"_s, u":1.7"_s},
                                {u"GNOME_TERMINAL_SCREEN"_s,
                                 u"/org/gnome/Terminal/screen/8b1e0b5d_5f0e_4b6d_a5d8_1a4b3c1d2e3f"_s}};
        QCOMPARE(gnomeTerminalHint(gnome).value().screen, u"8b1e0b5d-5f0e-4b6d-a5d8-1a4b3c1d2e3f"_s);
        gnome[u"GNOME_TERMINAL_SERVICE"_s] = u"org.example.Other"_s;
        QVERIFY(!gnomeTerminalHint(gnome));
        QCOMPARE(sshHint({{u"SSH_CONNECTION"_s, u"10.0.0.1 50000 10.0.0.2 22"_s}}).value().clientPort, 50000);
        QCOMPARE(sshHint({{u"SSH_CONNECTION"_s, u"- 50000 - 22"_s}}).value().serverPort, 22);
        QVERIFY(!sshHint({{u"SSH_CONNECTION"_s, u"10.0.0.1 0 10.0.0.2 22"_s}}));
        QVERIFY(!sshHint({{u"SSH_CONNECTION"_s, u"x"_s}}));
        for (const QString& bad : {u"0"_s, u"-1"_s, u"0x7"_s, u"4294967296"_s, u" 7"_s, u"7\n"_s})
            QVERIFY2(!windowIdHint({{u"WINDOWID"_s, bad}}), qPrintable(bad));
    }

    void aPromptIsPlainText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("typed");
        QTest::newRow("plain") << u"go on"_s << u"go on"_s;
        QTest::newRow("line ends") << u"a\r\nb\rc\u2028d"_s << u"a\nb\nc\nd"_s;
        QTest::newRow("tab and spaces") << u"  a\tb \n"_s << u"a    b"_s;
        QTest::newRow("a backslash at the end") << u"a\\"_s << u"a\\ "_s;
        QTest::newRow("a word that is completed") << u"see @src"_s << u"see @src "_s;
        QTest::newRow("a word like a command") << u"see\n/etc"_s << u"see\n/etc "_s;
        QTest::newRow("a title") << u"# always"_s << u"# always"_s;
        QTest::newRow("completed before the end") << u"@src is it"_s << u"@src is it"_s;
    }
    void aPromptIsPlainText()
    {
        QFETCH(QString, text);
        QFETCH(QString, typed);
        const auto plain = typedPrompt(text);
        QVERIFY(plain);
        QCOMPARE(*plain, typed);
    }

    void whatIsNoPromptIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("why");
        const auto row = [](const char* name, const QString& text, Kind why) {
            QTest::newRow(name) << text << static_cast<int>(why);
        };
        row("empty", u" \n "_s, Kind::EmptyText);
        row("long", QString{MaxTypedPrompt + 1, u'x'}, Kind::TooLong);
        row("escape", u"a"_s + QChar{0x1b} + u"[201~\rb"_s, Kind::ControlCharacter);
        row("C1", u"a"_s + QChar{0x9b} + u"201~b"_s, Kind::ControlCharacter);
        row("end of text", u"a"_s + QChar{3} + u'b', Kind::ControlCharacter);
        row("delete", u"a"_s + QChar{0x7f} + u'b', Kind::ControlCharacter);
        row("null", QString{u"a"_s} + QChar{0} + u'b', Kind::ControlCharacter);
        row("half a character", QString{u"a"_s} + QChar{0xd83d} + u'b', Kind::ControlCharacter);
        row("a shell command", u" !rm x"_s, Kind::CommandText);
        row("a command", u"/clear"_s, Kind::CommandText);
    }
    void whatIsNoPromptIsRefused()
    {
        QFETCH(QString, text);
        QFETCH(int, why);
        const auto plain = typedPrompt(text);
        QVERIFY(!plain);
        QCOMPARE(static_cast<int>(plain.error().kind), why);
    }

    void aReportIsOfTheSamePrompt()
    {
        QVERIFY(isSamePrompt(u"a  b\nc "_s, u"a b\nc"_s));
        QVERIFY(isSamePrompt(u"e\u0301"_s, u"\u00e9"_s));
        QVERIFY(!isSamePrompt(u"a b"_s, u"a"_s));
        QVERIFY(!isSamePrompt(u"a"_s, u"a b"_s));
        const QString longText = u"word "_s.repeated(1000);
        QVERIFY(isSamePrompt(longText, longText.left(4000)));
        QVERIFY(!isSamePrompt(longText, u"other "_s.repeated(600)));
    }

    void programsAreThoseThatOthersCannotChange()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"tool"_s);
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n");
        file.close();
        const Programs programs{{u"."_s, u"/nonexistent"_s, folder.path()}};
        QVERIFY(programs.find(u"tool"_s).isEmpty()); // not executable
        const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
        QVERIFY(file.setPermissions(owner));
        QCOMPARE(programs.find(u"tool"_s), path);
        QVERIFY(file.setPermissions(owner | QFile::WriteOther));
        QVERIFY(programs.find(u"tool"_s).isEmpty());
    }

    void aProgramThatHangsIsEnded()
    {
        const QTemporaryDir folder;
        QFile file{folder.filePath(u"tool"_s)};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\nexec sleep 600\n");
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        Programs programs{{folder.path()}, std::chrono::milliseconds{50}};
        std::optional<ProgramResult> result;
        programs.run({.name = u"tool"_s}, [&](const ProgramResult& one) { result = one; });
        QTRY_VERIFY_WITH_TIMEOUT(result, 60'000);
        QCOMPARE(result->state, ProgramResult::State::Failed);
        result.reset();
        programs.run({.name = u"absent"_s}, [&](const ProgramResult& one) { result = one; });
        QTRY_VERIFY_WITH_TIMEOUT(result, 60'000);
        QCOMPARE(result->state, ProgramResult::State::Missing);
    }
};

QTEST_GUILESS_MAIN(TestTerminalHints)
#include "test_terminal_hints.moc"
