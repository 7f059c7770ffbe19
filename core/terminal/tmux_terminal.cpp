// SPDX-License-Identifier: MIT
#include "core/terminal/tmux_terminal.h"

#include "core/terminal/hint_checks.h"
#include "core/terminal/program_problem.h"

#include <QUuid>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

using Kind = TerminalProblem::Kind;

struct Client
{
    qint64 activity{0};
    TerminalPlace place{};
};

/// First the pane: `%0 /dev/pts/3 $1 0 0 name`; then a line for each client: `$1 4711 1700000000`.
Expected<FoundTerminal, TerminalProblem> parse(const QByteArray& output, const TmuxHint& hint)
{
    const QStringList lines = QString::fromUtf8(output).split(u'\n', Qt::SkipEmptyParts);
    const QStringList pane = lines.value(0).split(u' ');
    if (pane.size() < 6 || pane.at(0) != hint.pane)
        return Unexpected{TerminalProblem{Kind::PaneGone}};
    QList<Client> clients;
    for (const QString& line : lines.mid(1)) {
        const QStringList client = line.split(u' ');
        const qint64 pid = client.value(1).toLongLong();
        if (client.size() == 3 && client.at(0) == pane.at(2) && pid > 1)
            clients.append({.activity = client.at(2).toLongLong(),
                            .place = {.pid = pid, .variables = terminalVariablesOf(pid)}});
    }
    std::stable_sort(clients.begin(), clients.end(),
                     [](const Client& a, const Client& b) { return a.activity > b.activity; });
    FoundTerminal found{.id = hint.pane,
                        .address = hint.socket,
                        .tty = pane.at(1),
                        .takesText = pane.at(3) != "1"_L1 && pane.at(4) != "1"_L1};
    if (clients.isEmpty())
        found.notAttached = lines.value(0).section(u' ', 5);
    for (const Client& client : std::as_const(clients))
        found.shownIn.append(client.place);
    return found;
}

/// First the cursor: `2 47`; then the lines of the screen.
Expected<ScreenAtCursor, TerminalProblem> screenAtCursor(const QByteArray& output)
{
    const QString text = QString::fromUtf8(output);
    const qsizetype end = text.indexOf(u'\n');
    const QStringList cursor = text.left(end).split(u' ');
    bool isColumn = false;
    bool isRow = false;
    const int column = cursor.value(0).toInt(&isColumn);
    const int row = cursor.value(1).toInt(&isRow);
    if (!isColumn || !isRow)
        return Unexpected{TerminalProblem{Kind::ProgramFailed, u"tmux"_s}};
    return ScreenAtCursor{.lines = styledLines(text.mid(end + 1)).mid(row), .column = column};
}

} // namespace

void TmuxTerminal::run(const FoundTerminal& terminal, const QStringList& arguments, const QByteArray& input,
                       Done onDone)
{
    m_programs.run(
        {.name = u"tmux"_s, .arguments = QStringList{u"-S"_s, terminal.address} + arguments, .input = input},
        [onDone = std::move(onDone)](const ProgramResult& result) { onDone(problemOf(result, u"tmux"_s)); });
}

void TmuxTerminal::find(const TerminalPlace& place, Found onFound)
{
    const std::optional<TmuxHint> hint = tmuxHint(place.variables);
    if (!hint)
        return onFound(Unexpected{TerminalProblem{Kind::PaneGone}});
    m_programs.run(
        {.name = u"tmux"_s,
         .arguments =
             {u"-S"_s, hint->socket, u"display-message"_s, u"-p"_s, u"-t"_s, hint->pane,
              u"#{pane_id} #{pane_tty} #{session_id} #{pane_synchronized} #{pane_input_off} #{session_name}"_s,
              u";"_s, u"list-clients"_s, u"-F"_s, u"#{session_id} #{client_pid} #{client_activity}"_s}},
        [hint = *hint, onFound = std::move(onFound)](const ProgramResult& result) {
            if (result.state == ProgramResult::State::Done)
                return onFound(parse(result.output, hint));
            onFound(Unexpected{*problemOf(result, u"tmux"_s)});
        });
}

void TmuxTerminal::select(const FoundTerminal& terminal, Done onDone)
{
    run(terminal, {u"select-window"_s, u"-t"_s, terminal.id, u";"_s, u"select-pane"_s, u"-t"_s, terminal.id},
        {}, std::move(onDone));
}

void TmuxTerminal::look(const FoundTerminal& terminal, Looked onLooked)
{
    m_programs.run({.name = u"tmux"_s,
                    .arguments = {u"-S"_s, terminal.address, u"display-message"_s, u"-p"_s, u"-t"_s,
                                  terminal.id, u"#{cursor_x} #{cursor_y}"_s, u";"_s, u"capture-pane"_s,
                                  u"-e"_s, u"-p"_s, u"-t"_s, terminal.id}},
                   [onLooked = std::move(onLooked)](const ProgramResult& result) {
                       if (const auto problem = problemOf(result, u"tmux"_s))
                           return onLooked(Unexpected{*problem});
                       onLooked(screenAtCursor(result.output));
                   });
}

void TmuxTerminal::paste(const FoundTerminal& terminal, const QByteArray& text, Done onDone)
{
    // -p: with the marks of a bracketed paste; -r: line feeds as they are, as a return could be an Enter to a
    // program without bracketed paste; -d: no copy is left.
    const QString buffer = u"tocsin-"_s + QUuid::createUuid().toString(QUuid::Id128);
    run(terminal,
        {u"load-buffer"_s, u"-b"_s, buffer, u"-"_s, u";"_s, u"paste-buffer"_s, u"-p"_s, u"-r"_s, u"-d"_s,
         u"-b"_s, buffer, u"-t"_s, terminal.id},
        text, std::move(onDone));
}

void TmuxTerminal::pressEnter(const FoundTerminal& terminal, Done onDone)
{
    // A pane that is scrolled back takes keys for itself.
    run(terminal,
        {u"if-shell"_s, u"-F"_s, u"-t"_s, terminal.id, u"#{pane_in_mode}"_s,
         u"send-keys -t %1 -X cancel"_s.arg(terminal.id), u";"_s, u"send-keys"_s, u"-t"_s, terminal.id,
         u"Enter"_s},
        {}, std::move(onDone));
}

} // namespace tocsin
