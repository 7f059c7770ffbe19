// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>
#include <functional>
#include <optional>

namespace tocsin {

enum class Echo : uint8_t { On, Off };

/// True when a person sits at stdin.
[[nodiscard]] bool stdinIsTerminal();

/// Shows `question` on stderr and reads one line from the terminal. With Echo::Off what is typed is not
/// shown, and the terminal is put right again even if a signal ends the program. nullopt: the end of the
/// input, or `isOver`, which is asked every few seconds while no line is entered; what was typed until then
/// is dropped.
[[nodiscard]] std::optional<QString> promptLine(const QString& question, Echo echo,
                                                const std::function<bool()>& isOver = {});

/// One line of stdin, without its end; for programs that pipe. At most 64 KiB.
[[nodiscard]] QString readStdinLine();
/// All of stdin; at most 64 KiB of it.
[[nodiscard]] QString readStdinAll();

} // namespace tocsin
