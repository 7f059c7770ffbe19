// SPDX-License-Identifier: MIT
// Real xterms on a real X server with a window manager, and a real tmux.
#include "core/system/presence/presence_sources.h"
#include "core/system/presence/terminal_focus_probe.h"
#include "core/system/presence/tmux_query.h"
#include "tests/support/own_tmux.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int LimitMs = 20'000;
constexpr auto Focused = TerminalFocus::Focused;
constexpr auto NotFocused = TerminalFocus::NotFocused;
constexpr auto Unknown = TerminalFocus::Unknown;

/// An xterm that runs a command, in place of any terminal: its class can be chosen.
class Window final
{
public:
    ~Window()
    {
        m_xterm.kill();
        m_xterm.waitForFinished();
    }
    [[nodiscard]] bool open(const QString& windowClass, const QString& command)
    {
        m_xterm.start(u"xterm"_s, {u"-class"_s, windowClass, u"-e"_s, u"sh"_s, u"-c"_s,
                                   u"env >%1.part && mv %1.part %1; %2"_s.arg(environmentFile(), command)});
        return m_xterm.waitForStarted(LimitMs) &&
               QTest::qWaitFor([this] { return QFile::exists(environmentFile()); }, LimitMs);
    }
    /// What a hook there would report.
    [[nodiscard]] TerminalVariables variables() const
    {
        QFile file{environmentFile()};
        TerminalVariables all;
        if (file.open(QIODevice::ReadOnly)) {
            for (const QByteArray& line : file.readAll().split('\n'))
                all.insert(QString::fromUtf8(line).section(u'=', 0, 0),
                           QString::fromUtf8(line).section(u'=', 1));
        }
        return {{u"WINDOWID"_s, all.value(u"WINDOWID"_s)}};
    }
    [[nodiscard]] bool activate() const
    {
        return QProcess::execute(u"xdotool"_s,
                                 {u"windowactivate"_s, u"--sync"_s, variables().value(u"WINDOWID"_s)}) == 0;
    }

private:
    [[nodiscard]] QString environmentFile() const { return m_folder.filePath(u"environment"_s); }

    QTemporaryDir m_folder;
    QProcess m_xterm;
};

TerminalVariables inTmux(const OwnTmux& tmux, const QString& pane, const TerminalVariables& more = {})
{
    TerminalVariables all{{u"TMUX"_s, tmux.socket() + u",1,0"_s}, {u"TMUX_PANE"_s, pane}};
    all.insert(more);
    return all;
}

struct Row
{
    const char* name;
    FocusEvidence evidence;
    TerminalFocus focus;
};

const QList<Row>& rows()
{
    const ActiveWindow xterm{7, u"XTerm"_s};
    const ActiveWindow konsole{7, u"konsole"_s};
    const ActiveWindow other{8, u"XTerm"_s};
    const TerminalVariables window{{u"WINDOWID"_s, u"7"_s}};
    const auto with = [&](const QString& name) {
        TerminalVariables all = window;
        all.insert(name, u"x"_s);
        return all;
    };
    const TerminalVariables tmux = with(u"TMUX"_s);
    const TmuxClient here{window, true};
    static const QList<Row> All{
        {"nothing is known", {}, Unknown},
        {"no X", {.variables = window}, Unknown},
        {"no variable", {.activeWindow = xterm}, Unknown},
        {"its window", {.variables = window, .activeWindow = xterm}, Focused},
        {"its window, which may have tabs", {.variables = window, .activeWindow = konsole}, Unknown},
        {"its window, gone meanwhile", {.variables = window, .activeWindow = ActiveWindow{7, {}}}, Unknown},
        {"another window", {.variables = window, .activeWindow = other}, NotFocused},
        {"no window: locked", {.variables = window, .activeWindow = ActiveWindow{}}, NotFocused},
        {"a variable that is none",
         {.variables = {{u"WINDOWID"_s, u"0"_s}}, .activeWindow = ActiveWindow{}},
         Unknown},
        {"over ssh", {.variables = with(u"SSH_CONNECTION"_s), .activeWindow = xterm}, Unknown},
        {"in screen", {.variables = with(u"STY"_s), .activeWindow = xterm}, Unknown},
        {"in an editor's terminal", {.variables = with(u"TERM_PROGRAM"_s), .activeWindow = xterm}, Unknown},
        {"tmux does not answer", {.variables = tmux, .activeWindow = xterm}, Unknown},
        {"tmux, its pane", {tmux, xterm, TmuxPane{true, false, {here}}}, Focused},
        {"tmux, another pane", {tmux, xterm, TmuxPane{false, false, {here}}}, NotFocused},
        {"tmux, shown nowhere", {tmux, xterm, TmuxPane{true, false, {}}}, NotFocused},
        {"tmux, in a window with tabs", {tmux, konsole, TmuxPane{true, false, {here}}}, Unknown},
        {"tmux, in a tab that says it has the focus", {tmux, konsole, TmuxPane{true, true, {here}}}, Focused},
        {"tmux, in a tab that says it has not",
         {tmux, konsole, TmuxPane{true, true, {{window, false}}}},
         NotFocused},
        {"tmux, in another window", {tmux, other, TmuxPane{true, false, {here}}}, NotFocused},
        {"tmux, over ssh",
         {tmux, xterm, TmuxPane{true, false, {{with(u"SSH_CONNECTION"_s), true}}}},
         Unknown},
        {"tmux, in two terminals", {tmux, xterm, TmuxPane{true, false, {{{}, true}, here}}}, Focused},
        {"tmux, and no X", {tmux, {}, TmuxPane{true, true, {here}}}, Unknown},
    };
    return All;
}

} // namespace

