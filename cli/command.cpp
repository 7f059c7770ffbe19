// SPDX-License-Identifier: MIT
#include "cli/command.h"

#include <QCoreApplication>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(tocsin::Cli)
};

QCommandLineOption sessionOption()
{
    return {
        u"session"_s,
        Words::tr("The session, by its ID or the beginning of it, as status shows it. Default: the Claude "
                  "Code session in which the command runs, or the only session."),
        u"ID"_s};
}

QList<ExitCode> codesOfStatus()
{
    return {ExitCode::Usage, ExitCode::NotRunning, ExitCode::ServerOutOfReach};
}

/// Of a command that asks the app. A socket that ssh forwards is denied all but the status.
QList<ExitCode> codesOfTheApp()
{
    return codesOfStatus() + QList{ExitCode::Denied};
}

QString codeText(ExitCode code)
{
    switch (code) {
    case ExitCode::Done:
        return Words::tr("0 success");
    case ExitCode::Failed:
        return Words::tr("1 doctor or test found a fault");
    case ExitCode::Usage:
        return Words::tr("64 usage error");
    case ExitCode::NotRunning:
        return Words::tr("69 Tocsin is not running");
    case ExitCode::ServerOutOfReach:
        return Words::tr("75 no response, or rate limited");
    case ExitCode::Denied:
        return Words::tr("77 not logged in, wrong code, code not delivered, or not allowed over ssh");
    }
    return {};
}

QString codesText(const QList<ExitCode>& codes)
{
    QStringList texts{codeText(ExitCode::Done)};
    for (const ExitCode code : codes)
        texts << codeText(code);
    //: %1 is for example "0 success; 64 usage error"
    return Words::tr("Exit codes: %1.").arg(texts.join(u"; "_s));
}

QList<Command> all()
{
    return {
        {.command = CommandName::Hook,
         .name = u"hook"_s,
         .summary =
             Words::tr("Pass a Claude Code hook event from stdin to Tocsin; prints nothing and always exits "
                       "0"),
         .options = {{u"wait"_s, Words::tr("Keep a permission request until it is answered in Tocsin, and "
                                           "print the decision for Claude Code.")}}},
        {.command = CommandName::Status,
         .name = u"status"_s,
         .summary = Words::tr("Show the login, the server and the sessions"),
         .options = {sessionOption(),
                     {u"json"_s, Words::tr("Print JSON.")},
                     {u"diagnostics"_s,
                      Words::tr("Print diagnostics for a bug report (versions, settings, counters and "
                                "recent log lines; names and secrets removed).")}},
         .exitCodes = codesOfStatus()},
        {.command = CommandName::Login,
         .name = u"login"_s,
         .summary = Words::tr("Log in: get a code by text, then enter it"),
         .options = {{u"browser"_s, Words::tr("Open the browser to enter the number.")},
                     {u"phone-stdin"_s,
                      Words::tr("Read the number from stdin without asking, and do not ask for the code.")}},
         .exitCodes = codesOfTheApp()},
        {.command = CommandName::Pair,
         .name = u"pair"_s,
         .summary = Words::tr("Log in with a code that was texted before"),
         .exitCodes = codesOfTheApp()},
        {.command = CommandName::Logout,
         .name = u"logout"_s,
         .summary = Words::tr("Log out and stop all texts"),
         .exitCodes = codesOfTheApp()},
        {.command = CommandName::Logins,
         .name = u"logins"_s,
         .summary = Words::tr("Show where you are logged in, and end logins of other computers"),
         .argument = u"[revoke ID]"_s,
         .argumentHelp = Words::tr(
             "End this login and its texts. The beginning of the ID is enough, as the list shows it."),
         .options = {{u"json"_s, Words::tr("Print JSON.")}},
         .exitCodes = codesOfTheApp()},
        {.command = CommandName::Start,
         .name = u"start"_s,
         .summary = Words::tr("Start texts about a session"),
         .argument = u"[DESCRIPTION]"_s,
         .argumentHelp = Words::tr("Description of the session, used in the texts."),
         .options = {sessionOption()},
         .exitCodes = codesOfTheApp()},
        {.command = CommandName::Stop,
         .name = u"stop"_s,
         .summary = Words::tr("Stop texts about a session"),
         .options = {sessionOption()},
         .exitCodes = codesOfTheApp()},
        {.command = CommandName::Mute,
         .name = u"mute"_s,
         .summary = Words::tr("No notifications and texts for a while, about one session or all"),
         .argument = u"[TIME]"_s,
         .argumentHelp = Words::tr("How long: 15m, 1h (the default), tomorrow, or off to end it."),
         .options = {{u"session"_s,
                      Words::tr("The session, by its ID or the beginning of it. Default: the Claude Code "
                                "session in which the command runs."),
                      u"ID"_s},
                     {u"all"_s, Words::tr("All sessions; the default outside of Claude Code.")}},
         .exitCodes = codesOfTheApp()},
        {.command = CommandName::Away,
         .name = u"away"_s,
         .summary = Words::tr("Say that you are away: texts do not wait for you to react"),
         .exitCodes = codesOfTheApp()},
        {.command = CommandName::Here,
         .name = u"here"_s,
         .summary = Words::tr("Say that you are at the computer"),
         .exitCodes = codesOfTheApp()},
        {.command = CommandName::History,
         .name = u"history"_s,
         .summary = Words::tr("Show past alerts, and what became of their notifications and texts"),
         .options = {{u"lines"_s, Words::tr("How many alerts, 1 to 500. Default: 20."), u"N"_s, u"20"_s},
                     {u"json"_s, Words::tr("Print JSON.")}},
         .exitCodes = codesOfTheApp()},
        {.command = CommandName::Logs,
         .name = u"logs"_s,
         .summary = Words::tr("Print the path of the log and its last lines"),
         .options = {{u"lines"_s, Words::tr("How many lines, 1 to 10000. Default: 20."), u"N"_s, u"20"_s},
                     {u"follow"_s, Words::tr("Go on printing what is added, until Ctrl+C.")}},
         .exitCodes = {ExitCode::Usage}},
        {.command = CommandName::Doctor,
         .name = u"doctor"_s,
         .summary = Words::tr("Check that everything works, and say how to fix what does not"),
         .options = {{u"json"_s, Words::tr("Print JSON.")}},
         .exitCodes = {ExitCode::Failed, ExitCode::Usage}},
        {.command = CommandName::Test,
         .name = u"test"_s,
         .summary = Words::tr("Send a test notification the whole way, from the hook to the screen"),
         .options = {{u"text"_s, Words::tr("Send a text too. It costs what a text costs.")},
                     {u"yes"_s, Words::tr("Do not ask before the text.")},
                     {u"seconds"_s,
                      Words::tr("How long the notification stays, 1 to 60 seconds. Default: 10."), u"N"_s,
                      u"10"_s}},
         .exitCodes = QList{ExitCode::Failed} + codesOfTheApp()},
        {.command = CommandName::Quit,
         .name = u"quit"_s,
         .summary = Words::tr("Quit the running app"),
         .exitCodes = codesOfTheApp()}};
}

