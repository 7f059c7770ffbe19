// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/bus_caller.h"
#include "core/terminal/terminal.h"

namespace tocsin {

/// A tab of Konsole, by its D-Bus service.
class KonsoleTerminal final : public Terminal
{
public:
    /// Outlives this, or is destroyed together with what waits for its answers.
    explicit KonsoleTerminal(BusCaller& bus)
        : m_bus{bus}
    {}

    void find(const TerminalPlace& place, Found onFound) override;
    void select(const FoundTerminal& terminal, Done onDone) override;

private:
    BusCaller& m_bus;
};

} // namespace tocsin
