// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/programs.h"
#include "core/terminal/terminal_problem.h"

#include <optional>

namespace tocsin {

/// What became of a program's run, as a problem of its terminal; nothing if it went well.
[[nodiscard]] inline std::optional<TerminalProblem> problemOf(const ProgramResult& result,
                                                              const QString& program)
{
    switch (result.state) {
    case ProgramResult::State::Done:
        return {};
    case ProgramResult::State::Missing:
        return TerminalProblem{TerminalProblem::Kind::ProgramMissing, program};
    case ProgramResult::State::Failed:
        break;
    }
    return TerminalProblem{TerminalProblem::Kind::ProgramFailed, program};
}

} // namespace tocsin
