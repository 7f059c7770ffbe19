// SPDX-License-Identifier: MIT
#include "core/terminal/terminals.h"

#include "core/system/system_info.h"
#include "core/terminal/gnome_terminal.h"
#include "core/terminal/hint_checks.h"
#include "core/terminal/kitty_terminal.h"
#include "core/terminal/konsole_terminal.h"
#include "core/terminal/plain_terminal.h"
#include "core/terminal/process_line.h"
#include "core/terminal/ssh_client.h"
#include "core/terminal/terminal_choice.h"
#include "core/terminal/tmux_terminal.h"
#include "core/terminal/wezterm_terminal.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

using Kind = TerminalProblem::Kind;

/// tmux in ssh in tmux is seen; a circle would have no end.
constexpr int MaxHops{6};

bool isGone(const TerminalPlace& place)
{
    const ProcessInfo info = processInfo(place.pid);
    return info.name.isEmpty() || info.hasEnded ||
           (!place.startTime.isEmpty() && QString::fromLatin1(info.startTime) != place.startTime);
}

/// Editors name the folder that is open in the title: the one in which Claude works, or one above it.
QStringList folderNames(const TerminalPlace& place)
{
    QStringList names;
    for (const QString& path : {place.folder, QFileInfo{u"/proc/%1/cwd"_s.arg(place.pid)}.symLinkTarget()}) {
        QStringList folders = path.split(u'/', Qt::SkipEmptyParts);
        std::reverse(folders.begin(), folders.end());
        names += folders;
    }
    names.removeDuplicates();
    return names;
}

WindowHint windowOf(const TerminalPlace& place, TerminalKind kind, const QList<LineProcess>& ancestors)
{
    // An editor sets no WINDOWID: it is that of the terminal in which the editor was started.
    if (kind == TerminalKind::Editor)
        return {.pids = pidsOf(ancestors), .names = folderNames(place)};
    return {.xWindow = windowIdHint(place.variables), .pids = pidsOf(ancestors)};
}

} // namespace

Terminals::Terminals(Dependencies parts, QObject* parent)
    : QObject{parent}
    , m_windows{makeWindowRaiser(parts.desktop, parts.bus, parts.x)}
    , m_bus{parts.bus}
    , m_programs{std::move(parts.programFolders), parts.programLimit}
{
    m_terminals[TerminalKind::Tmux] = std::make_unique<TmuxTerminal>(m_programs);
    m_terminals[TerminalKind::Kitty] = std::make_unique<KittyTerminal>(m_programs);
    m_terminals[TerminalKind::WezTerm] = std::make_unique<WezTermTerminal>(m_programs);
    m_terminals[TerminalKind::Konsole] = std::make_unique<KonsoleTerminal>(m_bus);
    m_terminals[TerminalKind::GnomeTerminal] = std::make_unique<GnomeTerminal>(m_bus);
    m_terminals[TerminalKind::Editor] = std::make_unique<PlainTerminal>();
    m_terminals[TerminalKind::Window] = std::make_unique<PlainTerminal>();
}

Terminals::~Terminals() = default;

void Terminals::show(const TerminalPlace& place, Done onDone)
{
    showWithin(place, MaxHops, std::move(onDone));
}

bool Terminals::takesPrompts(const TerminalPlace& place) const
{
    if (place.pid == 0 || isGone(place))
        return false;
    const Terminal* terminal = terminalOf(terminalFor(place.variables, ancestorsOf(place.pid)));
    return terminal != nullptr && terminal->canType();
}

void Terminals::find(const TerminalPlace& place, Found onFound)
{
    if (place.pid == 0)
        return onFound(nullptr, Unexpected{TerminalProblem{Kind::OtherComputer}});
    if (isGone(place))
        return onFound(nullptr, Unexpected{TerminalProblem{Kind::ProcessGone}});
    Terminal* terminal = terminalOf(terminalFor(place.variables, ancestorsOf(place.pid)));
    if (terminal == nullptr)
        return onFound(nullptr, Unexpected{TerminalProblem{Kind::CannotType}});
    terminal->find(place,
                   [terminal, onFound = std::move(onFound)](
                       const Expected<FoundTerminal, TerminalProblem>& found) { onFound(terminal, found); });
}

