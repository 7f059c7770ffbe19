// SPDX-License-Identifier: MIT
// Real xterms on a real X server with a window manager, a real tmux and a real ssh.
#include "core/claude/status/prompt_line.h"
#include "core/system/presence/presence_sources.h"
#include "core/terminal/prompt_text.h"
#include "core/terminal/prompt_typer.h"
#include "core/terminal/terminals.h"
#include "core/terminal/x11_window_raiser.h"
#include "tests/core/terminal/prompt_program.h"
#include "tests/core/terminal/prompts.h"
#include "tests/support/own_sshd.h"
#include "tests/support/own_tmux.h"

#include <QProcess>
#include <QTest>

#include <memory>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int LimitMs = 120'000;
using Kind = TerminalProblem::Kind;

QString xdotool(const QStringList& arguments)
{
    QProcess xdotool;
    xdotool.start(u"xdotool"_s, arguments);
    xdotool.waitForFinished(LimitMs);
    return QString::fromUtf8(xdotool.readAllStandardOutput()).trimmed();
}

/// An xterm that runs a command.
class Window final
{
public:
    ~Window()
    {
        m_xterm.kill();
        m_xterm.waitForFinished();
    }
    [[nodiscard]] bool open(const QStringList& command)
    {
        m_xterm.start(u"xterm"_s, QStringList{u"-e"_s} + command);
        return m_xterm.waitForStarted(LimitMs) &&
               QTest::qWaitFor([this] { return !id().isEmpty(); }, LimitMs);
    }
    [[nodiscard]] QString id() const
    {
        return xdotool({u"search"_s, u"--onlyvisible"_s, u"--pid"_s, QString::number(m_xterm.processId())});
    }
    [[nodiscard]] bool isActive() const { return xdotool({u"getactivewindow"_s}) == id(); }
    [[nodiscard]] bool activate() const
    {
        xdotool({u"windowactivate"_s, u"--sync"_s, id()});
        return QTest::qWaitFor([this] { return isActive(); }, LimitMs);
    }

    [[nodiscard]] qint64 pid() const { return m_xterm.processId(); }

private:
    QProcess m_xterm;
};

} // namespace

