// SPDX-License-Identifier: MIT
#include "cli/cli.h"

#include "cli/command.h"
#include "cli/doctor_report.h"
#include "cli/log_end.h"
#include "cli/login_conversation.h"
#include "cli/reply_text.h"
#include "cli/test_run.h"
#include "core/base/phone_number.h"
#include "core/ipc/replies.h"
#include "core/ipc/requests.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>

#include <chrono>
#include <optional>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxDescriptionTyped = 400; // the app cuts it to what a text holds
constexpr int MaxLogLines = 10'000;
constexpr int MaxHistoryRows = 500;
constexpr int MaxTestSeconds = 60;

/// One run of one command.
class Cli final
{
    Q_DECLARE_TR_FUNCTIONS(tocsin::Cli)
public:
    Cli(const QStringList& arguments, const CliEnvironment& environment)
        : m_arguments{arguments}
        , m_environment{environment}
        , m_program{programName(environment.program)}
        , m_forClaude{arguments.contains("--claude"_L1)}
        , m_replyText{m_forClaude ? Audience::SlashCommand : Audience::Terminal, m_program}
    {}

    ExitCode run();

private:
    [[nodiscard]] QString generalHelp() const;
    [[nodiscard]] QString help(const Command& command) const;
    [[nodiscard]] QString helpHint(const Command& command) const;
    ExitCode runCommand(const Command& command);
    ExitCode carryOut(const Command& command);

    ExitCode login(const Command& command);
    ExitCode pair(const Command& command);
    ExitCode logins(const Command& command);
    ExitCode start();
    ExitCode stop();
    ExitCode status();
    ExitCode mute(const Command& command);
    ExitCode history(const Command& command);
    ExitCode logs(const Command& command);
    ExitCode test(const Command& command);
    ExitCode quit();

    /// Unlike QCommandLineParser's, of an option that the command does not have it is false without a
    /// warning.
    [[nodiscard]] bool isGiven(const QString& option) const;
    [[nodiscard]] QStringList positional() const { return m_parser.positionalArguments(); }
    /// From 1 on; nothing: the option has no such number.
    [[nodiscard]] std::optional<int> number(const QString& option, int most) const;
    /// Reads what must not be in an argument list; nothing at the end of the input.
    [[nodiscard]] std::optional<QString> secretInput(const QString& question, Echo echo);
    [[nodiscard]] QString session() const;
    ExitCode sendAndPrint(const QJsonObject& request, QString (ReplyText::*words)(const QJsonObject&) const);
    ExitCode printReply(const Expected<QJsonObject, ClientError>& reply,
                        QString (ReplyText::*words)(const QJsonObject&) const);
    /// The reply as a document for programs, also of an app that does not run.
    ExitCode sendAndPrintJson(const QJsonObject& request);
    ExitCode say(const QString& text);
    ExitCode printError(ExitCode code, const QString& text);

    QStringList m_arguments;
    const CliEnvironment& m_environment;
    QString m_program;
    bool m_forClaude;
    ReplyText m_replyText;
    QCommandLineParser m_parser;
};

QString Cli::generalHelp() const
{
    return tr("Usage: %1 COMMAND [OPTIONS]").arg(m_program) + u"\n\n"_s +
           tr("Connects Claude Code to Tocsin, which tells you when Claude needs you.") + u"\n\n"_s +
           commandList(m_environment.program) + u'\n' +
           tr("Run COMMAND --help for details. --version shows the version.") + u'\n' +
           exitCodeHelp(m_environment.program);
}

ExitCode Cli::run()
{
    const QString name = m_arguments.value(1);
    if (name == "--help"_L1 || name == "-h"_L1 || name == "help"_L1)
        return say(generalHelp());
    if (name == "--version"_L1 || name == "-v"_L1)
        return say(m_program + u" " TOCSIN_VERSION ""_s);
    if (const std::optional<Command> command = findCommand(m_environment.program, name))
        return runCommand(*command);
    if (name.isEmpty())
        return printError(ExitCode::Usage, generalHelp());
    return printError(ExitCode::Usage,
                      tr("Unknown command \"%1\". Run \"%2 --help\" for a list.").arg(name, m_program));
}

