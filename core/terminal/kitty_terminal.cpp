// SPDX-License-Identifier: MIT
#include "core/terminal/kitty_terminal.h"

#include "core/system/system_info.h"
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

/// `kitty @ ls`: windows of the desktop, their tabs, and kitty's windows in these. 0: not there.
qint64 programIn(const QByteArray& list, quint32 window)
{
    for (const QJsonValue osWindow : QJsonDocument::fromJson(list).array()) {
        for (const QJsonValue tab : osWindow[u"tabs"_s].toArray()) {
            for (const QJsonValue one : tab[u"windows"_s].toArray()) {
                if (one[u"id"_s].toInteger() == window)
                    return one[u"pid"_s].toInteger();
            }
        }
    }
    return 0;
}

} // namespace

void KittyTerminal::run(const FoundTerminal& terminal, const QStringList& arguments, const QByteArray& input,
                        Done onDone)
{
    m_programs.run(
        {.name = u"kitty"_s,
         .arguments = QStringList{u"@"_s, u"--to"_s, terminal.address} + arguments,
         .input = input},
        [onDone = std::move(onDone)](const ProgramResult& result) { onDone(problemOf(result, u"kitty"_s)); });
}

void KittyTerminal::find(const TerminalPlace& place, Found onFound)
{
    const std::optional<KittyHint> hint = kittyHint(place.variables);
    if (!hint)
        return onFound(FoundTerminal{.takesText = false});
    m_programs.run({.name = u"kitty"_s, .arguments = {u"@"_s, u"--to"_s, hint->address, u"ls"_s}},
                   [hint = *hint, onFound = std::move(onFound)](const ProgramResult& result) {
                       // Its window may still be found.
                       if (result.state != ProgramResult::State::Done)
                           return onFound(FoundTerminal{.takesText = false});
                       const qint64 pid = programIn(result.output, hint.window);
                       if (pid <= 0)
                           return onFound(Unexpected{TerminalProblem{Kind::PaneGone}});
                       onFound(FoundTerminal{.id = QString::number(hint.window),
                                             .address = hint.address,
                                             .tty = QString::fromLocal8Bit(controllingTerminal(pid)),
                                             .takesText = hint.isOwn});
                   });
}

void KittyTerminal::select(const FoundTerminal& terminal, Done onDone)
{
    if (terminal.id.isEmpty())
        return onDone({});
    run(terminal, {u"focus-window"_s, u"--match"_s, u"id:%1"_s.arg(terminal.id)}, {}, std::move(onDone));
}

void KittyTerminal::paste(const FoundTerminal& terminal, const QByteArray& text, Done onDone)
{
    // From stdin kitty sends the bytes as they are; older versions have no option for a bracketed paste.
    run(terminal, {u"send-text"_s, u"--match"_s, u"id:%1"_s.arg(terminal.id), u"--stdin"_s},
        "\x1b[200~" + text + "\x1b[201~", std::move(onDone));
}

void KittyTerminal::pressEnter(const FoundTerminal& terminal, Done onDone)
{
    run(terminal, {u"send-text"_s, u"--match"_s, u"id:%1"_s.arg(terminal.id), u"--stdin"_s}, "\r",
        std::move(onDone));
}

} // namespace tocsin