class TestTerminalFocus final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsOnlyWhatIsSure_data()
    {
        QTest::addColumn<qsizetype>("index");
        for (qsizetype i = 0; i < rows().size(); ++i)
            QTest::newRow(rows().at(i).name) << i;
    }
    void countsOnlyWhatIsSure()
    {
        QFETCH(qsizetype, index);
        QCOMPARE(focusOf(rows().at(index).evidence), rows().at(index).focus);
    }

    void theActiveXtermIsFocusedAndTheOtherIsNot()
    {
        Window first;
        Window second;
        QVERIFY(first.open(u"XTerm"_s, u"exec cat"_s));
        QVERIFY(second.open(u"XTerm"_s, u"exec cat"_s));
        QVERIFY(first.activate());
        QTRY_COMPARE_WITH_TIMEOUT(focus(first.variables()), Focused, LimitMs);
        QCOMPARE(focus(second.variables()), NotFocused);
        QVERIFY(second.activate());
        QTRY_COMPARE_WITH_TIMEOUT(focus(second.variables()), Focused, LimitMs);
        QCOMPARE(focus(first.variables()), NotFocused);
    }

    void aTerminalWithTabsIsUnknownWhileActive()
    {
        Window tabs;
        Window other;
        QVERIFY(tabs.open(u"konsole"_s, u"exec cat"_s));
        QVERIFY(other.open(u"XTerm"_s, u"exec cat"_s));
        QVERIFY(other.activate());
        QTRY_COMPARE_WITH_TIMEOUT(focus(tabs.variables()), NotFocused, LimitMs);
        QVERIFY(tabs.activate());
        QTRY_COMPARE_WITH_TIMEOUT(focus(tabs.variables()), Unknown, LimitMs);
    }

    void inTmuxThePaneThatIsShownCounts()
    {
        const OwnTmux tmux;
        tmux.run({u"new-session"_s, u"-d"_s, u"cat"_s});
        tmux.run({u"split-window"_s, u"cat"_s});
        const QStringList panes = tmux.run({u"list-panes"_s, u"-F"_s, u"#{pane_id}"_s}).split(u'\n');
        // Started in a terminal that is gone: its WINDOWID says nothing.
        const TerminalVariables stale{{u"WINDOWID"_s, u"4711"_s}};
        QCOMPARE(focus(inTmux(tmux, panes.at(1), stale)), NotFocused); // nothing shows it
        Window window;
        QVERIFY(window.open(u"XTerm"_s, attach(tmux)));
        QVERIFY(window.activate());
        QTRY_COMPARE_WITH_TIMEOUT(focus(inTmux(tmux, panes.at(1), stale)), Focused, LimitMs);
        QCOMPARE(focus(inTmux(tmux, panes.at(0), stale)), NotFocused);
        tmux.run({u"select-pane"_s, u"-t"_s, panes.at(0)});
        QCOMPARE(focus(inTmux(tmux, panes.at(0), stale)), Focused);
        QCOMPARE(focus(inTmux(tmux, panes.at(1), stale)), NotFocused);
        Window other;
        QVERIFY(other.open(u"XTerm"_s, u"exec cat"_s));
        QVERIFY(other.activate());
        QTRY_COMPARE_WITH_TIMEOUT(focus(inTmux(tmux, panes.at(0), stale)), NotFocused, LimitMs);
    }

    void inTmuxInATabTheTerminalsFocusEventsDecide()
    {
        const OwnTmux tmux;
        tmux.run({u"new-session"_s, u"-d"_s, u"cat"_s});
        const QString pane = tmux.run({u"list-panes"_s, u"-F"_s, u"#{pane_id}"_s});
        Window tabs;
        QVERIFY(tabs.open(u"konsole"_s, attach(tmux)));
        QVERIFY(tabs.activate());
        QTRY_VERIFY_WITH_TIMEOUT(!tmux.run({u"list-clients"_s}).isEmpty(), LimitMs);
        QTRY_COMPARE_WITH_TIMEOUT(focus(inTmux(tmux, pane)), Unknown, LimitMs);
        tmux.run({u"set-option"_s, u"-g"_s, u"focus-events"_s, u"on"_s});
        QTRY_COMPARE_WITH_TIMEOUT(focus(inTmux(tmux, pane)), Focused, LimitMs);
    }

    void withoutAWindowManagerOrXItIsUnknown()
    {
        TerminalFocusProbe withoutX{nullptr};
        QCOMPARE(focus(withoutX, {{u"WINDOWID"_s, u"7"_s}}), Unknown);
        TerminalFocusProbe withoutServer{std::make_shared<XConnection>(":59872")};
        QCOMPARE(focus(withoutServer, {{u"WINDOWID"_s, u"7"_s}}), Unknown);
    }

    void aTmuxThatCannotBeAskedIsUnknown_data()
    {
        QTest::addColumn<QString>("tmux");
        QTest::addColumn<QString>("pane");
        QTest::newRow("gone") << u"/nonexistent/tmux,1,0"_s << u"%0"_s;
        QTest::newRow("no path") << u"tmux,1,0"_s << u"%0"_s;
        QTest::newRow("no pane") << u"/nonexistent/tmux,1,0"_s << QString{};
        QTest::newRow("an option for a pane") << u"/nonexistent/tmux,1,0"_s << u"-x"_s;
    }
    void aTmuxThatCannotBeAskedIsUnknown()
    {
        QFETCH(QString, tmux);
        QFETCH(QString, pane);
        QCOMPARE(focus({{u"TMUX"_s, tmux}, {u"TMUX_PANE"_s, pane}}), Unknown);
    }

    void aTmuxThatHangsIsNotWaitedFor()
    {
        // Listens, as tmux does, and says nothing.
        const OwnTmux tmux;
        tmux.run({u"new-session"_s, u"-d"_s, u"cat"_s});
        const auto server =
            static_cast<pid_t>(tmux.run({u"display-message"_s, u"-p"_s, u"#{pid}"_s}).toInt());
        QVERIFY(server > 1);
        QCOMPARE(::kill(server, SIGSTOP), 0);
        TerminalFocusProbe probe{nullptr};
        const TerminalFocus found = focus(probe, inTmux(tmux, u"%0"_s));
        ::kill(server, SIGCONT);
        QCOMPARE(found, Unknown);
    }

private:
    static QString attach(const OwnTmux& tmux)
    {
        return u"exec tmux "_s + tmux.command({u"attach"_s}).join(u' ');
    }
    TerminalFocus focus(const TerminalVariables& variables) { return focus(m_probe, variables); }
    static TerminalFocus focus(TerminalFocusProbe& probe, const TerminalVariables& variables)
    {
        std::optional<TerminalFocus> found;
        probe.ask(variables, [&](TerminalFocus one) { found = one; });
        if (found) // from within
            return Unknown;
        return QTest::qWaitFor([&] { return found.has_value(); }, 60'000) ? *found : Unknown;
    }

    TerminalFocusProbe m_probe{makeXConnection(PresenceSurroundings::fromEnvironment()), 20s};
};

QTEST_GUILESS_MAIN(TestTerminalFocus)
#include "test_terminal_focus.moc"
