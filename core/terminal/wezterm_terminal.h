// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/programs.h"
#include "core/terminal/terminal.h"

namespace tocsin {

/// A pane of WezTerm, by `wezterm cli`.
class WezTermTerminal final : public Terminal
{
public:
    /// Outlives this, or is destroyed together with what waits for its answers.
    explicit WezTermTerminal(Programs& programs)
        : m_programs{programs}
    {}

    void find(const TerminalPlace& place, Found onFound) override;
    void select(const FoundTerminal& terminal, Done onDone) override;
    [[nodiscard]] bool canType() const override { return true; }
    void look(const FoundTerminal& terminal, Looked onLooked) override;
    void paste(const FoundTerminal& terminal, const QByteArray& text, Done onDone) override;
    void pressEnter(const FoundTerminal& terminal, Done onDone) override;

private:
    void readText(const FoundTerminal& terminal, qint64 row, int column, const Looked& onLooked);
    void run(const FoundTerminal& terminal, const QStringList& arguments, const QByteArray& input,
             Done onDone);

    Programs& m_programs;
};

} // namespace tocsin
