// SPDX-License-Identifier: MIT
#include "core/terminal/wezterm_terminal.h"

#include "core/terminal/hint_checks.h"
#include "core/terminal/program_problem.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

using Kind = TerminalProblem::Kind;

ProgramCall callOf(const QString& socket, const QStringList& arguments, const QByteArray& input = {})
{
    ProgramCall call{.name = u"wezterm"_s, .arguments = QStringList{u"cli"_s} + arguments, .input = input};
    if (!socket.isEmpty())
        call.environment.insert(u"WEZTERM_UNIX_SOCKET"_s, socket);
    return call;
}

ProgramCall listOf(const QString& socket)
{
    return callOf(socket, {u"list"_s, u"--format"_s, u"json"_s});
}

QJsonValue paneIn(const QByteArray& list, const QString& id)
{
    for (const QJsonValue pane : QJsonDocument::fromJson(list).array()) {
        if (QString::number(pane[u"pane_id"_s].toInteger(-1)) == id)
            return pane;
    }
    return {};
}

} // namespace

void WezTermTerminal::run(const FoundTerminal& terminal, const QStringList& arguments,
                          const QByteArray& input, Done onDone)
{
    m_programs.run(callOf(terminal.address, arguments, input),
                   [onDone = std::move(onDone)](const ProgramResult& result) {
                       onDone(problemOf(result, u"wezterm"_s));
                   });
}

void WezTermTerminal::find(const TerminalPlace& place, Found onFound)
{
    const std::optional<WezTermHint> hint = wezTermHint(place.variables);
    if (!hint)
        return onFound(FoundTerminal{.takesText = false});
    m_programs.run(
        listOf(hint->socket), [hint = *hint, onFound = std::move(onFound)](const ProgramResult& result) {
            // Its window may still be found.
            if (result.state != ProgramResult::State::Done)
                return onFound(FoundTerminal{.takesText = false});
            const QString id = QString::number(hint.pane);
            const QJsonValue pane = paneIn(result.output, id);
            if (pane.isNull())
                return onFound(Unexpected{TerminalProblem{Kind::PaneGone}});
            onFound(FoundTerminal{.id = id, .address = hint.socket, .tty = pane[u"tty_name"_s].toString()});
        });
}

void WezTermTerminal::select(const FoundTerminal& terminal, Done onDone)
{
    if (terminal.id.isEmpty())
        return onDone({});
    run(terminal, {u"activate-pane"_s, u"--pane-id"_s, terminal.id}, {}, std::move(onDone));
}

void WezTermTerminal::look(const FoundTerminal& terminal, Looked onLooked)
{
    // The text comes last: what is typed meanwhile is in it, or has moved the cursor before.
    m_programs.run(listOf(terminal.address),
                   [this, terminal, onLooked = std::move(onLooked)](const ProgramResult& result) {
                       if (const auto problem = problemOf(result, u"wezterm"_s))
                           return onLooked(Unexpected{*problem});
                       const QJsonValue pane = paneIn(result.output, terminal.id);
                       if (pane.isNull())
                           return onLooked(Unexpected{TerminalProblem{Kind::PaneGone}});
                       const qint64 column = pane[u"cursor_x"_s].toInteger(-1);
                       const qint64 row = pane[u"cursor_y"_s].toInteger(-1);
                       if (column < 0 || row < 0) // older versions do not tell
                           return onLooked(Unexpected{TerminalProblem{Kind::CannotType}});
                       readText(terminal, row, static_cast<int>(column), onLooked);
                   });
}

void WezTermTerminal::readText(const FoundTerminal& terminal, qint64 row, int column, const Looked& onLooked)
{
    m_programs.run(callOf(terminal.address, {u"get-text"_s, u"--pane-id"_s, terminal.id, u"--escapes"_s}),
                   [row, column, onLooked](const ProgramResult& result) {
                       if (const auto problem = problemOf(result, u"wezterm"_s))
                           return onLooked(Unexpected{*problem});
                       onLooked(
                           ScreenAtCursor{.lines = styledLines(QString::fromUtf8(result.output)).mid(row),
                                          .column = column});
                   });
}

void WezTermTerminal::paste(const FoundTerminal& terminal, const QByteArray& text, Done onDone)
{
    run(terminal, {u"send-text"_s, u"--pane-id"_s, terminal.id}, text, std::move(onDone));
}

void WezTermTerminal::pressEnter(const FoundTerminal& terminal, Done onDone)
{
    run(terminal, {u"send-text"_s, u"--pane-id"_s, terminal.id, u"--no-paste"_s}, "\r", std::move(onDone));
}

} // namespace tocsin
