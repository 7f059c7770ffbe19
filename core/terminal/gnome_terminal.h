// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/bus_caller.h"
#include "core/terminal/terminal.h"

namespace tocsin {

/// A tab of GNOME Terminal. The interface through which GNOME's overview searches its tabs
/// (org.gnome.Shell.SearchProvider2) can also activate one.
class GnomeTerminal final : public Terminal
{
public:
    /// Outlives this, or is destroyed together with what waits for its answers.
    explicit GnomeTerminal(BusCaller& bus)
        : m_bus{bus}
    {}

    void find(const TerminalPlace& place, Found onFound) override;
    void select(const FoundTerminal& terminal, Done onDone) override;

private:
    BusCaller& m_bus;
};

} // namespace tocsin
