// SPDX-License-Identifier: MIT
#include "hookbridge/cli.h"

#include "core/ipc/protocol.h"
#include "hookbridge/reply_text.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <optional>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxDescriptionTyped = 400; // the app cuts it to what a text holds

/// One run of one command.
class Cli final
{
    Q_DECLARE_TR_FUNCTIONS(tocsin::Cli)
public:
    Cli(const QStringList& arguments, const CliEnvironment& environment)
        : m_arguments{arguments}
        , m_environment{environment}
        , m_forClaude{arguments.contains("--claude"_L1)}
        , m_replyText{m_forClaude ? Audience::SlashCommand : Audience::Terminal}
    {}

    ExitCode run();

private:
    struct Command
    {
        QString name;
        QString summary;
        ExitCode (Cli::*run)();
    };

    [[nodiscard]] static QList<Command> commands();
    [[nodiscard]] static QString exitCodes();
    [[nodiscard]] static QString generalHelp();
    void addOptions(const Command& command);
    ExitCode runCommand(const Command& command);

    ExitCode hook();
    ExitCode login();
    ExitCode pair();
    ExitCode start();
    ExitCode stop();
    ExitCode status();
    ExitCode mute();
    ExitCode away();
    ExitCode here();
    ExitCode logout();

    /// The exit code if arguments were given that must not be; nullopt if not.
    [[nodiscard]] std::optional<ExitCode> refusedArguments(const QString& why);
    /// Reads what must not be in an argument list.
    [[nodiscard]] QString secretInput(const QString& question, Echo echo);
    [[nodiscard]] QString session() const;
    ExitCode sendAndPrint(const QJsonObject& request, QString (ReplyText::*words)(const QJsonObject&) const);
    ExitCode say(const QString& text);
    ExitCode printError(ExitCode code, const QString& text);

    QStringList m_arguments;
    const CliEnvironment& m_environment;
    bool m_forClaude;
    ReplyText m_replyText;
    QCommandLineParser m_parser;
};

QList<Cli::Command> Cli::commands()
{
    return {{u"hook"_s,
             tr("Pass a Claude Code hook event from stdin to Tocsin; prints nothing and always exits 0"),
             &Cli::hook},
            {u"login"_s, tr("Text a login code to your phone (prompts for the number)"), &Cli::login},
            {u"pair"_s, tr("Log in with that code (prompts for it)"), &Cli::pair},
            {u"start"_s, tr("Start texts for a Claude session"), &Cli::start},
            {u"stop"_s, tr("Stop texts for a Claude session"), &Cli::stop},
            {u"status"_s, tr("Show the login, the server and the sessions"), &Cli::status},
            {u"mute"_s, tr("No notifications and texts for a while, about one session or all"), &Cli::mute},
            {u"away"_s, tr("Say that you are away: texts do not wait for you to react"), &Cli::away},
            {u"here"_s, tr("Say that you are at the computer"), &Cli::here},
            {u"logout"_s, tr("Log out and stop all texts"), &Cli::logout}};
}

QString Cli::exitCodes()
{
    return tr("Exit codes: 0 success; 64 usage error; 69 Tocsin is not running; 75 server unreachable or "
              "rate limited; "
              "77 not logged in or wrong code.");
}

QString Cli::generalHelp()
{
    QString text = tr("Usage: tocsin-hookbridge COMMAND [OPTIONS]") + u"\n\n"_s +
                   tr("Connects Claude Code to Tocsin, which tells you when Claude needs you.") + u"\n\n"_s;
    for (const Command& command : commands())
        text += u"  "_s + command.name.leftJustified(8) + command.summary + u'\n';
    return text + u'\n' + tr("Run COMMAND --help for details. --version shows the version.") + u'\n' +
           exitCodes();
}

ExitCode Cli::run()
{
    const QString name = m_arguments.value(1);
    if (name == "--help"_L1 || name == "-h"_L1 || name == "help"_L1)
        return say(generalHelp());
    if (name == "--version"_L1 || name == "-v"_L1)
        return say(u"tocsin-hookbridge " TOCSIN_VERSION ""_s);
    const QList<Command> all = commands();
    const auto command =
        std::find_if(all.begin(), all.end(), [&](const Command& known) { return known.name == name; });
    if (command == all.end())
        return printError(ExitCode::Usage, name.isEmpty()
                                               ? generalHelp()
                                               : tr("Unknown command: %1").arg(name) + u'\n' +
                                                     tr("For a list of commands: tocsin-hookbridge --help"));
    return runCommand(*command);
}

