// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/programs.h"
#include "core/terminal/terminal.h"

namespace tocsin {

/// A window of kitty, by its remote control; the person has to have switched that on (`listen_on`,
/// `allow_remote_control`). Without it the kitty window is found like any other, and not typed into.
class KittyTerminal final : public Terminal
{
public:
    /// Outlives this, or is destroyed together with what waits for its answers.
    explicit KittyTerminal(Programs& programs)
        : m_programs{programs}
    {}

    void find(const TerminalPlace& place, Found onFound) override;
    void select(const FoundTerminal& terminal, Done onDone) override;
    [[nodiscard]] bool canType() const override { return true; }
    void look(const FoundTerminal& terminal, Looked onLooked) override;
    void paste(const FoundTerminal& terminal, const QByteArray& text, Done onDone) override;
    void pressEnter(const FoundTerminal& terminal, Done onDone) override;

private:
    void run(const FoundTerminal& terminal, const QStringList& arguments, const QByteArray& input,
             Done onDone);

    Programs& m_programs;
};

} // namespace tocsin
