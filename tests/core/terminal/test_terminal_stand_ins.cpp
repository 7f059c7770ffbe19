// SPDX-License-Identifier: MIT
// Terminals and desktops that are not here: what is asked of them, in place of the real ones. KWin's scripts
// run in node, WezTerm's panes in tmux.
#include "core/claude/status/prompt_line.h"
#include "core/terminal/gnome_terminal.h"
#include "core/terminal/kitty_terminal.h"
#include "core/terminal/konsole_terminal.h"
#include "core/terminal/kwin_window_raiser.h"
#include "core/terminal/prompt_text.h"
#include "core/terminal/prompt_typer.h"
#include "core/terminal/sway_window_raiser.h"
#include "core/terminal/terminals.h"
#include "core/terminal/wezterm_terminal.h"
#include "tests/core/terminal/prompt_program.h"
#include "tests/core/terminal/prompts.h"
#include "tests/support/fake_bus_service.h"
#include "tests/support/own_tmux.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QLocalSocket>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <utility>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int LimitMs = 60'000;
using Kind = TerminalProblem::Kind;

/// A program of that name writes its arguments and stdin into files, and prints what the test says.
class StandIn final
{
public:
    [[nodiscard]] bool make(const QString& name, const QByteArray& prints) const
    {
        QFile output{m_folder.filePath(u"prints"_s)};
        QFile script{m_folder.filePath(name)};
        if (!output.open(QIODevice::WriteOnly) || !script.open(QIODevice::WriteOnly))
            return false;
        output.write(prints);
        script.write(
            "#!/bin/sh\ncd \"$(dirname \"$0\")\"\nprintf '%s\\n' \"$WEZTERM_UNIX_SOCKET\" \"$@\" >>calls\n"
            "case $* in *send-text*) cat >>input;; esac\ncat prints\n");
        return script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QStringList calls() const { return QString::fromUtf8(read(u"calls"_s)).split(u'\n'); }
    [[nodiscard]] QByteArray input() const { return read(u"input"_s); }

private:
    [[nodiscard]] QByteArray read(const QString& name) const
    {
        QFile file{m_folder.filePath(name)};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }

    QTemporaryDir m_folder;
};

/// A child of this process, whose bus connection so stands for its terminal's.
class Child final
{
public:
    Child() { m_process.start(u"sleep"_s, {u"600"_s}); }
    ~Child()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    [[nodiscard]] qint64 pid() { return m_process.waitForStarted() ? m_process.processId() : 0; }

private:
    QProcess m_process;
};

/// A shell with the name of a terminal's program, and a program in it.
class TerminalProgram final
{
public:
    [[nodiscard]] bool start(const QString& name, const QString& workingFolder = {})
    {
        const QString program = m_folder.filePath(name);
        if (!QFile::copy(u"/bin/sh"_s, program))
            return false;
        m_process.setWorkingDirectory(workingFolder);
        m_process.start(program, {u"-c"_s, u"sleep 600 & echo $!; cat; kill $!"_s});
        while (m_printed.isEmpty() && m_process.waitForReadyRead(LimitMs))
            m_printed = m_process.readLine().trimmed();
        return programPid() != 0;
    }
    ~TerminalProgram()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    [[nodiscard]] qint64 programPid() const { return m_printed.toLongLong(); }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_printed;
};

std::optional<FoundTerminal> find(Terminal& terminal, const TerminalPlace& place)
{
    std::optional<FoundTerminal> answer;
    bool isOver = false;
    terminal.find(place, [&](const Expected<FoundTerminal, TerminalProblem>& found) {
        if (found)
            answer = *found;
        isOver = true;
    });
    return QTest::qWaitFor([&] { return isOver; }, LimitMs) ? answer : std::nullopt;
}

/// A problem of its own when there is no answer.
template<typename Ask> std::optional<TerminalProblem> answerOf(const Ask& ask)
{
    std::optional<std::optional<TerminalProblem>> answer;
    ask([&](const std::optional<TerminalProblem>& problem) { answer = problem; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, LimitMs))
        return TerminalProblem{Kind::NoTerminal, u"no answer"_s};
    return *answer;
}

/// KWin with some windows; it runs the scripts as KWin does, in node.
class FakeKWin final
{
public:
    explicit FakeKWin(bool isPlasma6)
        : m_isPlasma6{isPlasma6}
    {
        on(u"loadScript"_s, [this](const QDBusMessage& call) {
            const QString name = call.arguments().value(1).toString();
            if (m_scripts.contains(name))
                return QVariantList{-1};
            const auto number = static_cast<int>(m_scripts.size());
            m_scripts.insert(name, {.file = call.arguments().value(0).toString()});
            return QVariantList{number};
        });
        on(u"start"_s, [this](const QDBusMessage&) {
            for (Script& script : m_scripts) {
                if (!std::exchange(script.hasRun, true))
                    run(script.file);
            }
            return QVariantList{};
        });
        on(u"unloadScript"_s, [this](const QDBusMessage& call) {
            return QVariantList{m_scripts.remove(call.arguments().value(0).toString()) > 0};
        });
    }
    [[nodiscard]] bool start() { return m_service.start(); }
    [[nodiscard]] QStringList loaded() const { return m_scripts.keys(); }
    [[nodiscard]] int loads() const { return m_service.calls(u"loadScript"_s); }
    [[nodiscard]] QString active() const { return m_active; }

private:
    struct Script
    {
        QString file{};
        bool hasRun{false};
    };