/// Qt's own text, with a first line that says where the options stand.
QString Cli::help(const Command& command) const
{
    const QString qtHelp = m_parser.helpText();
    QString usage = m_program + u' ' + command.name + u" [OPTIONS]"_s;
    if (!command.argument.isEmpty())
        usage += u' ' + command.argument;
    return tr("Usage: %1").arg(usage) + qtHelp.mid(qtHelp.indexOf(u'\n')).trimmed().prepend(u'\n');
}

QString Cli::helpHint(const Command& command) const
{
    return tr("For help: %1 %2 --help").arg(m_program, command.name);
}

ExitCode Cli::runCommand(const Command& command)
{
    m_parser.setApplicationDescription(command.summary + u".\n"_s + exitCodeHelp(command));
    m_parser.addOptions(command.options);
    if (!command.argument.isEmpty())
        m_parser.addPositionalArgument(command.argument, command.argumentHelp);
    QStringList arguments = m_arguments;
    arguments.removeAt(1);
    if (!m_parser.parse(arguments))
        return printError(ExitCode::Usage, m_parser.errorText() + u'\n' + helpHint(command));
    if (m_parser.isSet(u"help"_s))
        return say(help(command));
    if (m_parser.isSet(u"version"_s))
        return say(m_program + u" " TOCSIN_VERSION ""_s);
    return carryOut(command);
}

ExitCode Cli::carryOut(const Command& command)
{
    using Name = CommandName;
    const bool takesSecret = command.command == Name::Login || command.command == Name::Pair;
    if (command.argument.isEmpty() && !takesSecret && !positional().isEmpty())
        return printError(ExitCode::Usage, tr("Unexpected argument \"%1\".").arg(positional().first()) +
                                               u'\n' + helpHint(command));
    switch (command.command) {
    case Name::Hook: // main() runs it itself
        return ExitCode::Done;
    case Name::Status:
        return status();
    case Name::Login:
        return login(command);
    case Name::Pair:
        return pair(command);
    case Name::Logout:
        return sendAndPrint(ipc::bareRequest(ipc::RequestType::Logout), &ReplyText::plain);
    case Name::Logins:
        return logins(command);
    case Name::Start:
        return start();
    case Name::Stop:
        return stop();
    case Name::Mute:
        return mute(command);
    case Name::Away:
        return sendAndPrint(ipc::PresenceRequest{.isAway = true}.toJson(), &ReplyText::plain);
    case Name::Here:
        return sendAndPrint(ipc::PresenceRequest{.isAway = false}.toJson(), &ReplyText::plain);
    case Name::History:
        return history(command);
    case Name::Logs:
        return logs(command);
    case Name::Doctor:
        return DoctorReport{m_environment, m_replyText}.run(isGiven(u"json"_s));
    case Name::Test:
        return test(command);
    case Name::Quit:
        return quit();
    }
    return ExitCode::Usage;
}

ExitCode Cli::login(const Command& command)
{
    if (!positional().isEmpty())
        return printError(ExitCode::Usage,
                          tr("Do not pass the number as an argument: other users could see it.") + u'\n' +
                              tr("Run the command without it; you will be prompted."));
    const QJsonObject inBrowser = ipc::LoginRequest{.phone = {}, .inBrowser = true}.toJson();
    const bool asksForCode = !m_forClaude && !isGiven(u"phone-stdin"_s) && !isGiven(u"args-from-stdin"_s);
    const LoginConversation conversation{m_environment, m_replyText};
    if (isGiven(u"browser"_s))
        return asksForCode ? conversation.run(inBrowser) : sendAndPrint(inBrowser, &ReplyText::codeSent);
    const QString phone = normalizedNumber(
        secretInput(tr("Phone number with country code (+14155550123): "), Echo::On).value_or(QString{}));
    if (phone.isEmpty() && m_forClaude)
        return sendAndPrint(inBrowser, &ReplyText::codeSent);
    if (phone.isEmpty())
        return printError(ExitCode::Usage,
                          tr("No phone number was entered. To enter it, with + and country code: %1")
                              .arg(m_replyText.commandHint(command.name, u"+14155550123"_s)));
    const QJsonObject request = ipc::LoginRequest{.phone = phone}.toJson();
    return asksForCode ? conversation.run(request) : sendAndPrint(request, &ReplyText::codeSent);
}

