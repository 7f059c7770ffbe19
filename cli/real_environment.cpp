// SPDX-License-Identifier: MIT
#include "cli/real_environment.h"

#include "core/ipc/app_address.h"
#include "core/ipc/frame.h"

#include <QDir>

#include <chrono>

namespace tocsin {

using namespace std::chrono_literals;

namespace {

/// Longer than the app's own limit of 30 s: its reply says more than ours.
constexpr auto AnswerTime = 33s;

Expected<QJsonObject, ClientError> askApp(const QJsonObject& request)
{
    const auto frame = encodeFrame(request);
    if (!frame)
        return Unexpected{ClientError::BadAnswer};
    return callApp(*frame, QDeadlineTimer{AnswerTime});
}

} // namespace

CliEnvironment realEnvironment(Program program, QTextStream& out, QTextStream& err)
{
    return {.program = program,
            .out = out,
            .err = err,
            .ask = askApp,
            .interactive = stdinIsTerminal(),
            .prompt = promptLine,
            .readLine = readStdinLine,
            .readAll = readStdinAll,
            .sessionId = qEnvironmentVariable("CLAUDE_CODE_SESSION_ID"),
            .folder = QDir::currentPath()};
}

} // namespace tocsin
