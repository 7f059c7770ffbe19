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
    m_programs.run(callOf(hint->socket, {u"list"_s, u"--format"_s, u"json"_s}),
                   [hint = *hint, onFound = std::move(onFound)](const ProgramResult& result) {
                       // Its window may still be found.
                       if (result.state != ProgramResult::State::Done)
                           return onFound(FoundTerminal{.takesText = false});
                       for (const QJsonValue pane : QJsonDocument::fromJson(result.output).array()) {
                           if (pane[u"pane_id"_s].toInteger(-1) == hint.pane)
                               return onFound(FoundTerminal{.id = QString::number(hint.pane),
                                                            .address = hint.socket,
                                                            .tty = pane[u"tty_name"_s].toString()});
                       }
                       onFound(Unexpected{TerminalProblem{Kind::PaneGone}});
                   });
}

void WezTermTerminal::select(const FoundTerminal& terminal, Done onDone)
{
    if (terminal.id.isEmpty())
        return onDone({});
    run(terminal, {u"activate-pane"_s, u"--pane-id"_s, terminal.id}, {}, std::move(onDone));
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