ExitCode Cli::pair(const Command& command)
{
    if (!positional().isEmpty())
        return printError(ExitCode::Usage,
                          tr("Do not pass the code as an argument: other users could see it.") + u'\n' +
                              tr("Run the command without it; you will be prompted."));
    if (m_environment.interactive && !m_forClaude && !isGiven(u"args-from-stdin"_s))
        return LoginConversation{m_environment, m_replyText}.enterCode();
    const std::optional<QString> code =
        pairingCode(secretInput(tr("Six-digit code: "), Echo::Off).value_or(QString{}));
    if (!code)
        return printError(ExitCode::Usage, tr("Enter the six-digit code from the text: %1")
                                               .arg(m_replyText.commandHint(command.name, u"123456"_s)));
    return sendAndPrint(ipc::PairRequest{.code = *code}.toJson(), &ReplyText::plain);
}

ExitCode Cli::logins(const Command& command)
{
    const QStringList typed = isGiven(u"args-from-stdin"_s)
                                  ? m_environment.readAll().split(u' ', Qt::SkipEmptyParts)
                                  : positional();
    const bool revokes = typed.size() == 2 && typed.first() == "revoke"_L1;
    if (!typed.isEmpty() && !revokes)
        return printError(ExitCode::Usage, helpHint(command));
    const QJsonObject request = revokes ? ipc::RevokeLoginRequest{.loginId = typed.last()}.toJson()
                                        : ipc::bareRequest(ipc::RequestType::Logins);
    return isGiven(u"json"_s) ? sendAndPrintJson(request) : sendAndPrint(request, &ReplyText::plain);
}

ExitCode Cli::start()
{
    const QString typed = isGiven(u"args-from-stdin"_s) ? m_environment.readAll() : positional().join(u' ');
    return sendAndPrint(ipc::StartRequest{.sessionId = session(),
                                          .description = typed.simplified().left(MaxDescriptionTyped),
                                          .folder = m_environment.folder,
                                          .isNamed = isGiven(u"session"_s) && !m_forClaude}
                            .toJson(),
                        &ReplyText::started);
}

ExitCode Cli::stop()
{
    return sendAndPrint(ipc::SessionRequest{.type = ipc::RequestType::Stop, .sessionId = session()}.toJson(),
                        &ReplyText::plain);
}

ExitCode Cli::status()
{
    if (isGiven(u"diagnostics"_s))
        return sendAndPrint(ipc::bareRequest(ipc::RequestType::Diagnostics), &ReplyText::plain);
    const QJsonObject request =
        ipc::SessionRequest{.type = ipc::RequestType::Status, .sessionId = session()}.toJson();
    return isGiven(u"json"_s) ? sendAndPrintJson(request) : sendAndPrint(request, &ReplyText::status);
}

ExitCode Cli::mute(const Command& command)
{
    const bool hasSession = isGiven(u"session"_s);
    const QStringList typed = isGiven(u"args-from-stdin"_s)
                                  ? m_environment.readAll().split(u' ', Qt::SkipEmptyParts)
                                  : positional();
    if (typed.size() > 1 || (hasSession && isGiven(u"all"_s)))
        return printError(ExitCode::Usage, helpHint(command));
    const QString span = typed.value(0, u"1h"_s).trimmed();
    return sendAndPrint(
        ipc::MuteRequest{.sessionId = isGiven(u"all"_s) ? QString{} : session(), .span = span}.toJson(),
        &ReplyText::plain);
}

ExitCode Cli::history(const Command& command)
{
    const std::optional<int> rows = number(u"lines"_s, MaxHistoryRows);
    if (!rows)
        return printError(ExitCode::Usage, helpHint(command));
    const QJsonObject request = ipc::HistoryRequest{.rows = *rows}.toJson();
    return isGiven(u"json"_s) ? sendAndPrintJson(request) : sendAndPrint(request, &ReplyText::plain);
}

