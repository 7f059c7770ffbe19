// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/terminal.h"

namespace tocsin {

/// A program that tells nothing of its tabs: its window is found by WINDOWID or its process, and that is all.
/// Such as VS Code's: the folder in their titles distinguishes the windows of one process.
class PlainTerminal final : public Terminal
{
public:
    void find(const TerminalPlace& /*place*/, Found onFound) override
    {
        onFound(FoundTerminal{.takesText = false});
    }
    void select(const FoundTerminal& /*terminal*/, Done onDone) override { onDone({}); }
};

} // namespace tocsin
