// SPDX-License-Identifier: MIT
#pragma once

#include "cli/cli.h"

#include <QCommandLineOption>
#include <QList>
#include <QString>

#include <cstdint>
#include <optional>

namespace tocsin {

enum class CommandName : uint8_t {
    Hook, ///< main() runs the hook itself
    Status,
    Login,
    Pair,
    Logout,
    Logins,
    Start,
    Stop,
    Mute,
    Away,
    Here,
    History,
    Logs,
    Doctor,
    Test,
    Quit
};

/// One command, as `--help` shows it.
struct Command
{
    CommandName command{CommandName::Status};
    QString name;
    QString summary;
    QString argument{}; ///< its placeholder, such as `[TIME]`; empty: it takes none
    QString argumentHelp{};
    QList<QCommandLineOption> options{};
    QList<ExitCode> exitCodes{}; ///< those it can have beside 0
};

/// Those of a program, in the order of its help.
[[nodiscard]] QList<Command> commandsOf(Program program);
[[nodiscard]] std::optional<Command> findCommand(Program program, const QString& name);
/// A line about them, for `--help`.
[[nodiscard]] QString exitCodeHelp(const Command& command);

} // namespace tocsin