ExitCode Cli::logs(const Command& command)
{
    const std::optional<int> wanted = number(u"lines"_s, MaxLogLines);
    if (!wanted)
        return printError(ExitCode::Usage, helpHint(command));
    const LogEnd end = readLogEnd(m_environment.logFile, *wanted);
    static_cast<void>(say(m_environment.logFile));
    if (!end.exists)
        static_cast<void>(say(tr("There is no log yet: Tocsin writes it while it runs.")));
    for (const QString& line : end.lines)
        m_environment.out << line << '\n';
    m_environment.out.flush();
    if (isGiven(u"follow"_s))
        m_environment.follow(m_environment.logFile, end.size);
    return ExitCode::Done;
}

ExitCode Cli::test(const Command& command)
{
    const std::optional<int> seconds = number(u"seconds"_s, MaxTestSeconds);
    if (!seconds)
        return printError(ExitCode::Usage, helpHint(command));
    return TestRun{m_environment,
                   m_replyText,
                   {.isTexted = isGiven(u"text"_s),
                    .isConfirmed = isGiven(u"yes"_s),
                    .stay = std::chrono::seconds{*seconds}}}
        .run();
}

ExitCode Cli::quit()
{
    const auto reply = m_environment.ask(ipc::bareRequest(ipc::RequestType::Quit));
    if (!reply || !ipc::isOk(*reply))
        return printReply(reply, &ReplyText::plain);
    return m_environment.waitForQuit()
               ? say(tr("Tocsin has quit."))
               : printError(ExitCode::ServerOutOfReach, tr("Tocsin is still quitting."));
}

bool Cli::isGiven(const QString& option) const
{
    return m_parser.optionNames().contains(option);
}

std::optional<int> Cli::number(const QString& option, int most) const
{
    bool isNumber = false;
    const int number = m_parser.value(option).toInt(&isNumber);
    return isNumber && number >= 1 && number <= most ? std::optional{number} : std::nullopt;
}

std::optional<QString> Cli::secretInput(const QString& question, Echo echo)
{
    if (isGiven(u"args-from-stdin"_s))
        return m_environment.readAll();
    const bool asks = m_environment.interactive && !isGiven(u"phone-stdin"_s);
    return asks ? m_environment.prompt(question, echo, {}) : m_environment.readLine();
}

QString Cli::session() const
{
    const QString named = m_parser.value(u"session"_s);
    return named.isEmpty() ? m_environment.sessionId : named;
}

ExitCode Cli::sendAndPrint(const QJsonObject& request, QString (ReplyText::*words)(const QJsonObject&) const)
{
    return printReply(m_environment.ask(request), words);
}

ExitCode Cli::printReply(const Expected<QJsonObject, ClientError>& reply,
                         QString (ReplyText::*words)(const QJsonObject&) const)
{
    if (reply && ipc::isOk(*reply))
        return say((m_replyText.*words)(*reply));
    const Failure failure = m_replyText.failure(reply);
    return printError(failure.exitCode, failure.message);
}

ExitCode Cli::sendAndPrintJson(const QJsonObject& request)
{
    const auto answer = m_environment.ask(request);
    const bool isOk = answer && ipc::isOk(*answer);
    const Failure failure = isOk ? Failure{} : m_replyText.failure(answer);
    const QJsonObject document =
        answer ? *answer : ipc::ErrorReply{.code = failure.code, .message = failure.message}.toJson();
    static_cast<void>(say(QString::fromUtf8(QJsonDocument{document}.toJson(QJsonDocument::Compact))));
    return isOk || m_forClaude ? ExitCode::Done : failure.exitCode;
}

ExitCode Cli::say(const QString& text)
{
    m_environment.out << text << Qt::endl;
    return ExitCode::Done;
}

ExitCode Cli::printError(ExitCode code, const QString& text)
{
    if (m_forClaude)
        return say(text);
    m_environment.err << text << Qt::endl;
    return code;
}

} // namespace

ExitCode runCli(const QStringList& arguments, const CliEnvironment& environment)
{
    return Cli{arguments, environment}.run();
}

} // namespace tocsin