    void on(const QString& method, FakeBusService::Method answer)
    {
        m_service.on(u"/Scripting"_s, u"org.kde.kwin.Scripting"_s, method, std::move(answer));
    }
    void run(const QString& file)
    {
        QFile script{file};
        if (!script.open(QIODevice::ReadOnly))
            return;
        const QByteArray workspace =
            m_isPlasma6 ? "const workspace = { activeWindow: null, windowList: () => windows };"
                        : "const workspace = { activeClient: null, clientList: () => windows };";
        QProcess node;
        node.start(u"node"_s, {u"-"_s});
        node.write(
            "const windows = [{internalId: '{1}', pid: 11, caption: 'one'}, {internalId: '{2}', "
            "pid: 22, caption: 'shop - editor'}, {internalId: '{3}', pid: 22, caption: "
            "'webshop - editor'}, {internalId: '{4}', pid: 33, caption: 'panel', "
            "normalWindow: false}, {internalId: '{5}', pid: 44, caption: 'a - blog'}, {internalId: '{6}', "
            "pid: 44, caption: 'a - blog <2>\\u200e'}];" +
            workspace +
            "const callDBus = (...all) => console.log(JSON.stringify({call: all, active: "
            "(workspace.activeWindow || workspace.activeClient || {}).caption || ''}));" +
            script.readAll());
        node.closeWriteChannel();
        node.waitForFinished(LimitMs);
        const QJsonObject said = QJsonDocument::fromJson(node.readAllStandardOutput()).object();
        const QJsonArray call = said.value("call"_L1).toArray();
        m_active = said.value("active"_L1).toString();
        QDBusMessage answer = QDBusMessage::createMethodCall(call.at(0).toString(), call.at(1).toString(),
                                                             call.at(2).toString(), call.at(3).toString());
        answer.setArguments({call.at(4).toString()});
        QDBusConnection::sessionBus().send(answer);
    }

    bool m_isPlasma6;
    FakeBusService m_service{{u"org.kde.KWin"_s}};
    QMap<QString, Script> m_scripts; ///< that are loaded, by name
    QString m_active;
};

/// sway's socket, with its windows.
class FakeSway final : public QObject
{
public:
    /// `pid`: of the window whose id is 3; `editorPid`: of 4 and 5.
    explicit FakeSway(qint64 pid = 11, qint64 editorPid = 22)
        : m_pid{pid}
        , m_editorPid{editorPid}
    {}
    [[nodiscard]] bool listen()
    {
        connect(&m_server, &QLocalServer::newConnection, this, [this] {
            QLocalSocket* socket = m_server.nextPendingConnection();
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
                m_received += socket->readAll();
                while (const auto message = SwayMessage::takeFrom(m_received))
                    answer(*message, socket);
            });
        });
        return m_server.listen(m_folder.filePath(u"sway"_s));
    }
    [[nodiscard]] QString path() const { return m_server.fullServerName(); }
    [[nodiscard]] QByteArray command() const { return m_command; }

