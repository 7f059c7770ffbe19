// SPDX-License-Identifier: MIT
#include "core/pipeline/doctor_checks.h"

#include "core/claude/plugin/install_command.h"
#include "core/pipeline/status_report.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;
using ipc::Check;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Doctor)
};

Check good(const QString& id, const QString& title)
{
    return {.state = Check::State::Ok, .id = id, .title = title, .remedy = {}};
}

Check warning(const QString& id, const QString& title, const QString& remedy)
{
    return {.state = Check::State::Warning, .id = id, .title = title, .remedy = remedy};
}

Check failed(const QString& id, const QString& title, const QString& remedy)
{
    return {.state = Check::State::Failed, .id = id, .title = title, .remedy = remedy};
}

/// For who is not logged in.
QString textsRemedy()
{
    return Words::tr("To get texts on your phone, run: tocsin login");
}

bool saysSomething(const PresenceFact& fact)
{
    return fact.idle || fact.idleHint || fact.locked || fact.active;
}

} // namespace

Check trayCheck(const TrayFacts& facts)
{
    const QString id = u"tray"_s;
    if (!facts.hasDisplay)
        return warning(id, Words::tr("Tocsin runs without a display."),
                       Words::tr("That is meant for servers; on a desktop, quit and run: tocsin"));
    if (facts.isIconShown)
        return good(id, Words::tr("The tray icon is shown."));
    return warning(id, Words::tr("This desktop shows no tray icons."),
                   Words::tr("Run tocsin again to open its window. GNOME shows icons with the extension "
                             "AppIndicator Support."));
}

QList<Check> notificationChecks(const NotificationFacts& facts)
{
    const QString id = u"notifications"_s;
    if (!facts.hasDisplay)
        return {warning(id, Words::tr("Without a display no notifications are shown."),
                        facts.isLoggedIn ? Words::tr("Texts are sent at once.") : textsRemedy())};
    if (!facts.canShow)
        return {failed(id, Words::tr("No notification service was found."),
                       Words::tr("Install one that fits your desktop, such as dunst or mako."))};
    const QString name = facts.service.service;
    QList<Check> checks{
        !facts.service.available
            ? good(id, Words::tr("The notification service starts with the first notification."))
        : name.isEmpty() ? good(id, Words::tr("Notifications can be shown."))
                         : good(id, Words::tr("Notifications are shown by %1.").arg(name))};
    if (facts.isDoNotDisturb)
        checks << warning(u"do_not_disturb"_s, Words::tr("Do Not Disturb is on."),
                          Words::tr("Turn it off to see notifications."));
    if (!facts.service.available)
        return checks;
    checks << (facts.service.buttons && facts.service.drawnButtons > 0
                   ? good(u"buttons"_s, Words::tr("Notifications have buttons."))
                   : warning(u"buttons"_s, Words::tr("This notification service shows no buttons."),
                             Words::tr("Answer in the window: run tocsin, or click its icon.")));
    checks << (facts.service.sound
                   ? good(u"sounds"_s, Words::tr("Notifications can have a sound."))
                   : warning(u"sounds"_s, Words::tr("This notification service plays no sounds by name."),
                             Words::tr("If you want one, set it in the service's own configuration.")));
    return checks;
}

namespace {

Check storageCheck(bool isLoggedIn, LoginStorage storage)
{
    const QString id = u"keychain"_s;
    const QString title = StatusReport::storageText(storage);
    switch (storage) {
    case LoginStorage::Keychain:
        return good(id, isLoggedIn ? title : Words::tr("A login will be kept in the keychain."));
    case LoginStorage::File:
        return good(id,
                    isLoggedIn ? title : Words::tr("A login will be kept in a file that only you can read."));
    case LoginStorage::Memory:
        return warning(
            id, isLoggedIn ? title : Words::tr("No keychain answers: a login will last until Tocsin ends."),
            Words::tr("Start a keychain. Or start Tocsin with --token-store=file, which keeps the login in "
                      "a file that only you can read."));
    }
    Q_UNREACHABLE();
}

} // namespace

