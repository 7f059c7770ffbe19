// SPDX-License-Identifier: MIT
#include "cli/chosen_language.h"
#include "cli/real_environment.h"
#include "core/ipc/paths.h"
#include "hookbridge/hook.h"
#include "hookbridge/waiting_hook.h"
#include "translations/language.h"

#include <QCoreApplication>

#include <algorithm>
#include <string_view>

namespace {

using namespace tocsin;
using namespace Qt::StringLiterals;

int runCommands(int argc, char* argv[])
{
    const QCoreApplication application{argc, argv};
    QCoreApplication::setApplicationName(u"tocsin-hookbridge"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TOCSIN_VERSION));
    Language language;
    language.use(chosenLanguage(settingsFile()));
    QTextStream out{stdout};
    QTextStream err{stderr};
    const CliEnvironment environment = realEnvironment(Program::Bridge, out, err);
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