private:
    void answer(const SwayMessage& message, QLocalSocket* socket)
    {
        if (message.type == 4) {
            const QByteArray editor = QByteArray::number(m_editorPid);
            const QByteArray tree = R"({"id":1,"nodes":[{"id":2,"nodes":[{"id":3,"pid":)" +
                                    QByteArray::number(m_pid) +
                                    R"(,"name":"one","nodes":[]},{"id":4,"pid":)" + editor +
                                    R"(,"name":"webshop - editor"}],"floating_nodes":[{"id":5,"pid":)" +
                                    editor + R"(,"name":"shop - editor"}]}]})";
            const QByteArray bytes = SwayMessage{4, tree}.toBytes();
            socket->write(bytes.first(20)); // in two parts, as it may come
            socket->flush();
            socket->write(bytes.mid(20));
            return;
        }
        m_command = message.payload;
        socket->write(SwayMessage{0, R"([{"success":true}])"}.toBytes());
    }

    qint64 m_pid;
    qint64 m_editorPid;
    QTemporaryDir m_folder;
    QLocalServer m_server;
    QByteArray m_received;
    QByteArray m_command;
};

} // namespace

class TestTerminalStandIns final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wezTermIsAskedForItsPane()
    {
        const StandIn wezterm;
        QVERIFY(
            wezterm.make(u"wezterm"_s,
                         R"([{"pane_id":2,"tty_name":"/dev/pts/1"},{"pane_id":3,"tty_name":"/dev/pts/9"}])"));
        QLocalServer socket;
        const QTemporaryDir folder;
        QVERIFY(socket.listen(folder.filePath(u"gui-sock"_s)));
        Programs programs{{wezterm.folder()}, std::chrono::milliseconds{LimitMs}};
        WezTermTerminal terminal{programs};
        const TerminalVariables variables{{u"WEZTERM_PANE"_s, u"3"_s},
                                          {u"WEZTERM_UNIX_SOCKET"_s, socket.fullServerName()}};
        const auto found = find(terminal, {.pid = 1, .variables = variables});
        QVERIFY(found);
        QCOMPARE(found->tty, u"/dev/pts/9"_s);
        QVERIFY(wezterm.calls().contains(socket.fullServerName()));
        QVERIFY(!answerOf([&](const auto& done) { terminal.select(*found, done); }));
        QVERIFY(!answerOf([&](const auto& done) { terminal.paste(*found, "a \"b\"\nc", done); }));
        QVERIFY(!answerOf([&](const auto& done) { terminal.pressEnter(*found, done); }));
        QCOMPARE(wezterm.input(), "a \"b\"\nc\r"_ba);
        QVERIFY(wezterm.calls().contains(u"activate-pane"_s));
        QCOMPARE(wezterm.calls().count(u"--no-paste"_s), 1);
    }

    void wezTermTakesPromptsAndLeavesDraftsAlone()
    {
        const QTemporaryDir folder;
        const QString standIn = folder.filePath(u"wezterm"_s);
        QVERIFY(QFile::copy(QStringLiteral(TOCSIN_SOURCE_DIR "/tests/support/wezterm_stand_in.py"), standIn));
        // Its pane's processes descend from it.
        const QString gui = folder.filePath(u"wezterm-gui"_s);
        QVERIFY(QFile::copy(u"/bin/sh"_s, gui));
        const OwnTmux tmux;
        const PromptProgram program;
        tmux.run({u"new-session"_s, u"-d"_s, u"-x"_s, u"120"_s, gui, u"-c"_s,
                  program.command().join(u' ') + u"; :"_s});
        QTRY_VERIFY_WITH_TIMEOUT(program.isReady(), LimitMs);
        Terminals terminals{{.programFolders = {folder.path()},
                             .bus = QDBusConnection::sessionBus(),
                             .programLimit = std::chrono::milliseconds{LimitMs}}};
        const auto type = [&](const QString& text, const QString& pane = u"0"_s) {
            TerminalPlace place = program.place();
            place.variables = {{u"WEZTERM_PANE"_s, pane}, {u"WEZTERM_UNIX_SOCKET"_s, tmux.socket()}};
            PromptTyper typer{terminals,
                              {.settle = std::chrono::milliseconds{50}, .confirm = std::chrono::seconds{20}}};
            const qsizetype before = program.seen(u"prompt"_s).size();
            std::optional<std::optional<TerminalProblem>> answer;
            typer.type(
                {.sessionId = u"S"_s,
                 .place = place,
                 .text = text,
                 .isReady = [] { return true; },
                 .isEmptyPrompt =
                     [](const ScreenAtCursor& screen) { return isEmptyPrompt(screen.lines, screen.column); }},
                [&](const std::optional<TerminalProblem>& problem) { answer = problem; });
            const auto isOver = [&] {
                if (const QStringList seen = program.seen(u"prompt"_s); seen.size() > before)
                    typer.promptSubmitted(u"S"_s, seen.last());
                return answer.has_value();
            };
            return QTest::qWaitFor(isOver, LimitMs) ? *answer
                                                    : TerminalProblem{Kind::NoTerminal, u"no answer"_s};
        };
        const QStringList some = hardPrompts();
        qsizetype entered = 0;
        for (const QString& prompt : {some.at(5), some.at(9), some.at(11)}) {
            QCOMPARE(type(prompt), std::nullopt);
            ++entered;
            QCOMPARE(program.seen(u"prompt"_s).last(), *typedPrompt(prompt));
            QCOMPARE(program.seen(u"paste"_s).size(), entered);
        }
        for (const QStringList& keys : {QStringList{u"a"_s, u"b"_s}, QStringList{u"a"_s, u"C-a"_s},
                                        QStringList{u"C-j"_s, u"b"_s, u"C-a"_s}, QStringList{u"!"_s}}) {
            const qsizetype pressed = program.seen(u"key"_s).size() + keys.size();
            tmux.run(QStringList{u"send-keys"_s, u"-t"_s, u"%0"_s} + keys);
            QTRY_COMPARE_WITH_TIMEOUT(program.seen(u"key"_s).size(), pressed, LimitMs);
            QCOMPARE(type(u"go on"_s), TerminalProblem{Kind::NotEmpty});
            tmux.run({u"send-keys"_s, u"-t"_s, u"%0"_s, u"Enter"_s});
            ++entered;
            QTRY_COMPARE_WITH_TIMEOUT(program.seen(u"prompt"_s).size(), entered, LimitMs);
        }
        QCOMPARE(type(u"go on"_s, u"7"_s), TerminalProblem{Kind::PaneGone});
        QFile old{folder.filePath(u"before-cursors"_s)};
        QVERIFY(old.open(QIODevice::WriteOnly));
        QCOMPARE(type(u"go on"_s), TerminalProblem{Kind::CannotType});
        QCOMPARE(program.seen(u"paste"_s).size(), 3);
    }

    void kittyIsTypedIntoOnlyThroughASocketOfTheUser()
    {
        const StandIn kitty;
        QVERIFY(kitty.make(u"kitty"_s, R"([{"tabs":[{"windows":[{"id":3,"pid":1}]}]}])"));
        QLocalServer socket;
        const QTemporaryDir folder;
        QVERIFY(socket.listen(folder.filePath(u"kitty"_s)));
        Programs programs{{kitty.folder()}, std::chrono::milliseconds{LimitMs}};
        KittyTerminal terminal{programs};
        const auto takesText = [&](const QString& address) {
            const auto found = find(terminal, {.pid = 1,
                                               .variables = {{u"KITTY_LISTEN_ON"_s, u"unix:"_s + address},
                                                             {u"KITTY_WINDOW_ID"_s, u"3"_s}}});
            return found && found->id == u"3"_s && found->takesText;
        };
        QVERIFY(takesText(socket.fullServerName()));
        // Another user's program may have taken that name.
        QVERIFY(!takesText(u"@kitty-1"_s));
        QVERIFY(kitty.calls().contains(u"unix:@kitty-1"_s));
    }

    void wezTermThatIsNotThereLeavesItsWindow()
    {
        Programs programs{{}};
        WezTermTerminal terminal{programs};
        const auto found = find(terminal, {.pid = 1, .variables = {{u"WEZTERM_PANE"_s, u"3"_s}}});
        QVERIFY(found);
        QVERIFY(!found->takesText);
        QVERIFY(!answerOf([&](const auto& done) { terminal.select(*found, done); }));
    }

    void konsoleShowsTheTab()
    {
        Child child;
        FakeBusService konsole{{u"org.kde.konsole-4711"_s}};
        int chosen = 0;
        konsole.on(u"/Windows/2"_s, u"org.kde.konsole.Window"_s, u"sessionList"_s,
                   QStringList{u"1"_s, u"5"_s});
        konsole.on(u"/Windows/2"_s, u"org.kde.konsole.Window"_s, u"setCurrentSession"_s,
                   [&](const QDBusMessage& call) {
                       chosen = call.arguments().value(0).toInt();
                       return QVariantList{};
                   });
        QVERIFY(konsole.start());
        BusCaller bus{QDBusConnection::sessionBus()};
        KonsoleTerminal terminal{bus};
        const auto placeOf = [&](qint64 pid, const QString& session) {
            return TerminalPlace{.pid = pid,
                                 .variables = {{u"KONSOLE_DBUS_SERVICE"_s, u"org.kde.konsole-4711"_s},
                                               {u"KONSOLE_DBUS_SESSION"_s, session},
                                               {u"KONSOLE_DBUS_WINDOW"_s, u"/Windows/2"_s}}};
        };
        const auto found = find(terminal, placeOf(child.pid(), u"/Sessions/5"_s));
        QVERIFY(found);
        QVERIFY(!answerOf([&](const auto& done) { terminal.select(*found, done); }));
        QCOMPARE(chosen, 5);
        // A tab of another window, and the process of another program: the window is left alone.
        chosen = 0;
        for (const TerminalPlace& place :
             {placeOf(child.pid(), u"/Sessions/6"_s), placeOf(1, u"/Sessions/5"_s)}) {
            const auto other = find(terminal, place);
            QVERIFY(other);
            QVERIFY(!answerOf([&](const auto& done) { terminal.select(*other, done); }));
        }
        QCOMPARE(chosen, 0);
    }

    void gnomeTerminalActivatesTheTab()
    {
        Child child;
        FakeBusService gnome{{u"org.gnome.Terminal"_s}};
        QString chosen;
        gnome.on(u"/org/gnome/Terminal/SearchProvider"_s, u"org.gnome.Shell.SearchProvider2"_s,
                 u"ActivateResult"_s, [&](const QDBusMessage& call) {
                     chosen = call.signature() + u' ' + call.arguments().value(0).toString();
                     return QVariantList{};
                 });
        QVERIFY(gnome.start());
        BusCaller bus{QDBusConnection::sessionBus()};
        GnomeTerminal terminal{bus};
        const TerminalVariables variables{
            {u"GNOME_TERMINAL_SERVICE"_s, u"org.gnome.Terminal"_s},
            {u"GNOME_TERMINAL_SCREEN"_s,
             u"/org/gnome/Terminal/screen/8b1e0b5d_5f0e_4b6d_a5d8_1a4b3c1d2e3f"_s}};
        const auto found = find(terminal, {.pid = child.pid(), .variables = variables});
        QVERIFY(found);
        QVERIFY(!answerOf([&](const auto& done) { terminal.select(*found, done); }));
        QCOMPARE(chosen, u"sasu 8b1e0b5d-5f0e-4b6d-a5d8-1a4b3c1d2e3f"_s);
    }

    void gnomeTerminalWithoutItsSearchProviderSaysHowToTurnItOn_data()
    {
        QTest::addColumn<QString>("error");
        QTest::addColumn<bool>("isOff");
        QTest::newRow("no interface") << u"org.freedesktop.DBus.Error.UnknownInterface"_s << true;
        QTest::newRow("no method") << u"org.freedesktop.DBus.Error.UnknownMethod"_s << true;
        QTest::newRow("no object") << u"org.freedesktop.DBus.Error.UnknownObject"_s << true;
        QTest::newRow("refused") << u"org.freedesktop.DBus.Error.AccessDenied"_s << false;
        QTest::newRow("no answer") << u"org.freedesktop.DBus.Error.NoReply"_s << false;
    }
    void gnomeTerminalWithoutItsSearchProviderSaysHowToTurnItOn()
    {
        QFETCH(QString, error);
        QFETCH(bool, isOff);
        TerminalProgram server;
        QVERIFY(server.start(u"gnome-terminal-server"_s));
        FakeBusService gnome{{u"org.gnome.Terminal"_s}};
        gnome.onError(u"/org/gnome/Terminal/SearchProvider"_s, u"org.gnome.Shell.SearchProvider2"_s,
                      u"ActivateResult"_s, error);
        QVERIFY(gnome.start());
        const TerminalPlace place{
            .pid = server.programPid(),
            .variables = {{u"GNOME_TERMINAL_SERVICE"_s, u"org.gnome.Terminal"_s},
                          {u"GNOME_TERMINAL_SCREEN"_s, u"/org/gnome/Terminal/screen/"
                                                       "8b1e0b5d_5f0e_4b6d_a5d8_1a4b3c1d2e3f"_s}}};
        const auto show = [&](const DesktopSurroundings& desktop) {
            Terminals terminals{{.bus = QDBusConnection::sessionBus(), .desktop = desktop}};
            return answerOf([&](const auto& done) { terminals.show(place, done); });
        };
        const TerminalProblem off{Kind::NoTabSearch};
        const TerminalProblem failed{Kind::ProgramFailed, u"GNOME Terminal"_s};
        QCOMPARE(show({.isWayland = true, .desktop = u"GNOME"_s}), isOff ? off : failed);
        // Where windows can be raised, its only one is; if it has several, the provider would know.
        FakeSway sway{server.pid()};
        QVERIFY(sway.listen());
        QCOMPARE(show({.isWayland = true, .swaySocket = sway.path()}),
                 isOff ? std::nullopt : std::optional{failed});
        QCOMPARE(sway.command(), isOff ? "[con_id=3] focus"_ba : QByteArray{});
        FakeSway several{22};
        QVERIFY(several.listen());
        QCOMPARE(show({.isWayland = true, .swaySocket = several.path()}), isOff ? off : failed);
        QVERIFY(notShownText(off).contains(
            u"gsettings set org.gnome.Terminal.Legacy.Settings shell-integration-enabled true"_s));
    }

    void kwinActivatesTheWindow_data()
    {
        QTest::addColumn<bool>("isPlasma6");
        QTest::newRow("Plasma 5") << false;
        QTest::newRow("Plasma 6") << true;
    }
    void kwinActivatesTheWindow()
    {
        QFETCH(bool, isPlasma6);
        FakeKWin kwin{isPlasma6};
        QVERIFY(kwin.start());
        KWinWindowRaiser raiser{QDBusConnection::sessionBus(), std::chrono::milliseconds{LimitMs}};
        const auto raise = [&](const WindowHint& hint) {
            return answerOf([&](const auto& done) { raiser.raise(hint, done); });
        };
        QVERIFY(!raise({.pids = {99, 11, 22}}));
        QCOMPARE(kwin.active(), u"one"_s);
        QVERIFY(!raise({.pids = {22}, .names = {u"src"_s, u"shop"_s}}));
        QCOMPARE(kwin.active(), u"shop - editor"_s);
        QCOMPARE(raise({.pids = {22}}), TerminalProblem{Kind::SeveralWindows});
        QCOMPARE(raise({.pids = {22}, .names = {u"hop"_s, u"\"]; workspace.x(); //\n'"_s}}),
                 TerminalProblem{Kind::SeveralWindows});
        // What KWin adds does not tell the one from the other.
        QCOMPARE(raise({.pids = {44}, .names = {u"blog"_s}}), TerminalProblem{Kind::SeveralWindows});
        for (const qint64 pid : {33, 99})
            QCOMPARE(raise({.pids = {pid}}), TerminalProblem{Kind::NoWindow});
        // Two scripts where a window was activated, else one; none stays.
        QCOMPARE(kwin.loads(), 9);
        QTRY_COMPARE_WITH_TIMEOUT(kwin.loaded(), QStringList{}, LimitMs);
    }

    void kwinIsAskedForSeveralAtOnce()
    {
        FakeKWin kwin{false};
        QVERIFY(kwin.start());
        KWinWindowRaiser raiser{QDBusConnection::sessionBus(), std::chrono::milliseconds{LimitMs}};
        QList<std::optional<TerminalProblem>> answers;
        for (int i = 0; i < 3; ++i)
            raiser.raise({.pids = {11}}, [&](const auto& problem) { answers.append(problem); });
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 3, LimitMs);
        QCOMPARE(answers.count(std::nullopt), 3);
        QTRY_COMPARE_WITH_TIMEOUT(kwin.loaded(), QStringList{}, LimitMs);
    }

    void withoutKWinNothingIsRaised()
    {
        KWinWindowRaiser raiser{QDBusConnection::sessionBus()};
        QCOMPARE(answerOf([&](const auto& done) { raiser.raise({.pids = {11}}, done); }),
                 (TerminalProblem{Kind::ProgramFailed, u"KWin"_s}));
    }

    void swayFocusesTheWindow()
    {
        FakeSway sway;
        QVERIFY(sway.listen());
        SwayWindowRaiser raiser{sway.path()};
        const auto raise = [&](const WindowHint& hint) {
            return answerOf([&](const auto& done) { raiser.raise(hint, done); });
        };
        QVERIFY(!raise({.pids = {99, 11, 22}}));
        QCOMPARE(sway.command(), "[con_id=3] focus"_ba);
        QVERIFY(!raise({.pids = {22}, .names = {u"src"_s, u"shop"_s}}));
        QCOMPARE(sway.command(), "[con_id=5] focus"_ba);
        QCOMPARE(raise({.pids = {22}}), TerminalProblem{Kind::SeveralWindows});
        QCOMPARE(raise({.pids = {99}}), TerminalProblem{Kind::NoWindow});
        SwayWindowRaiser gone{u"/nonexistent/sway"_s};
        QCOMPARE(answerOf([&](const auto& done) { gone.raise({.pids = {11}}, done); }),
                 (TerminalProblem{Kind::ProgramFailed, u"sway"_s}));
    }

    void theEditorsWindowOfTheProjectComesToTheFront()
    {
        const QTemporaryDir home;
        QVERIFY(QDir{home.path()}.mkpath(u"shop/src"_s));
        TerminalProgram editor;
        QVERIFY(editor.start(u"code"_s, home.filePath(u"shop/src"_s)));
        FakeSway sway{11, editor.pid()};
        QVERIFY(sway.listen());
        Terminals terminals{{.bus = QDBusConnection::sessionBus(),
                             .desktop = {.isWayland = true, .swaySocket = sway.path()}}};
        // Where Claude works, and where the session began.
        for (const auto& [folder, command] : {std::pair{QString{}, "[con_id=5] focus"_ba},
                                              std::pair{u"/home/me/webshop/web"_s, "[con_id=4] focus"_ba}}) {
            const TerminalPlace place{.pid = editor.programPid(), .folder = folder};
            QVERIFY(!answerOf([&](const auto& done) { terminals.show(place, done); }));
            QCOMPARE(sway.command(), command);
        }
    }

    void aDesktopThatRaisesNothingSaysSo()
    {
        const auto raiser = makeWindowRaiser({.isWayland = true, .desktop = u"GNOME"_s},
                                             QDBusConnection::sessionBus(), nullptr);
        const auto problem = answerOf([&](const auto& done) { raiser->raise({.pids = {11}}, done); });
        QCOMPARE(problem, TerminalProblem{Kind::NoWayToRaise});
        QCOMPARE(notShownText(*problem),
                 u"Tocsin cannot bring this terminal to the front: this desktop does not let "
                 "programs raise windows."_s);
    }
};

QTEST_GUILESS_MAIN(TestTerminalStandIns)
#include "test_terminal_stand_ins.moc"