Terminal* Terminals::terminalOf(TerminalKind kind) const
{
    const auto terminal = m_terminals.find(kind);
    return terminal == m_terminals.end() ? nullptr : terminal->second.get();
}

void Terminals::showWithin(const TerminalPlace& place, int levels, Done onDone)
{
    if (levels == 0)
        return onDone(TerminalProblem{Kind::NoTerminal});
    if (place.pid == 0)
        return showSshClient(place, levels, std::move(onDone));
    if (isGone(place))
        return onDone(TerminalProblem{Kind::ProcessGone});
    const QList<LineProcess> ancestors = ancestorsOf(place.pid);
    const TerminalKind kind = terminalFor(place.variables, ancestors);
    if (kind == TerminalKind::Ssh)
        return showSshClient(place, levels, std::move(onDone));
    Terminal* terminal = terminalOf(kind);
    if (terminal == nullptr)
        return onDone(TerminalProblem{kind == TerminalKind::Screen ? Kind::ScreenUnknown : Kind::NoTerminal});
    terminal->find(place, [this, place, levels, terminal, onDone = std::move(onDone)](
                              const Expected<FoundTerminal, TerminalProblem>& found) {
        if (!found)
            return onDone(found.error());
        if (!found->notAttached.isEmpty())
            return onDone(TerminalProblem{Kind::NotAttached, found->notAttached});
        showFound(place, levels, *terminal, *found, onDone);
    });
}

/// The first that can be shown: the one used last may be on another computer.
void Terminals::showClients(const QList<TerminalPlace>& clients, int levels, Done onDone)
{
    showWithin(
        clients.first(), levels,
        [this, clients, levels, onDone = std::move(onDone)](const std::optional<TerminalProblem>& problem) {
            if (!problem || clients.size() == 1)
                return onDone(problem);
            showClients(clients.mid(1), levels, onDone);
        });
}

/// The window in which the person started ssh, if that was here.
void Terminals::showSshClient(const TerminalPlace& place, int levels, Done onDone)
{
    const std::optional<SshHint> hint = sshHint(place.variables);
    const qint64 client = hint ? localSshClient(*hint) : 0;
    if (client == 0)
        return onDone(TerminalProblem{Kind::OtherComputer});
    showWithin({.pid = client, .variables = terminalVariablesOf(client)}, levels - 1, std::move(onDone));
}

void Terminals::showFound(const TerminalPlace& place, int levels, Terminal& terminal,
                          const FoundTerminal& found, const Done& onDone)
{
    terminal.select(
        found, [this, place, levels, found, onDone](const std::optional<TerminalProblem>& problem) {
            // Its window can be raised all the same.
            const bool isWindowLeft = problem && problem->kind == Kind::NoTabSearch;
            if (problem && !isWindowLeft)
                return onDone(problem);
            if (!found.shownIn.isEmpty())
                return showClients(found.shownIn, levels - 1, onDone);
            const QList<LineProcess> ancestors = ancestorsOf(place.pid);
            const TerminalKind kind = terminalFor(place.variables, ancestors);
            m_windows->raise(windowOf(place, kind, ancestors),
                             [onDone, found, problem](const std::optional<TerminalProblem>& notRaised) {
                                 if (problem) // its remedy helps in every case
                                     return onDone(notRaised ? problem : std::nullopt);
                                 // Its program was asked too, and knows which of its windows it
                                 // is.
                                 const bool isAsked = found.raisesItself && notRaised &&
                                                      (notRaised->kind == Kind::SeveralWindows ||
                                                       notRaised->kind == Kind::NoWayToRaise);
                                 onDone(isAsked ? std::nullopt : notRaised);
                             });
        });
}

} // namespace tocsin
