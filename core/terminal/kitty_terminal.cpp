// SPDX-License-Identifier: MIT
#include "core/terminal/kitty_terminal.h"

#include "core/system/system_info.h"
#include "core/terminal/hint_checks.h"
#include "core/terminal/program_problem.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

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

/// The lines of the screen; at the end, the cursor: `ESC [ 48 ; 3 H`, counted from 1.
Expected<ScreenAtCursor, TerminalProblem> screenAtCursor(const QByteArray& output)
{
    static const QRegularExpression Cursor{u"\x1b\\[(\\d{1,5});(\\d{1,5})H"_s};
    const QString text = QString::fromUtf8(output);
    QRegularExpressionMatch last;
    for (auto found = Cursor.globalMatch(text); found.hasNext();)
        last = found.next();
    if (!last.hasMatch())
        return Unexpected{TerminalProblem{Kind::ProgramFailed, u"kitty"_s}};
    return ScreenAtCursor{.lines = styledLines(text).mid(last.captured(1).toInt() - 1),
                          .column = last.captured(2).toInt() - 1};
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

void KittyTerminal::look(const FoundTerminal& terminal, Looked onLooked)
{
    m_programs.run({.name = u"kitty"_s,
                    .arguments = {u"@"_s, u"--to"_s, terminal.address, u"get-text"_s, u"--match"_s,
                                  u"id:%1"_s.arg(terminal.id), u"--extent"_s, u"screen"_s, u"--ansi"_s,
                                  u"--add-wrap-markers"_s, u"--add-cursor"_s}},
                   [onLooked = std::move(onLooked)](const ProgramResult& result) {
                       if (const auto problem = problemOf(result, u"kitty"_s))
                           return onLooked(Unexpected{*problem});
                       onLooked(screenAtCursor(result.output));
                   });
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