QList<Check> loginChecks(const LoginFacts& facts)
{
    QList<Check> checks;
    if (!facts.problem.isEmpty())
        checks << failed(u"keychain"_s, facts.problem,
                         Words::tr("Unlock or start the keychain; Tocsin then reads the login."));
    else
        checks << storageCheck(facts.isLoggedIn, facts.storage);
    checks << (facts.isLoggedIn ? good(u"login"_s, facts.line)
                                : warning(u"login"_s, facts.line, textsRemedy()));
    return checks;
}

Check serverCheck(const ServerFacts& facts)
{
    const QString id = u"server"_s;
    const QString remedy = Words::tr("The server address is in Settings.");
    switch (facts.answer) {
    case ServerFacts::Answer::Tocsin:
        if (facts.printsTexts)
            return warning(
                id, StatusReport::printedTextsLine(QUrl{facts.url}),
                Words::tr("Whoever runs the server can give it a Twilio account: see its README."));
        return good(id, Words::tr("The server at %1 responds.").arg(facts.url));
    case ServerFacts::Answer::Foreign:
        return failed(id, facts.problem, remedy);
    case ServerFacts::Answer::None:
        break;
    }
    return facts.isNeeded ? failed(id, facts.problem, remedy) : warning(id, facts.problem, remedy);
}

Check clockCheck(std::optional<std::chrono::seconds> offset)
{
    const QString id = u"clock"_s;
    if (!offset)
        return good(id, Words::tr("The clock is compared with the server's once that responds."));
    const QString line = StatusReport::clockLine(*offset);
    return line.isEmpty() ? good(id, Words::tr("The clock agrees with the server's."))
                          : warning(id, line, Words::tr("Run: timedatectl set-ntp true"));
}

QList<Check> sessionChecks(const SessionFacts& facts)
{
    const QString id = u"hooks"_s;
    QList<Check> checks;
    if (facts.running == 0)
        checks << good(id, Words::tr("No Claude Code session runs on this computer now."));
    else if (facts.unheard == 0)
        checks << good(id,
                       Words::tr("%n running Claude Code session(s) send hooks.", nullptr, facts.running));
    else
        checks << failed(id,
                         Words::tr("%n running Claude Code session(s) sent no hook.", nullptr, facts.unheard),
                         Words::tr("Restart any that started before the plugin was installed."));
    if (facts.withoutStatus > 0)
        checks << warning(
            u"status_files"_s,
            Words::tr("The status files of %n session(s) cannot be read.", nullptr, facts.withoutStatus),
            Words::tr("Update Claude Code: without them, an answer in the terminal is noticed later."));
    else if (facts.running > 0)
        checks << good(u"status_files"_s, Words::tr("The sessions' status files can be read."));
    return checks;
}

namespace {

/// How texts behave while it is not known whether the person is here.
QString remedyOfUnknown(const PresenceFacts& facts)
{
    const QString say = Words::tr("To say where you are: tocsin away, tocsin here");
    if (!facts.isLoggedIn)
        return say;
    return facts.canNotify
               ? Words::tr("Texts wait as long as you chose.") + u' ' + say
               : Words::tr("Texts are sent at once all the same, as no notifications can be shown.");
}

QString remedyOf(Trouble trouble)
{
    switch (trouble) {
    case Trouble::ServerUnreachable: // serverCheck() says so
        break;
    case Trouble::TextUndelivered:
        return Words::tr("Check that your phone is on, then run: tocsin test --text");
    case Trouble::HourUsedUp:
        return Words::tr(
            "What still waits for you is texted later. To get fewer texts, open Alerts in Settings.");
    }
    return {};
}

} // namespace

Check presenceCheck(const PresenceFacts& facts)
{
    const QString id = u"presence"_s;
    QStringList sources;
    for (const PresenceFact& fact : facts.sources) {
        if (saysSomething(fact))
            sources << fact.source;
    }
    if (!sources.isEmpty())
        return good(
            id, Words::tr("It is known whether you are at the computer (%1).").arg(sources.join(u", "_s)));
    return warning(id, Words::tr("It is not known whether you are at the computer."), remedyOfUnknown(facts));
}

