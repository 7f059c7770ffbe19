// SPDX-License-Identifier: MIT
#include "app/activation.h"
#include "app/app_context.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/display.h"
#include "app/primary_instance.h"
#include "app/stop_signals.h"
#include "app/tray/icons.h"
#include "app/tray_application.h"
#include "core/channels/desktop/notifier_factory.h"
#include "core/channels/desktop/null_notifier.h"
#include "core/ipc/auto_start_guard.h"
#include "core/ipc/paths.h"
#include "core/logging/logging.h"
#include "core/settings/settings.h"
#include "translations/language.h"

#include <QApplication>
#include <QDesktopServices>
#include <QFileInfo>
#include <QTextStream>

#include <memory>

namespace {

using namespace tocsin;
using namespace Qt::StringLiterals;

/// In the runtime directory, which lives as long as the desktop session and its toasts.
QString toastMemoryFile()
{
    return QFileInfo{socketPath()}.absolutePath() + u"/toasts.json"_s;
}

// sysexits.h, as hookbridge's
constexpr int ExitUsage = 64;
constexpr int ExitUnavailable = 69;

QStringList argumentsOf(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    return arguments;
}

void say(FILE* where, const QString& text)
{
    QTextStream stream{where};
    stream << text.trimmed() << Qt::endl;
}

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Main)
};

/// Says what came of it where there is nobody to ask.
void importLogin(AppContext& services)
{
    QObject::connect(&services.seed(), &LegacyLoginImport::finished, &services,
                     [](bool isDone, const QString& message) { say(isDone ? stdout : stderr, message); });
    services.seed().importWhenRestored();
}

void offerLegacyLogin(const LegacyLoginImport& seed)
{
    const LegacyLogin found = seed.look();
    if (found.state == LegacyLogin::State::Usable)
        say(stdout, Words::tr("%1\nTo take it over, start once with --import-login; else delete that file.")
                        .arg(seed.describe(found)));
    else if (found.state != LegacyLogin::State::Absent)
        say(stdout, Words::tr("%1\nPlease delete that file.").arg(seed.describe(found)));
}

int runHeadless(AppContext& services)
{
    QObject::connect(&services, &AppContext::loginUnreadable, &services, [](const QString& message) {
        say(stderr, Words::tr("Your login could not be read. %1\nTocsin looks again when the keychain opens.")
                        .arg(message));
    });
    QObject::connect(&services.login(), &ServerLogin::storeFailed, &services, [](const QString& message) {
        say(stderr, Words::tr("%1\nThe login lasts until Tocsin ends. To keep it in a file that only you can "
                              "read, start with --token-store=file.")
                        .arg(message));
    });
    QObject::connect(&services.login(), &ServerLogin::loginEnded, &services,
                     [](LoginEnd, const QString& message) {
                         if (!message.isEmpty())
                             say(stderr, message);
                     });
    QObject::connect(&services, &AppContext::diskTrouble, &services,
                     [](const QString& message) { say(stderr, message); });
    say(stdout, Words::tr("Tocsin is running without a tray. Log in with: tocsin login"));
    return QCoreApplication::exec();
}

int run(const CommandLine& command, const QString& activationToken, Settings& settings, Language& language)
{
    // First made, so last gone: a second signal must not cut the end of the others short.
    StopSignals stop;
    PrimaryInstance instance{stateDir(), socketPath()};
    instance.setActivationToken(activationToken);
    LocalServer server;
    if (const std::optional<StartProblem> problem = instance.start(server, command.hidden)) {
        say(problem->isMistake ? stderr : stdout, problem->message);
        return problem->isMistake ? ExitUnavailable : 0;
    }
    const AutoStartGuard marks{stateDir()};
    marks.clearQuit();
    marks.clearFailedStarts();
    const bool headless = command.headless;
    AppContext services{settings,
                        headless ? std::make_unique<NullNotifier>()
                                 : makePlatformNotifier(&toastImage, toastMemoryFile()),
                        command.tokenStore};
    const auto quit = [&marks](bool byPerson) {
        if (byPerson)
            marks.recordQuit();
        QCoreApplication::quit();
    };
    // Not qApp, which here would be taken for a QApplication: without a display it is none.
    QObject::connect(&stop, &StopSignals::stopRequested, QCoreApplication::instance(), quit,
                     Qt::QueuedConnection);
    QObject::connect(
        &services.router(), &RequestRouter::quitRequested, QCoreApplication::instance(),
        [&quit] { quit(true); }, Qt::QueuedConnection);
    if (command.importLogin)
        importLogin(services);
    if (headless) {
        if (!command.importLogin)
            offerLegacyLogin(services.seed());
        services.start(server);
        return runHeadless(services);
    }
    services.login().setBrowser(&QDesktopServices::openUrl);
    TrayApplication desktop{services, settings, language, command.hidden};
    services.start(server);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    if (namesCommand(argc, argv))
        return runCommand(argc, argv);
    // Qt takes it out of the environment.
    const QString token = givenActivationToken();
    // Parsed twice: what it asks for decides which application is made, and translations need an application.
    const QStringList arguments = argumentsOf(argc, argv);
    const CommandLine wish = parseCommandLine(arguments);
    const bool windows = wish.wish == CommandLine::Wish::Run && !wish.headless && prepareDisplay(argc, argv);
    const std::unique_ptr<QCoreApplication> app{windows ? new QApplication{argc, argv}
                                                        : new QCoreApplication{argc, argv}};
    QCoreApplication::setApplicationName(u"tocsin"_s);
    QCoreApplication::setApplicationVersion(QLatin1String{TOCSIN_VERSION});

    Settings settings{settingsFile(), QProcessEnvironment::systemEnvironment()};
    Language language;
    language.use(settings.get<Setting::Language>());
    const CommandLine command = parseCommandLine(arguments);
    switch (command.wish) {
    case CommandLine::Wish::ShowHelp:
    case CommandLine::Wish::ShowVersion:
        say(stdout, command.text);
        return 0;
    case CommandLine::Wish::Mistake:
        say(stderr, command.text);
        return ExitUsage;
    case CommandLine::Wish::Run:
        break;
    }
    if (!windows && !command.headless) {
        say(stderr,
            Words::tr("No display found. Run \"tocsin --headless\" to use texts without a tray icon or "
                      "notifications."));
        return ExitUnavailable;
    }
    const Logging logging{defaultLogFile(), logLevel(command.logLevel).value_or(LogLevel::Warning)};
    settings.reportRefused();
    return run(command, token, settings, language);
}
