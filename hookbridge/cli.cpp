// SPDX-License-Identifier: MIT
#include "hookbridge/cli.h"

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
    Cli(const QStringList& arguments, const CliEnvironment& surroundings)
        : m_arguments{arguments}
        , m_surroundings{surroundings}
        , m_forClaude{arguments.contains("--claude"_L1)}
        , m_answers{m_forClaude ? Audience::SlashCommand : Audience::Terminal}
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
    ExitCode logout();

    /// What a refusal of arguments results in; nullopt when there are none.
    [[nodiscard]] std::optional<ExitCode> refusedArguments(const QString& why);
    /// What the person gives us that must not be in an argument list.
    [[nodiscard]] QString secretInput(const QString& question, Echo echo);
    [[nodiscard]] QString session() const;
    ExitCode sendAndPrint(const QJsonObject& request, QString (ReplyText::*words)(const QJsonObject&) const);
    ExitCode say(const QString& text);
    ExitCode printError(ExitCode code, const QString& text);

    QStringList m_arguments;
    const CliEnvironment& m_surroundings;
    bool m_forClaude;
    ReplyText m_answers;
    QCommandLineParser m_parser;
};

QList<Cli::Command> Cli::commands()
{
    return {{u"hook"_s, tr("Hand Claude Code's event on stdin to Tocsin; prints nothing, always exits 0"),
             &Cli::hook},
            {u"login"_s, tr("Have a code texted to your phone; asks for the number"), &Cli::login},
            {u"pair"_s, tr("Log in with that code; asks for it"), &Cli::pair},
            {u"start"_s, tr("Be texted about a Claude session"), &Cli::start},
            {u"stop"_s, tr("No longer be texted about it"), &Cli::stop},
            {u"status"_s, tr("Show the login, the server and the sessions"), &Cli::status},
            {u"logout"_s, tr("Log out and end all texts"), &Cli::logout}};
}

QString Cli::exitCodes()
{
    return tr(
        "Exit codes: 0 done; 64 wrong usage; 69 Tocsin is not running; 75 the server is out of reach or "
        "asks to wait; 77 not logged in, or a wrong code.");
}

QString Cli::generalHelp()
{
    QString text = tr("Usage: tocsin-hookbridge COMMAND [OPTIONS]") + u"\n\n"_s +
                   tr("Connects Claude Code to Tocsin, which tells you when Claude needs you.") + u"\n\n"_s;
    for (const Command& command : commands())
        text += u"  "_s + command.name.leftJustified(8) + command.summary + u'\n';
    return text + u'\n' + tr("COMMAND --help tells more. --version shows the version.") + u'\n' + exitCodes();
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
                                               : tr("There is no command “%1”.").arg(name) + u'\n' +
                                                     tr("To see them all: tocsin-hookbridge --help"));
    return runCommand(*command);
}

void Cli::addOptions(const Command& command)
{
    m_parser.setApplicationDescription(command.summary + u".\n"_s + exitCodes());
    m_parser.addPositionalArgument(command.name, command.summary, command.name);
    m_parser.addOption({{u"h"_s, u"help"_s}, tr("Show this help.")});
    m_parser.addOption({{u"v"_s, u"version"_s}, tr("Show the version.")});
    if (command.name == "hook"_L1)
        return;
    m_parser.addOption({u"claude"_s, tr("For slash commands: say everything on stdout and always exit 0.")});
    m_parser.addOption({u"args-from-stdin"_s,
                        tr("Take what would follow the command (number, code, description) from stdin.")});
    if (command.name == "login"_L1)
        m_parser.addOptions({{u"browser"_s, tr("Enter the number in the browser, which Tocsin opens.")},
                             {u"phone-stdin"_s, tr("Read the number from stdin without asking.")}});
    if (command.name == "start"_L1 || command.name == "stop"_L1 || command.name == "status"_L1)
        m_parser.addOption({u"session"_s,
                            tr("The Claude session; by default the one this runs in "
                               "(CLAUDE_CODE_SESSION_ID)."),
                            u"ID"_s});
    if (command.name == "start"_L1)
        m_parser.addPositionalArgument(u"description"_s, tr("What the session is about, for the texts."),
                                       u"[DESCRIPTION]"_s);
    if (command.name == "status"_L1)
        m_parser.addOptions(
            {{u"json"_s, tr("Print JSON.")},
             {u"diagnostics"_s,
              tr("Print what a bug report needs: versions, settings, counts and the last lines "
                 "of the log, without names or secrets.")}});
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
    return ExitCode::Done; // main() runs the real one, and never fails
}

ExitCode Cli::login()
{
    if (const auto refused = refusedArguments(
            tr("Other users of this computer can see a command's arguments, so the number is not "
               "given there.")))
        return *refused;
    const QJsonObject inBrowser{{u"type"_s, u"login"_s}, {u"browser"_s, true}};
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
        return printError(ExitCode::Usage, tr("Your phone number is needed, with + and the country code: %1")
                                               .arg(m_answers.commandHint(u"login"_s, u"+14155550123"_s)));
    return sendAndPrint({{u"type"_s, u"login"_s}, {u"phone"_s, phone}}, &ReplyText::codeSent);
}