class TestRealTerminals final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_isReady = true;
        m_readyFor = -1;
    }

    void everyPromptArrivesWholeInTmux()
    {
        const OwnTmux tmux;
        const PromptProgram program;
        tmux.run(QStringList{u"new-session"_s, u"-d"_s, u"-x"_s, u"120"_s} + program.command());
        QTRY_VERIFY_WITH_TIMEOUT(program.isReady(), LimitMs);
        QCOMPARE(hardPrompts().size(), 20);
        qsizetype sent = 0;
        for (const QString& prompt : hardPrompts()) {
            QVERIFY(!type(program, prompt));
            ++sent;
            QCOMPARE(program.seen(u"prompt"_s).size(), sent);
            const auto typed = typedPrompt(prompt);
            QVERIFY(typed);
            QCOMPARE(program.seen(u"prompt"_s).last(), *typed);
            // All of it came as one paste, so no line end in it was an Enter.
            QCOMPARE(program.seen(u"paste"_s).size(), sent);
        }
    }

    void nothingIsTypedWhileADialogIsOpen()
    {
        const OwnTmux tmux;
        const PromptProgram program;
        tmux.run(QStringList{u"new-session"_s, u"-d"_s} + program.command());
        QTRY_VERIFY_WITH_TIMEOUT(program.isReady(), LimitMs);
        QVERIFY(program.openDialog());
        m_isReady = false;
        for (const QString& prompt : hardPrompts())
            QCOMPARE(type(program, prompt), TerminalProblem{Kind::NotReady});
        tmux.run({u"send-keys"_s, u"-t"_s, u"%0"_s, u"z"_s}); // comes after all that was typed
        QTRY_COMPARE_WITH_TIMEOUT(program.seen(u"dialog"_s), QStringList{u"z"_s}, LimitMs);
        QVERIFY(program.seen(u"paste"_s).isEmpty());
    }

    void aDialogThatOpensMeanwhileGetsNoEnter()
    {
        const OwnTmux tmux;
        const PromptProgram program;
        tmux.run(QStringList{u"new-session"_s, u"-d"_s} + program.command());
        QTRY_VERIFY_WITH_TIMEOUT(program.isReady(), LimitMs);
        m_readyFor = 1;
        QCOMPARE(type(program, u"go on"_s), TerminalProblem{Kind::PastedOnly});
        QVERIFY(program.openDialog());
        tmux.run({u"send-keys"_s, u"-t"_s, u"%0"_s, u"z"_s});
        QTRY_COMPARE_WITH_TIMEOUT(program.seen(u"dialog"_s), QStringList{u"z"_s}, LimitMs);
        QCOMPARE(program.seen(u"paste"_s), QStringList{u"go on"_s});
    }

    void nothingIsTypedAfterWhatThePersonHasLeft()
    {
        const OwnTmux tmux;
        const PromptProgram program;
        tmux.run(QStringList{u"new-session"_s, u"-d"_s} + program.command());
        QTRY_VERIFY_WITH_TIMEOUT(program.isReady(), LimitMs);
        struct Left
        {
            QStringList keys;
            QString seen;
        };
        // A shell's command, a shell's prompt, and half-written prompts; the cursor at the end, or at the
        // start.
        const QList<Left> all{{{u"!"_s, u"l"_s, u"s"_s}, u"!ls"_s},
                              {{u"!"_s}, u"!"_s},
                              {{u"a"_s, u"b"_s}, u"ab"_s},
                              {{u"a"_s, u"b"_s, u"C-a"_s}, u"ab^"_s},
                              {{u"a"_s, u"C-a"_s}, u"a^"_s},
                              {{u"a"_s, u"C-j"_s, u"b"_s, u"C-a"_s}, u"a\nb^"_s},
                              {{u"C-j"_s, u"b"_s, u"C-a"_s}, u"\nb^"_s},
                              {{u"C-j"_s, u"C-j"_s, u"b"_s, u"C-a"_s}, u"\n\nb^"_s}};
        QString seen;
        qsizetype entered = 0;
        for (const Left& left : all) {
            seen += left.seen;
            tmux.run(QStringList{u"send-keys"_s, u"-t"_s, u"%0"_s} + left.keys);
            QTRY_COMPARE_WITH_TIMEOUT(program.seen(u"key"_s).join(QString{}), seen, LimitMs);
            QCOMPARE(type(program, u"go on"_s), TerminalProblem{Kind::NotEmpty});
            tmux.run({u"send-keys"_s, u"-t"_s, u"%0"_s, u"Enter"_s});
            ++entered;
            QTRY_COMPARE_WITH_TIMEOUT(program.seen(u"prompt"_s).size(), entered, LimitMs);
        }
        QVERIFY(program.seen(u"paste"_s).isEmpty());
        QVERIFY(!type(program, u"go on"_s));
        QCOMPARE(program.seen(u"prompt"_s).last(), u"go on"_s);
    }

    void onlyTheForegroundProcessIsTypedTo()
    {
        const OwnTmux tmux;
        const PromptProgram program;
        // It starts an editor, so to speak.
        tmux.run({u"new-session"_s, u"-d"_s, u"sh"_s});
        tmux.run(QStringList{u"send-keys"_s, u"-t"_s, u"%0"_s, program.command().join(u' '), u"Enter"_s});
        QTRY_VERIFY_WITH_TIMEOUT(program.isReady(), LimitMs);
        QProcess::execute(u"kill"_s, {u"-STOP"_s, QString::number(program.place().pid)});
        // The shell is in the foreground again.
        QCOMPARE(type(program, u"go on"_s), TerminalProblem{Kind::NotInForeground});
        // Another process has its pid.
        TerminalPlace other = program.place();
        other.startTime = u"1"_s;
        QCOMPARE(type(program, other, u"go on"_s), TerminalProblem{Kind::ProcessGone});
        QVERIFY(program.seen(u"paste"_s).isEmpty());
    }

    void synchronizedPanesAreNotTypedTo()
    {
        const OwnTmux tmux;
        const PromptProgram program;
        tmux.run(QStringList{u"new-session"_s, u"-d"_s} + program.command());
        tmux.run({u"split-window"_s, u"cat"_s});
        tmux.run({u"set-option"_s, u"-w"_s, u"synchronize-panes"_s, u"on"_s});
        QTRY_VERIFY_WITH_TIMEOUT(program.isReady(), LimitMs);
        QCOMPARE(type(program, u"go on"_s), TerminalProblem{Kind::SharedInput});
    }

    void aPaneThatIsScrolledBackTakesThePrompt()
    {
        const OwnTmux tmux;
        const PromptProgram program;
        tmux.run(QStringList{u"new-session"_s, u"-d"_s} + program.command());
        QTRY_VERIFY_WITH_TIMEOUT(program.isReady(), LimitMs);
        tmux.run({u"copy-mode"_s, u"-t"_s, u"%0"_s});
        QVERIFY(!type(program, u"go on"_s));
        QCOMPARE(program.seen(u"prompt"_s), QStringList{u"go on"_s});
    }

    void theXtermThatShowsTheTmuxPaneComesToTheFront()
    {
        const OwnTmux tmux;
        const PromptProgram program;
        tmux.run(QStringList{u"new-session"_s, u"-d"_s, u"-s"_s, u"work"_s} + program.command());
        tmux.run({u"new-window"_s, u"cat"_s});
        QTRY_VERIFY_WITH_TIMEOUT(program.isReady(), LimitMs);
        QCOMPARE(show(program.place()), (TerminalProblem{Kind::NotAttached, u"work"_s}));
        Window window;
        QVERIFY(window.open(QStringList{u"tmux"_s} + tmux.command({u"attach"_s})));
        QTRY_VERIFY_WITH_TIMEOUT(!tmux.run({u"list-clients"_s}).isEmpty(), LimitMs);
        Window other;
        QVERIFY(other.open({u"cat"_s}));
        QVERIFY(other.activate());
        QVERIFY(!show(program.place()));
        QVERIFY(window.isActive());
        QCOMPARE(tmux.run({u"display-message"_s, u"-p"_s, u"#{pane_id}"_s}),
                 program.place().variables.value(u"TMUX_PANE"_s));
    }

    void thePlainXtermComesToTheFront()
    {
        const PromptProgram program;
        Window window;
        QVERIFY(window.open(program.command()));
        Window other;
        QVERIFY(other.open({u"cat"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(program.isReady(), LimitMs);
        TerminalPlace place = program.place();
        QVERIFY(place.variables.contains(u"WINDOWID"_s));
        // Its own hint, none, and the ones of a window that is gone or another program's.
        for (const QString& hint : {place.variables.value(u"WINDOWID"_s), QString{}, u"77"_s, other.id()}) {
            QVERIFY(other.activate());
            place.variables[u"WINDOWID"_s] = hint;
            QVERIFY2(!show(place), qPrintable(hint));
            QVERIFY2(window.isActive(), qPrintable(hint));
        }
        QCOMPARE(type(program, u"go on"_s), TerminalProblem{Kind::CannotType});
    }

    void kittyTakesPromptsAndShowsItsTab()
    {
        const QTemporaryDir folder;
        const PromptProgram program;
        QProcess kitty;
        kitty.start(u"kitty"_s, QStringList{u"--config"_s, u"NONE"_s, u"-o"_s, u"allow_remote_control=yes"_s,
                                            u"-o"_s, u"listen_on=unix:"_s + folder.filePath(u"kitty"_s),
                                            u"-o"_s, u"update_check_interval=0"_s} +
                                    program.command());
        QVERIFY(kitty.waitForStarted(LimitMs));
        QTRY_VERIFY_WITH_TIMEOUT(program.isReady(), LimitMs);
        const QStringList some = hardPrompts();
        for (const QString& prompt : {some.at(5), some.at(9)}) {
            QVERIFY(!type(program, prompt));
            QCOMPARE(program.seen(u"prompt"_s).last(), *typedPrompt(prompt));
        }
        QCOMPARE(program.seen(u"paste"_s).size(), 2);
        const QString address = program.place().variables.value(u"KITTY_LISTEN_ON"_s);
        const auto press = [&](const QString& keys) {
            return QProcess::execute(u"kitty"_s, {u"@"_s, u"--to"_s, address, u"send-text"_s, keys}) == 0;
        };
        QString seen;
        qsizetype entered = 2;
        for (const QString& left : {u"ab\x01"_s, u"\nb\x01"_s, u"!"_s}) {
            seen += QString{left}.replace(QChar{1}, u'^');
            QVERIFY(press(left));
            QTRY_COMPARE_WITH_TIMEOUT(program.seen(u"key"_s).join(QString{}), seen, LimitMs);
            QCOMPARE(type(program, u"go on"_s), TerminalProblem{Kind::NotEmpty});
            QVERIFY(press(u"\\r"_s));
            ++entered;
            QTRY_COMPARE_WITH_TIMEOUT(program.seen(u"prompt"_s).size(), entered, LimitMs);
        }
        // Another tab, and another window over it.
        const PromptProgram other;
        QCOMPARE(QProcess::execute(u"kitty"_s,
                                   QStringList{u"@"_s, u"--to"_s, address, u"launch"_s, u"--type=tab"_s} +
                                       other.command()),
                 0);
        QTRY_VERIFY_WITH_TIMEOUT(other.isReady(), LimitMs);
        Window window;
        QVERIFY(window.open({u"cat"_s}));
        QVERIFY(window.activate());
        QVERIFY(!show(program.place()));
        QVERIFY(!window.isActive());
        // Keys go where the person now looks.
        QCOMPARE(QProcess::execute(u"xdotool"_s, {u"key"_s, u"Return"_s}), 0);
        QTRY_COMPARE_WITH_TIMEOUT(program.seen(u"prompt"_s).size(), entered + 1, LimitMs);
        QVERIFY(other.seen(u"prompt"_s).isEmpty());
        kitty.terminate();
        QVERIFY(kitty.waitForFinished(LimitMs));
    }

    void ofSeveralWindowsTheOneWithTheNameComesToTheFront()
    {
        const QTemporaryDir folder;
        const QString address = u"unix:"_s + folder.filePath(u"kitty"_s);
        const auto windowOf = [](const QString& title) {
            return xdotool({u"search"_s, u"--name"_s, u"^%1$"_s.arg(title)});
        };
        QProcess program; // in place of an editor
        program.start(u"kitty"_s, {u"--config"_s, u"NONE"_s, u"-o"_s, u"allow_remote_control=yes"_s,
                                   u"--listen-on"_s, address, u"-o"_s, u"update_check_interval=0"_s,
                                   u"--title"_s, u"x - webshop - Editor"_s, u"cat"_s});
        QTRY_VERIFY_WITH_TIMEOUT(!windowOf(u"x - webshop - Editor"_s).isEmpty(), LimitMs);
        QCOMPARE(
            QProcess::execute(u"kitty"_s, {u"@"_s, u"--to"_s, address, u"launch"_s, u"--type=os-window"_s,
                                           u"--os-window-title"_s, u"x - shop - Editor"_s, u"cat"_s}),
            0);
        QTRY_VERIFY_WITH_TIMEOUT(!windowOf(u"x - shop - Editor"_s).isEmpty(), LimitMs);
        Window terminal; // in which it was started
        QVERIFY(terminal.open({u"cat"_s}));
        QVERIFY(terminal.activate());
        X11WindowRaiser raiser{makeXConnection(PresenceSurroundings::fromEnvironment())};
        const QList<qint64> pids{program.processId(), terminal.pid()};
        const auto raise = [&](const QStringList& names) {
            std::optional<std::optional<TerminalProblem>> answer;
            raiser.raise({.xWindow = terminal.id().toUInt(), .pids = pids, .names = names},
                         [&](const std::optional<TerminalProblem>& problem) { answer = problem; });
            return QTest::qWaitFor([&] { return answer.has_value(); }, LimitMs)
                       ? *answer
                       : TerminalProblem{Kind::NoTerminal, u"no answer"_s};
        };
        QCOMPARE(raise({u"hop"_s}), TerminalProblem{Kind::SeveralWindows});
        QVERIFY(terminal.isActive());
        QVERIFY(!raise({u"src"_s, u"shop"_s}));
        QCOMPARE(xdotool({u"getactivewindow"_s}), windowOf(u"x - shop - Editor"_s));
        program.terminate();
        QVERIFY(program.waitForFinished(LimitMs));
    }

    void theXtermWithTheSshComesToTheFront()
    {
        OwnSshd sshd;
        QVERIFY2(sshd.start(), sshd.output().constData());
        const PromptProgram program;
        Window window;
        QVERIFY(window.open(QStringList{u"ssh"_s, u"-t"_s} + sshd.clientOptions() +
                            QStringList{u"127.0.0.1"_s} + program.command()));
        QTRY_VERIFY_WITH_TIMEOUT(program.isReady(), LimitMs);
        Window other;
        QVERIFY(other.open({u"cat"_s}));
        QVERIFY(other.activate());
        QVERIFY(!show(program.place())); // as a process of this machine
        QVERIFY(window.isActive());
        QVERIFY(other.activate());
        QVERIFY(!show({.variables = program.place().variables})); // and of another one
        QVERIFY(window.isActive());
        QCOMPARE(show({.variables = {{u"SSH_CONNECTION"_s, u"127.0.0.1 1 127.0.0.1 1"_s}}}),
                 TerminalProblem{Kind::OtherComputer});
    }

private:
    std::optional<TerminalProblem> show(const TerminalPlace& place)
    {
        std::optional<std::optional<TerminalProblem>> answer;
        m_terminals.show(place, [&](const std::optional<TerminalProblem>& problem) { answer = problem; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, LimitMs))
            qFatal("no answer");
        return *answer;
    }
    std::optional<TerminalProblem> type(const PromptProgram& program, const QString& prompt)
    {
        return type(program, program.place(), prompt);
    }
    /// The session reports its prompts as Claude Code's hook does.
    std::optional<TerminalProblem> type(const PromptProgram& program, const TerminalPlace& place,
                                        const QString& prompt)
    {
        PromptTyper typer{m_terminals, {.settle = 50ms, .confirm = 60s}};
        std::optional<std::optional<TerminalProblem>> answer;
        const qsizetype before = program.seen(u"prompt"_s).size();
        typer.type(
            {.sessionId = u"S"_s,
             .place = place,
             .text = prompt,
             .isReady = [this] { return isReady(); },
             .isEmptyPrompt =
                 [](const ScreenAtCursor& screen) { return isEmptyPrompt(screen.lines, screen.column); }},
            [&](const std::optional<TerminalProblem>& problem) { answer = problem; });
        const auto isOver = [&] {
            if (const QStringList seen = program.seen(u"prompt"_s); seen.size() > before)
                typer.promptSubmitted(u"S"_s, seen.last());
            return answer.has_value();
        };
        if (!QTest::qWaitFor(isOver, LimitMs))
            qFatal("no answer");
        return *answer;
    }
    bool isReady()
    {
        if (m_readyFor < 0)
            return m_isReady;
        return m_readyFor-- > 0;
    }

    bool m_isReady{true};
    int m_readyFor{-1}; ///< so often and then no more; negative: m_isReady
    Terminals m_terminals{{.programFolders = Programs::usualFolders(),
                           .bus = QDBusConnection::sessionBus(),
                           .x = makeXConnection(PresenceSurroundings::fromEnvironment()),
                           .programLimit = 60s}};
};

QTEST_GUILESS_MAIN(TestRealTerminals)
#include "test_real_terminals.moc"
