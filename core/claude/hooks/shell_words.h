// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace tocsin {

/// What stands between one command of a shell's command line and the next.
enum class ShellSeparator : uint8_t { Sequence, Pipe, Background };

struct ShellCommand
{
    QStringList words{}; ///< without quotes and redirections
    ShellSeparator end{ShellSeparator::Sequence};
};

/// The commands of a POSIX shell's command line, in order. Quotes and escapes are resolved, comments and here
/// documents left out; `$…` is not expanded, and what stands in brackets counts as commands of its own.
[[nodiscard]] std::vector<ShellCommand> shellCommands(const QString& commandLine);

} // namespace tocsin