void Cli::addOptions(const Command& command)
{
    m_parser.setApplicationDescription(command.summary + u".\n"_s + exitCodes());
    m_parser.addPositionalArgument(command.name, command.summary, command.name);
    m_parser.addOption({{u"h"_s, u"help"_s}, tr("Show this help.")});
    m_parser.addOption({{u"v"_s, u"version"_s}, tr("Show the version.")});
    if (command.name == "hook"_L1) {
        m_parser.addOption(
            {u"wait"_s, tr("Keep a permission request until it is answered in Tocsin, and print "
                           "the decision for Claude Code.")});
        return;
    }
    m_parser.addOption(
        {u"claude"_s, tr("For slash commands: print everything to stdout and always exit 0.")});
    m_parser.addOption(
        {u"args-from-stdin"_s, tr("Read the argument (number, code or description) from stdin.")});
    if (command.name == "login"_L1)
        m_parser.addOptions({{u"browser"_s, tr("Open the browser to enter the number.")},
                             {u"phone-stdin"_s, tr("Read the number from stdin without asking.")}});
    if (command.name == "start"_L1 || command.name == "stop"_L1 || command.name == "status"_L1 ||
        command.name == "mute"_L1)
        m_parser.addOption(
            {u"session"_s,
             tr("The Claude session; by default the one this runs in (CLAUDE_CODE_SESSION_ID)."), u"ID"_s});
    if (command.name == "start"_L1)
        m_parser.addPositionalArgument(u"description"_s, tr("Description of the session, used in the texts."),
                                       u"[DESCRIPTION]"_s);
    if (command.name == "mute"_L1) {
        m_parser.addOption({u"all"_s, tr("All sessions; the default outside of Claude Code.")});
        m_parser.addPositionalArgument(
            u"time"_s, tr("How long: 15m, 1h (the default), tomorrow, or off to end it."), u"[TIME]"_s);
    }
    if (command.name == "status"_L1)
        m_parser.addOptions(
            {{u"json"_s, tr("Print JSON.")},
             {u"diagnostics"_s,
              tr("Print diagnostics for a bug report (versions, settings, counters and recent log lines; "
                 "names and secrets removed).")}});
}

ExitCode Cli::runCommand(const Command& command)
{
    addOptions(command);
    if (!m_parser.parse(m_arguments))
        return printError(ExitCode::Usage, m_parser.errorText() + u'\n' +
                                               tr("For help: tocsin-hookbridge %1 --help").arg(command.name));
    if (m_parser.isSet(u"help"_s))
        return say(m_parser.helpText().trimmed());
    if (m_parser.isSet(u"version"_s))
        return say(u"tocsin-hookbridge " TOCSIN_VERSION ""_s);
    return (this->*command.run)();
}

ExitCode Cli::hook()
{
    return ExitCode::Done; // main() runs the hook itself
}

ExitCode Cli::login()
{
    if (const auto refused =
            refusedArguments(tr("Do not pass the number as an argument: other users could see it.")))
        return *refused;
    const QJsonObject inBrowser = ipc::LoginRequest{.phone = {}, .inBrowser = true}.toJson();
    if (m_parser.isSet(u"browser"_s))
        return sendAndPrint(inBrowser, &ReplyText::codeSent);
    QString phone;
    for (const QChar c : secretInput(tr("Phone number with country code (+14155550123): "), Echo::On)) {
        if (c.isDigit() || c == u'+')
            phone += c;
        else if (!c.isSpace() && !u"-.()/"_s.contains(c))
            phone += u'?'; // the app says what is wrong with a number
    }
    if (phone.isEmpty() && m_forClaude)
        return sendAndPrint(inBrowser, &ReplyText::codeSent);
    if (phone.isEmpty())
        return printError(ExitCode::Usage, tr("Enter your phone number with + and country code: %1")
                                               .arg(m_replyText.commandHint(u"login"_s, u"+14155550123"_s)));
    return sendAndPrint(ipc::LoginRequest{.phone = phone}.toJson(), &ReplyText::codeSent);
}

