// SPDX-License-Identifier: MIT
#include "app/commands.h"

#include "cli/chosen_language.h"
#include "cli/log_end.h"
#include "cli/real_environment.h"
#include "core/ipc/file_lock.h"
#include "core/ipc/paths.h"
#include "core/logging/logging.h"
#include "core/pipeline/local_checks.h"
#include "translations/language.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QThread>

#include <chrono>
#include <string_view>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto QuitLimit = 20s;

/// The app holds the lock until its end, longer than its socket.
bool waitForQuit()
{
    const QDeadlineTimer limit{QuitLimit};
    for (FileLock lock; lock.take(stateDir() + u"/lock"_s) == FileLock::Result::HeldByAnother;) {
        if (limit.hasExpired())
            return false;
        QThread::msleep(20);
    }
    return true;
}

} // namespace

bool namesCommand(int argc, char** argv)
{
    const std::string_view first{argc > 1 ? argv[1] : ""};
    return !first.empty() && first.front() != '-' && first != "help";
}

int runCommand(int argc, char** argv)
{
    const QCoreApplication application{argc, argv};
    QCoreApplication::setApplicationName(u"tocsin"_s);
    QCoreApplication::setApplicationVersion(QLatin1String{TOCSIN_VERSION});
    Language language;
    language.use(chosenLanguage(settingsFile()));
    QTextStream out{stdout};
    QTextStream err{stderr};
    CliEnvironment environment = realEnvironment(Program::Tocsin, out, err);
    environment.logFile = defaultLogFile();
    environment.localChecks = [](bool appRuns) {
        return appRuns ? localChecks() : localChecks() + checksWithoutApp();
    };
    environment.waitForQuit = waitForQuit;
    environment.follow = followLog;
    return static_cast<int>(runCli(QCoreApplication::arguments(), environment));
}

} // namespace tocsin
