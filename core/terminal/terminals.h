// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/bus_caller.h"
#include "core/terminal/programs.h"
#include "core/terminal/terminal.h"
#include "core/terminal/window_raisers.h"

#include <QObject>
#include <QStringList>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace tocsin {

/// Brings the terminal of a process to the front: the pane or tab in its program, then the window on the
/// desktop; through tmux and ssh to the window that shows them.
class Terminals final : public QObject
{
    Q_OBJECT
public:
    struct Dependencies
    {
        QStringList programFolders{};
        QDBusConnection bus;
        std::shared_ptr<XConnection> x{}; ///< may be nothing
        DesktopSurroundings desktop{};
        std::chrono::milliseconds programLimit{Programs::Limit}; ///< of each run
    };
    using Done = std::function<void(const std::optional<TerminalProblem>& problem)>;
    /// With the terminal's kind; null if it cannot be found.
    using Found =
        std::function<void(Terminal* terminal, const Expected<FoundTerminal, TerminalProblem>& found)>;

    explicit Terminals(Dependencies parts, QObject* parent = nullptr);
    ~Terminals() override;
    Terminals(const Terminals&) = delete;
    Terminals& operator=(const Terminals&) = delete;

    /// `place.pid` 0: a process of another machine or container. Called once, perhaps from within; not after
    /// this is destroyed.
    void show(const TerminalPlace& place, Done onDone);
    /// Whether its kind of terminal can be typed into.
    [[nodiscard]] bool takesPrompts(const TerminalPlace& place) const;
    /// Where the process of `place` can be typed into, or seen.
    void find(const TerminalPlace& place, Found onFound);

private:
    void showWithin(const TerminalPlace& place, int levels, Done onDone);
    void showClients(const QList<TerminalPlace>& clients, int levels, Done onDone);
    void showSshClient(const TerminalPlace& place, int levels, Done onDone);
    void showFound(const TerminalPlace& place, int levels, Terminal& terminal, const FoundTerminal& found,
                   const Done& onDone);
    [[nodiscard]] Terminal* terminalOf(TerminalKind kind) const;

    std::map<TerminalKind, std::unique_ptr<Terminal>> m_terminals;
    std::unique_ptr<WindowRaiser> m_windows;
    BusCaller m_bus;
    Programs m_programs; ///< with m_bus the first to go: both answer the others
};

} // namespace tocsin
