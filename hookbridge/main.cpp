// SPDX-License-Identifier: MIT
#include "core/ipc/app_address.h"
#include "core/ipc/frame.h"
#include "hookbridge/cli.h"
#include "hookbridge/hook.h"
#include "translations/language.h"

#include <QCoreApplication>
#include <QDir>

#include <chrono>
#include <cstdio>
#include <string_view>

namespace {

using namespace tocsin;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// The app gives itself 30 s to answer; that answer is better than ours.
constexpr auto AnswerTime = 33s;

Expected<QJsonObject, ClientError> askCompanion(const QJsonObject& request)
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
    language.use({}); // the system's: the app's own choice is the app's to read
    QTextStream out{stdout};
    QTextStream err{stderr};
    const CliEnvironment surroundings{.out = out,
                                      .err = err,
                                      .ask = askCompanion,
                                      .interactive = stdinIsTerminal(),
                                      .prompt = promptLine,
                                      .readLine = readStdinLine,
                                      .readAll = readStdinAll,
                                      .sessionId = qEnvironmentVariable("CLAUDE_CODE_SESSION_ID"),
                                      .folder = QDir::currentPath()};
    return static_cast<int>(runCli(QCoreApplication::arguments(), surroundings));
}

bool asksAboutHook(std::string_view argument)
{
    return argument == "--help" || argument == "-h" || argument == "--version" || argument == "-v";
}

} // namespace

int main(int argc, char* argv[])
{
    // Before everything else: Claude waits for a hook, and one that fails is shown to the user.
    if (argc >= 2 && std::string_view{argv[1]} == "hook" && (argc == 2 || !asksAboutHook(argv[2]))) {
        tocsin::runHook();
        return 0;
    }
    return runCommands(argc, argv);
}