bool has(Program program, CommandName command)
{
    switch (command) {
    case CommandName::Hook:
        return program == Program::Bridge;
    case CommandName::Logins:
    case CommandName::History:
    case CommandName::Logs:
    case CommandName::Doctor:
    case CommandName::Test:
    case CommandName::Quit:
        return program == Program::Tocsin;
    case CommandName::Status:
    case CommandName::Login:
    case CommandName::Pair:
    case CommandName::Logout:
    case CommandName::Start:
    case CommandName::Stop:
    case CommandName::Mute:
    case CommandName::Away:
    case CommandName::Here:
        break;
    }
    return true;
}

/// Of every command but the hook, which reads its document and takes nothing else.
QList<QCommandLineOption> commonOptions(const Command& command)
{
    QList<QCommandLineOption> options{{{u"h"_s, u"help"_s}, Words::tr("Show this help.")},
                                      {{u"v"_s, u"version"_s}, Words::tr("Show the version.")}};
    if (command.command != CommandName::Hook)
        options += {
            {u"claude"_s, Words::tr("For slash commands: print everything to stdout and always exit 0.")},
            {u"args-from-stdin"_s, Words::tr("Read the argument (number, code or description) from stdin.")}};
    return options;
}

} // namespace

QList<Command> commandsOf(Program program)
{
    QList<Command> commands;
    for (Command command : all()) {
        if (!has(program, command.command))
            continue;
        command.options += commonOptions(command);
        commands << command;
    }
    return commands;
}

std::optional<Command> findCommand(Program program, const QString& name)
{
    const QList<Command> commands = commandsOf(program);
    const auto found = std::find_if(commands.begin(), commands.end(),
                                    [&](const Command& command) { return command.name == name; });
    return found == commands.end() ? std::nullopt : std::optional{*found};
}

QString programName(Program program)
{
    return program == Program::Tocsin ? u"tocsin"_s : u"tocsin-hookbridge"_s;
}

QString commandList(Program program)
{
    QString text;
    for (const Command& command : commandsOf(program))
        text += u"  "_s + command.name.leftJustified(9) + command.summary + u'\n';
    return text;
}

QString exitCodeHelp(Program program)
{
    QList<ExitCode> codes;
    for (const Command& command : commandsOf(program))
        codes += command.exitCodes;
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codesText(codes);
}

QString exitCodeHelp(const Command& command)
{
    return codesText(command.exitCodes);
}

} // namespace tocsin
