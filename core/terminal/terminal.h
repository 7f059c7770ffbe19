// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"
#include "core/base/styled_text.h"
#include "core/terminal/terminal_place.h"
#include "core/terminal/terminal_problem.h"

#include <QByteArray>

#include <functional>
#include <optional>

namespace tocsin {

/// The line in which the cursor stands and those below it, and its column there, from 0. It may be hidden.
struct ScreenAtCursor
{
    QList<StyledLine> lines{};
    int column{0};

    friend bool operator==(const ScreenAtCursor&, const ScreenAtCursor&) = default;
};

/// One kind of terminal. Answers come once, perhaps from within the call, and never after this is destroyed.
class Terminal
{
public:
    using Found = std::function<void(const Expected<FoundTerminal, TerminalProblem>& found)>;
    using Done = std::function<void(const std::optional<TerminalProblem>& problem)>;
    using Looked = std::function<void(const Expected<ScreenAtCursor, TerminalProblem>& screen)>;

    Terminal() = default;
    virtual ~Terminal() = default;
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    /// The pane or tab in which the process of `place` runs.
    virtual void find(const TerminalPlace& place, Found onFound) = 0;
    /// Makes it the one that its window shows.
    virtual void select(const FoundTerminal& terminal, Done onDone) = 0;

    /// Whether the three below may succeed.
    [[nodiscard]] virtual bool canType() const { return false; }
    // NOLINTBEGIN(performance-unnecessary-value-param): kinds that can type keep the answer
    /// What stands where keys would go.
    virtual void look(const FoundTerminal& /*terminal*/, Looked onLooked)
    {
        onLooked(Unexpected{TerminalProblem{TerminalProblem::Kind::CannotType}});
    }
    /// As one bracketed paste. `text` is UTF-8, without control characters but line feeds.
    virtual void paste(const FoundTerminal& /*terminal*/, const QByteArray& /*text*/, Done onDone)
    {
        onDone(TerminalProblem{TerminalProblem::Kind::CannotType});
    }
    virtual void pressEnter(const FoundTerminal& /*terminal*/, Done onDone)
    {
        onDone(TerminalProblem{TerminalProblem::Kind::CannotType});
    }
    // NOLINTEND(performance-unnecessary-value-param)
};

} // namespace tocsin