ExitCode Cli::pair()
{
    if (const auto refused =
            refusedArguments(tr("Do not pass the code as an argument: other users could see it.")))
        return *refused;
    QString code = secretInput(tr("Six-digit code: "), Echo::Off).simplified();
    code.remove(u' ').remove(u'-');
    const bool sixDigits = code.size() == 6 && std::all_of(code.cbegin(), code.cend(),
                                                           [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!sixDigits)
        return printError(ExitCode::Usage, tr("Enter the six-digit code from the text: %1")
                                               .arg(m_replyText.commandHint(u"pair"_s, u"123456"_s)));
    return sendAndPrint(ipc::PairRequest{.code = code}.toJson(), &ReplyText::loggedIn);
}

ExitCode Cli::start()
{
    if (session().isEmpty())
        return printError(ExitCode::Usage,
                          tr("No Claude session given. Run this inside Claude Code, or pass --session ID."));
    const QString typed = m_parser.isSet(u"args-from-stdin"_s)
                              ? m_environment.readAll()
                              : m_parser.positionalArguments().mid(1).join(u' ');
    return sendAndPrint(ipc::StartRequest{.sessionId = session(),
                                          .description = typed.simplified().left(MaxDescriptionTyped),
                                          .folder = m_environment.folder}
                            .toJson(),
                        &ReplyText::started);
}

ExitCode Cli::stop()
{
    if (session().isEmpty())
        return printError(ExitCode::Usage,
                          tr("No Claude session given. Run this inside Claude Code, or pass --session ID."));
    return sendAndPrint(ipc::SessionRequest{.type = ipc::RequestType::Stop, .sessionId = session()}.toJson(),
                        &ReplyText::plain);
}

ExitCode Cli::status()
{
    if (m_parser.isSet(u"diagnostics"_s))
        return sendAndPrint(ipc::bareRequest(ipc::RequestType::Diagnostics), &ReplyText::plain);
    const QJsonObject request =
        ipc::SessionRequest{.type = ipc::RequestType::Status, .sessionId = session()}.toJson();
    if (!m_parser.isSet(u"json"_s))
        return sendAndPrint(request, &ReplyText::status);

    const auto answer = m_environment.ask(request);
    if (answer) {
        static_cast<void>(say(QString::fromUtf8(QJsonDocument{*answer}.toJson(QJsonDocument::Compact))));
        return ipc::isOk(*answer) || m_forClaude ? ExitCode::Done : m_replyText.failure(*answer).exitCode;
    }
    const Failure failure = m_replyText.failure(answer.error());
    const QJsonObject error = ipc::ErrorReply{.code = failure.code, .message = failure.message}.toJson();
    static_cast<void>(say(QString::fromUtf8(QJsonDocument{error}.toJson(QJsonDocument::Compact))));
    return m_forClaude ? ExitCode::Done : failure.exitCode;
}

ExitCode Cli::mute()
{
    const bool hasSession = m_parser.isSet(u"session"_s);
    const QStringList typed = m_parser.isSet(u"args-from-stdin"_s)
                                  ? m_environment.readAll().split(u' ', Qt::SkipEmptyParts)
                                  : m_parser.positionalArguments().mid(1);
    if (typed.size() > 1 || (hasSession && m_parser.isSet(u"all"_s)))
        return printError(ExitCode::Usage, tr("For help: tocsin-hookbridge %1 --help").arg(u"mute"_s));
    const QString span = typed.value(0, u"1h"_s).trimmed();
    return sendAndPrint(
        ipc::MuteRequest{.sessionId = m_parser.isSet(u"all"_s) ? QString{} : session(), .span = span}
            .toJson(),
        &ReplyText::plain);
}

ExitCode Cli::away()
{
    return sendAndPrint(ipc::PresenceRequest{.isAway = true}.toJson(), &ReplyText::plain);
}

ExitCode Cli::here()
{
    return sendAndPrint(ipc::PresenceRequest{.isAway = false}.toJson(), &ReplyText::plain);
}

ExitCode Cli::logout()
{
    return sendAndPrint(ipc::bareRequest(ipc::RequestType::Logout), &ReplyText::plain);
}

std::optional<ExitCode> Cli::refusedArguments(const QString& why)
{
    if (m_parser.positionalArguments().size() < 2)
        return std::nullopt;
    return printError(ExitCode::Usage, why + u'\n' + tr("Run the command without it; you will be prompted."));
}

QString Cli::secretInput(const QString& question, Echo echo)
{
    if (m_parser.isSet(u"args-from-stdin"_s))
        return m_environment.readAll();
    const bool asks = m_environment.interactive && !m_parser.isSet(u"phone-stdin"_s);
    return asks ? m_environment.prompt(question, echo).value_or(QString{}) : m_environment.readLine();
}

QString Cli::session() const
{
    const QString named = m_parser.value(u"session"_s);
    return named.isEmpty() ? m_environment.sessionId : named;
}

ExitCode Cli::sendAndPrint(const QJsonObject& request, QString (ReplyText::*words)(const QJsonObject&) const)
{
    const auto answer = m_environment.ask(request);
    if (answer && ipc::isOk(*answer))
        return say((m_replyText.*words)(*answer));
    const Failure failure = answer ? m_replyText.failure(*answer) : m_replyText.failure(answer.error());
    return printError(failure.exitCode, failure.message);
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
