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
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>
#include <QThread>

#include <chrono>
#include <optional>
#include <string_view>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto QuitLimit = 20s;

constexpr int HookLimitMs = 10'000;

/// The one that came with this program, else what PATH finds. Claude Code is this command to it: with its end
/// the session is over too.
std::optional<std::chrono::milliseconds> runHook(const QByteArray& document)
{
    const QString beside = QCoreApplication::applicationDirPath() + u"/tocsin-hookbridge"_s;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : {u"CLAUDE_CODE_SESSION_ID"_s, u"CLAUDE_CODE_SESSION_ATTENDED"_s})
        environment.remove(name);
    environment.insert(u"CLAUDE_PID"_s, QString::number(QCoreApplication::applicationPid()));
    environment.insert(u"CLAUDE_CODE_ENTRYPOINT"_s, u"cli"_s);
    QProcess hook;
    hook.setProcessEnvironment(environment);
    QElapsedTimer time;
    time.start();
    hook.start(QFileInfo::exists(beside) ? beside : u"tocsin-hookbridge"_s, {u"hook"_s});
    hook.write(document);
    hook.closeWriteChannel();
    const bool isDone = hook.waitForFinished(HookLimitMs) && hook.exitStatus() == QProcess::NormalExit &&
                        hook.exitCode() == 0;
    return isDone ? std::optional{std::chrono::milliseconds{time.elapsed()}} : std::nullopt;
}

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
    environment.runHook = runHook;
    environment.sleep = [](std::chrono::milliseconds time) {
        QThread::msleep(static_cast<unsigned long>(time.count()));
    };
    environment.waitForQuit = waitForQuit;
    environment.follow = followLog;
    return static_cast<int>(runCli(QCoreApplication::arguments(), environment));
}

} // namespace tocsin