ExitCode Cli::pair()
{
    if (const auto refused = refusedArguments(tr(
            "Other users of this computer can see a command's arguments, so the code is not given there.")))
        return *refused;
    QString code = secretInput(tr("Six-digit code: "), Echo::Off).simplified();
    code.remove(u' ').remove(u'-');
    const bool sixDigits = code.size() == 6 && std::all_of(code.cbegin(), code.cend(),
                                                           [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!sixDigits)
        return printError(ExitCode::Usage, tr("The code has six digits, as in the text on your phone: %1")
                                               .arg(m_answers.commandHint(u"pair"_s, u"123456"_s)));
    return sendAndPrint({{u"type"_s, u"pair"_s}, {u"code"_s, code}}, &ReplyText::loggedIn);
}

ExitCode Cli::start()
{
    if (session().isEmpty())
        return printError(ExitCode::Usage,
                          tr("Which Claude session? Use this within Claude Code, or name the "
                             "session with --session ID."));
    const QString typed = m_parser.isSet(u"args-from-stdin"_s)
                              ? m_surroundings.readAll()
                              : m_parser.positionalArguments().mid(1).join(u' ');
    return sendAndPrint({{u"type"_s, u"start"_s},
                         {u"session_id"_s, session()},
                         {u"description"_s, typed.simplified().left(MaxDescriptionTyped)},
                         {u"cwd"_s, m_surroundings.folder}},
                        &ReplyText::started);
}

ExitCode Cli::stop()
{
    if (session().isEmpty())
        return printError(ExitCode::Usage,
                          tr("Which Claude session? Use this within Claude Code, or name the "
                             "session with --session ID."));
    return sendAndPrint({{u"type"_s, u"stop"_s}, {u"session_id"_s, session()}}, &ReplyText::plain);
}

ExitCode Cli::status()
{
    if (m_parser.isSet(u"diagnostics"_s))
        return sendAndPrint({{u"type"_s, u"diagnostics"_s}}, &ReplyText::plain);
    QJsonObject request{{u"type"_s, u"status"_s}};
    if (!session().isEmpty())
        request.insert(u"session_id"_s, session());
    if (!m_parser.isSet(u"json"_s))
        return sendAndPrint(request, &ReplyText::status);

    const auto answer = m_surroundings.ask(request);
    if (answer) {
        static_cast<void>(say(QString::fromUtf8(QJsonDocument{*answer}.toJson(QJsonDocument::Compact))));
        return answer->value("ok"_L1).toBool() || m_forClaude ? ExitCode::Done
                                                              : m_answers.failure(*answer).exitCode;
    }
    const Failure failure = m_answers.failure(answer.error());
    const QJsonObject error{
        {u"ok"_s, false},
        {u"error"_s, QJsonObject{{u"code"_s, failure.code}, {u"message"_s, failure.message}}}};
    static_cast<void>(say(QString::fromUtf8(QJsonDocument{error}.toJson(QJsonDocument::Compact))));
    return m_forClaude ? ExitCode::Done : failure.exitCode;
}

ExitCode Cli::logout()
{
    return sendAndPrint({{u"type"_s, u"logout"_s}}, &ReplyText::plain);
}

std::optional<ExitCode> Cli::refusedArguments(const QString& why)
{
    if (m_parser.positionalArguments().size() < 2)
        return std::nullopt;
    return printError(ExitCode::Usage, why + u'\n' + tr("Run it without: you are asked for it."));
}

QString Cli::secretInput(const QString& question, Echo echo)
{
    if (m_parser.isSet(u"args-from-stdin"_s))
        return m_surroundings.readAll();
    const bool asks = m_surroundings.interactive && !m_parser.isSet(u"phone-stdin"_s);
    return asks ? m_surroundings.prompt(question, echo).value_or(QString{}) : m_surroundings.readLine();
}

QString Cli::session() const
{
    const QString named = m_parser.value(u"session"_s);
    return named.isEmpty() ? m_surroundings.sessionId : named;
}

ExitCode Cli::sendAndPrint(const QJsonObject& request, QString (ReplyText::*words)(const QJsonObject&) const)
{
    const auto answer = m_surroundings.ask(request);
    if (answer && answer->value("ok"_L1).toBool())
        return say((m_answers.*words)(*answer));
    const Failure failure = answer ? m_answers.failure(*answer) : m_answers.failure(answer.error());
    return printError(failure.exitCode, failure.message);
}

ExitCode Cli::say(const QString& text)
{
    m_surroundings.out << text << Qt::endl;
    return ExitCode::Done;
}

ExitCode Cli::printError(ExitCode code, const QString& text)
{
    if (m_forClaude)
        return say(text);
    m_surroundings.err << text << Qt::endl;
    return code;
}

} // namespace

ExitCode runCli(const QStringList& arguments, const CliEnvironment& surroundings)
{
    return Cli{arguments, surroundings}.run();
}

} // namespace tocsin
