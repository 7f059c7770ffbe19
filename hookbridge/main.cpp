// SPDX-License-Identifier: MIT
#include "core/ipc/app_address.h"
#include "core/ipc/frame.h"
#include "hookbridge/cli.h"
#include "hookbridge/hook.h"
#include "hookbridge/waiting_hook.h"
#include "translations/language.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string_view>

namespace {

using namespace tocsin;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Longer than the app's own limit of 30 s: its reply says more than ours.
constexpr auto AnswerTime = 33s;

Expected<QJsonObject, ClientError> askApp(const QJsonObject& request)
{
    const auto frame = encodeFrame(request);
    if (!frame)
        return Unexpected{ClientError::BadAnswer};
    return callApp(*frame, QDeadlineTimer{AnswerTime});
}

int runCommands(int argc, char* argv[])
{
    const QCoreApplication application{argc, argv};
    QCoreApplication::setApplicationName(u"tocsin-hookbridge"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TOCSIN_VERSION));
    Language language;
    language.use({}); // the system's language, not the one chosen in the app
    QTextStream out{stdout};
    QTextStream err{stderr};
    const CliEnvironment environment{.out = out,
                                     .err = err,
                                     .ask = askApp,
                                     .interactive = stdinIsTerminal(),
                                     .prompt = promptLine,
                                     .readLine = readStdinLine,
                                     .readAll = readStdinAll,
                                     .sessionId = qEnvironmentVariable("CLAUDE_CODE_SESSION_ID"),
                                     .folder = QDir::currentPath()};
    return static_cast<int>(runCli(QCoreApplication::arguments(), environment));
}

bool asksAboutHook(std::string_view argument)
{
    return argument == "--help" || argument == "-h" || argument == "--version" || argument == "-v";
}

} // namespace

int main(int argc, char* argv[])
{
    // First: Claude waits for the hook, and shows the user one that fails.
    if (argc >= 2 && std::string_view{argv[1]} == "hook" && (argc == 2 || !asksAboutHook(argv[2]))) {
        const bool waits =
            std::any_of(argv + 2, argv + argc, [](std::string_view option) { return option == "--wait"; });
        waits ? tocsin::runWaitingHook() : tocsin::runHook();
        return 0;
    }
    return runCommands(argc, argv);
}