QList<Check> troubleChecks(const std::set<Trouble>& troubles)
{
    QList<Check> checks;
    for (const Trouble trouble : troubles) {
        for (const QString& line : StatusReport::troubleLines({trouble}))
            checks << warning(wireName(trouble), line, remedyOf(trouble));
    }
    return checks;
}

QList<Check> settingsChecks(const QList<Settings::Ignored>& ignored)
{
    QList<Check> checks;
    for (const Settings::Ignored& one : ignored)
        checks << warning(u"settings"_s,
                          //: %2 is for example "a number from 5 to 240"
                          Words::tr("%1 is ignored: it has to be %2.").arg(one.name, one.expected),
                          one.file.isEmpty()
                              ? Words::tr("Correct or remove this environment variable, then restart Tocsin.")
                              : Words::tr("Correct or remove it in %1, then restart Tocsin.").arg(one.file));
    return checks;
}

QList<Check> stateChecks(const StateFacts& facts)
{
    QList<Check> checks{
        facts.problem.isEmpty()
            ? good(u"disk"_s, Words::tr("Tocsin can save its data."))
            : failed(u"disk"_s, Words::tr("Tocsin cannot save its data: %1").arg(facts.problem),
                     Words::tr("Free up disk space, or check the permissions of %1.").arg(facts.folder))};
    if (facts.unreadable > 0)
        checks << warning(
            u"spool"_s, Words::tr("%n event(s) of Claude Code could not be read.", nullptr, facts.unreadable),
            Words::tr("Please report it; the files *.bad in %1 can then be deleted.")
                .arg(facts.folder + u"/spool"_s));
    return checks;
}

Check pluginCheck(const PluginInstallation& plugin, const QString& configFolder, const QString& source)
{
    using State = PluginInstallation::State;
    const QString id = u"plugin"_s;
    //: %1 is a command
    const QString install = Words::tr("Run: %1").arg(installCommand(source));
    switch (plugin.state) {
    case State::NoClaude:
        return failed(id, Words::tr("Claude Code has not run here: there is no %1.").arg(configFolder),
                      install);
    case State::Absent:
        return failed(id, Words::tr("The plugin is not installed in Claude Code (%1).").arg(configFolder),
                      install);
    case State::Disabled:
        return failed(id, Words::tr("The plugin is turned off in Claude Code (%1).").arg(configFolder),
                      Words::tr("Run: claude plugin enable tocsin@tocsin"));
    case State::Broken:
        return failed(id, Words::tr("Claude Code cannot read the plugin's hooks."), install);
    case State::Working:
        break;
    }
    const QString update =
        Words::tr("Run: claude plugin uninstall tocsin@tocsin && claude plugin install tocsin@tocsin, then "
                  "restart the sessions");
    if (!plugin.version.isEmpty() && plugin.version != QLatin1String{TOCSIN_VERSION})
        return warning(id,
                       Words::tr("Claude Code has version %1 of the plugin; this is Tocsin %2.")
                           .arg(plugin.version, QLatin1String{TOCSIN_VERSION}),
                       update);
    if (plugin.isOutdated)
        return warning(id, Words::tr("Claude Code keeps an older copy of the plugin."), update);
    return good(id, Words::tr("The plugin is installed in Claude Code, version %1.").arg(plugin.version));
}

Check bridgeCheck(const QString& program)
{
    const QString id = u"hookbridge"_s;
    return program.isEmpty()
               ? failed(id, Words::tr("The hooks cannot find tocsin-hookbridge."),
                        Words::tr("Put it on the PATH, or in ~/.local/bin or /usr/local/bin."))
               : good(id, Words::tr("The hooks run %1.").arg(QDir::toNativeSeparators(program)));
}

} // namespace tocsin
