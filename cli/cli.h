// SPDX-License-Identifier: MIT
#pragma once

#include "cli/prompt.h"
#include "core/base/expected.h"
#include "core/ipc/local_client.h"
#include "core/ipc/replies.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QTextStream>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

namespace tocsin {

/// As in sysexits.h; `--help` lists them.
enum class ExitCode : uint8_t {
    Done = 0,
    Failed = 1, ///< a check of `doctor`, or `test`
    Usage = 64,
    NotRunning = 69,       ///< the app
    ServerOutOfReach = 75, ///< or the app does not answer, or the server asks us to wait
    Denied = 77            ///< not logged in, wrong code, code not delivered, a forwarded socket
};

/// Which program runs a command: `tocsin`, or `tocsin-hookbridge`, which has the ones that Claude Code needs
/// and works without the app's package.
enum class Program : uint8_t { Tocsin, Bridge };

/// Everything the commands touch.
struct CliEnvironment
{
    Program program{Program::Bridge};
    QTextStream& out;
    QTextStream& err;
    /// Sends a request to the app and returns its reply.
    std::function<Expected<QJsonObject, ClientError>(const QJsonObject& request)> ask;
    bool interactive{false}; ///< stdin is a terminal
    /// Nothing: the end of the input. `isOver`, if there is one, is asked while nothing was entered, and may
    /// end the wait.
    std::function<std::optional<QString>(const QString& question, Echo echo,
                                         const std::function<bool()>& isOver)>
        prompt;
    std::function<QString()> readLine;
    std::function<QString()> readAll;
    QString sessionId; ///< of the Claude session we run in, or empty
    QString folder;    ///< the current one
    // Of `tocsin` alone:
    QString logFile{};
    /// What `doctor` sees without asking the app; all that can be seen without it, where it does not run.
    std::function<QList<ipc::Check>(bool appRuns)> localChecks{};
    /// Runs the real hook with this document, as Claude Code would, and says how long it took; nothing if it
    /// failed.
    std::function<std::optional<std::chrono::milliseconds>(const QByteArray& document)> runHook{};
    std::function<void(std::chrono::milliseconds)> sleep{};
    /// The app has quit; false if it has not within 20 s.
    std::function<bool()> waitForQuit{};
    /// Prints what is added to a file, from `offset` on, until the program is ended.
    std::function<void(const QString& file, qint64 offset)> follow{};
};

/// `tocsin`, `tocsin-hookbridge`.
[[nodiscard]] QString programName(Program program);

/// The commands with their summaries, a line each, for `--help`.
[[nodiscard]] QString commandList(Program program);
/// What those exit codes mean that the program has, a line.
[[nodiscard]] QString exitCodeHelp(Program program);

/// Runs one command line, the program's name first. With `--claude`, everything is printed to `out` and the
/// result is always Done, because a slash command shows nothing else.
[[nodiscard]] ExitCode runCli(const QStringList& arguments, const CliEnvironment& environment);

} // namespace tocsin
