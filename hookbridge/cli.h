// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"
#include "core/ipc/local_client.h"
#include "hookbridge/prompt.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QTextStream>

#include <cstdint>
#include <functional>
#include <optional>

namespace tocsin {

/// As in sysexits.h; `--help` lists them.
enum class ExitCode : uint8_t {
    Done = 0,
    Usage = 64,
    NotRunning = 69,       ///< the app
    ServerOutOfReach = 75, ///< or it asks us to wait
    Denied = 77            ///< not logged in, wrong code
};

/// Everything the commands touch.
struct CliEnvironment
{
    QTextStream& out;
    QTextStream& err;
    /// Sends a request to the app and returns its reply.
    std::function<Expected<QJsonObject, ClientError>(const QJsonObject& request)> ask;
    bool interactive{false}; ///< stdin is a terminal
    std::function<std::optional<QString>(const QString& question, Echo echo)> prompt;
    std::function<QString()> readLine;
    std::function<QString()> readAll;
    QString sessionId; ///< of the Claude session we run in, or empty
    QString folder;    ///< the current one
};

/// Runs one command line, the program's name first. With `--claude`, everything is printed to `out` and the
/// result is always Done, because a slash command shows nothing else.
[[nodiscard]] ExitCode runCli(const QStringList& arguments, const CliEnvironment& environment);

} // namespace tocsin
