// SPDX-License-Identifier: MIT
#include "app/command_line.h"

#include "cli/cli.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

/// Qt's own text with the commands above it.
QString helpOf(const QCommandLineParser& parser)
{
    const QString qtHelp = parser.helpText();
    return Words::tr("Usage: tocsin [OPTIONS]          start the tray app, or show what waits\n"
                     "       tocsin COMMAND [OPTIONS]  ask the running app") +
           u'\n' + qtHelp.section(u'\n', 1, 1) + u"\n\n"_s + Words::tr("Commands:") + u'\n' +
           commandList(Program::Tocsin) + Words::tr("Run \"tocsin COMMAND --help\" for details.") + u'\n' +
           exitCodeHelp(Program::Tocsin) + u'\n' + qtHelp.section(u'\n', 2);
}

CommandLine mistake(const QString& problem)
{
    return {.wish = CommandLine::Wish::Mistake,
            .text = problem + u'\n' + Words::tr("Run \"tocsin --help\" for a list of options.")};
}
} // namespace

CommandLine parseCommandLine(const QStringList& arguments)
{
    const bool asksForHelp = arguments.value(1) == "help"_L1;
    const QStringList levels{u"debug"_s, u"info"_s, u"warning"_s, u"error"_s};
    QCommandLineParser parser;
    parser.setApplicationDescription(Words::tr(
        "Tells you when Claude Code needs you: a notification on your desktop, a text on your phone."));
    const QCommandLineOption help{{u"h"_s, u"help"_s}, Words::tr("Show this help.")};
    const QCommandLineOption version{{u"v"_s, u"version"_s}, Words::tr("Show the version.")};
    const QCommandLineOption headless{
        u"headless"_s, Words::tr("Run without a tray icon or notifications; texts still work.")};
    const QCommandLineOption hidden{u"hidden"_s,
                                    Words::tr("Start in the background without opening a window.")};
    const QCommandLineOption store{
        u"token-store"_s,
        Words::tr("Keep the login in the system's keychain, or in a file that only you "
                  "can read."),
        u"keychain|file"_s, u"keychain"_s};
    const QCommandLineOption level{u"log-level"_s, Words::tr("Log level."), levels.join(u'|'), u"info"_s};
    const QCommandLineOption import{
        u"import-login"_s, Words::tr("Import the login saved by an earlier plugin, then delete its file.")};
    parser.addOptions({help, version, headless, hidden, store, import, level});

    if (!parser.parse(arguments))
        return mistake(parser.errorText());
    if (parser.isSet(help) || asksForHelp)
        return {.wish = CommandLine::Wish::ShowHelp, .text = helpOf(parser)};
    if (parser.isSet(version))
        return {.wish = CommandLine::Wish::ShowVersion, .text = u"tocsin "_s + QLatin1String{TOCSIN_VERSION}};
    if (!parser.positionalArguments().isEmpty())
        return mistake(Words::tr("Unexpected argument: %1").arg(parser.positionalArguments().first()));
    const QString storeName = parser.value(store);
    if (storeName != "keychain"_L1 && storeName != "file"_L1)
        return mistake(
            Words::tr("Invalid value \"%1\" for --token-store (use keychain or file).").arg(storeName));
    if (!levels.contains(parser.value(level)))
        return mistake(Words::tr("Invalid value \"%2\" for --log-level (use %1).")
                           .arg(levels.join(u", "_s), parser.value(level)));
    return {.headless = parser.isSet(headless),
            .hidden = parser.isSet(hidden),
            .tokenStore = storeName == "file"_L1 ? TokenStoreChoice::File : TokenStoreChoice::Keychain,
            .importLogin = parser.isSet(import),
            .logLevel = parser.value(level)};
}

} // namespace tocsin
