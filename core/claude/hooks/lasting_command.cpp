// SPDX-License-Identifier: MIT
#include "core/claude/hooks/lasting_command.h"

#include "core/claude/hooks/serving_programs.h"
#include "core/claude/hooks/shell_words.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Of a command inside a command inside a command.
constexpr int MaxDepth{4};

bool lasts(const QString& commandLine, int depth);

bool isInterpreter(const QString& program)
{
    static const QRegularExpression interpreter{
        u"^(?:node|nodejs|tsx|ts-node|bun|deno|python[0-9.]*|py|pypy3?|ruby|perl|php|java)$"_s};
    return interpreter.match(program).hasMatch();
}

/// Programs, and words of the shell, that run what follows them.
bool isWrapper(const QString& program)
{
    static const QSet<QString> wrappers =
        wordsOf("sudo doas nohup exec command time nice ionice env setsid stdbuf unbuffer xvfb-run "
                "dotenv dotenvx cross-env env-cmd npx bunx pnpx uvx pipx caffeinate winpty firejail do "
                "then else if ! { elif eval systemd-run dbus-run-session corepack chronic taskset chrt "
                "catchsegv faketime watchdog"_L1);
    return wrappers.contains(program);
}

bool isAssignment(const QString& word)
{
    static const QRegularExpression assignment{u"^[A-Za-z_][A-Za-z0-9_]*\\+?="_s};
    return assignment.match(word).hasMatch();
}

/// Takes options and assignments off the front.
QStringList withoutOptions(QStringList words)
{
    static const QSet<QString> withValue =
        wordsOf("-u -g -n -p -e -f -c -s -C --package --user --cwd --dir --prefix --filter -F "
                "--env-file --with --project --directory -w --workspace"_L1);
    while (!words.isEmpty() && (words.first().startsWith(u'-') || isAssignment(words.first()))) {
        const bool takesValue = withValue.contains(words.first());
        words.removeFirst();
        if (takesValue && !words.isEmpty())
            words.removeFirst();
    }
    return words;
}

bool wordsLast(QStringList words, int depth);

/// npm, pnpm, yarn and bun: their own commands, scripts, and programs of packages.
bool packageManagerLasts(const QString& program, QStringList words, int depth)
{
    words = withoutOptions(std::move(words));
    if (words.isEmpty())
        return false;
    static const QSet<QString> runners = wordsOf("run run-script exec dlx x workspace task"_L1);
    bool isRun{false};
    while (words.size() > 1 && runners.contains(words.first())) {
        isRun = true;
        const bool namesPackage = words.first() == "workspace"_L1;
        words = withoutOptions(words.mid(namesPackage ? 2 : 1));
        if (words.isEmpty())
            return false;
    }
    static const QSet<QString> own =
        wordsOf("install i ci add test t build publish audit update remove create init link pack view "
                "outdated ls list"_L1);
    if (!isRun && own.contains(words.first()))
        return false;
    const bool isScript = isRun || program != "npm"_L1 || words.first() == "start"_L1;
    return (isScript && isServingTarget(words.first())) || wordsLast(words, depth);
}

bool wrappedLasts(const QString& program, const QStringList& words, int depth)
{
    if (isWrapper(program))
        return wordsLast(withoutOptions(words), depth);
    if (program == "npm"_L1 || program == "pnpm"_L1 || program == "yarn"_L1 || program == "bun"_L1 ||
        program == "deno"_L1)
        return packageManagerLasts(program, words, depth);
    static const QSet<QString> runners =
        wordsOf("uv poetry pipenv pdm hatch rye pixi conda bundle mise asdf doppler op devbox direnv "
                "nix aws-vault infisical heroku railway docker podman docker-compose kubectl ddev "
                "lando sail vagrant fly"_L1);
    static const QSet<QString> verbs = wordsOf("run exec x develop -c --command ssh"_L1);
    if (runners.contains(program)) {
        const auto verb = std::find_if(words.begin(), words.end(),
                                       [](const QString& word) { return verbs.contains(word); });
        if (verb == words.end())
            return false;
        const QStringList rest = withoutOptions(words.mid(verb - words.begin() + 1));
        // The container, the host or the profile is named first.
        static const QSet<QString> naming =
            wordsOf("docker podman docker-compose kubectl vagrant direnv aws-vault"_L1);
        return wordsLast(naming.contains(program) ? withoutOptions(rest.mid(1)) : rest, depth);
    }
    static const QSet<QString> monorepoTools = wordsOf("nx turbo lerna moon"_L1);
    if (monorepoTools.contains(program)) { // what they run comes first, then the projects
        QStringList rest = withoutOptions(words);
        if (!rest.isEmpty() && rest.first() == "run"_L1)
            rest = withoutOptions(rest.mid(1));
        return !rest.isEmpty() && isServingTarget(rest.first());
    }
    static const QSet<QString> targets = wordsOf(
        "make gmake just task go-task rake invoke inv mage wireit npm-run-all run-p run-s composer nps poe"_L1);
    if (targets.contains(program))
        return std::any_of(words.begin(), words.end(), [](const QString& word) {
            return !word.startsWith(u'-') && !word.contains(u'=') && isServingTarget(word);
        });
    if (program == "concurrently"_L1)
        return std::any_of(words.begin(), words.end(),
                           [&](const QString& word) { return lasts(word, depth); });
    return false;
}

bool isShell(const QString& program)
{
    static const QSet<QString> shells = wordsOf("sh bash zsh dash fish ksh su script"_L1);
    return shells.contains(program);
}

/// `sh -c '…'`, or a script.
bool shellLasts(const QStringList& words, int depth)
{
    static const QRegularExpression commandOption{u"^(?:-\\w*c|--command)$"_s};
    const qsizetype option = words.indexOf(commandOption);
    if (option >= 0)
        return option + 1 < words.size() && lasts(words.at(option + 1), depth);
    const QStringList rest = withoutOptions(words);
    return !rest.isEmpty() && wordsLast(rest, depth);
}

/// `python -m module` and `python script.py`.
bool interpretedLasts(QStringList words, int depth)
{
    if (words.size() > 1 && words.first() == "-m"_L1)
        return wordsLast(words.mid(1), depth);
    if (!words.isEmpty() && words.first() == "run"_L1) // bun, deno
        words.removeFirst();
    words = withoutOptions(std::move(words));
    return !words.isEmpty() && (isServerScript(words.first()) || wordsLast(words, depth));
}

bool wordsLast(QStringList words, int depth)
{
    words = withoutOptions(std::move(words));
    if (words.isEmpty() || depth > MaxDepth)
        return false;
    static const QSet<QString> informs = wordsOf("--help --version -h -V"_L1);
    if (words.size() == 2 && informs.contains(words.last()))
        return false;
    const QString program = words.first().section(u'/', -1);
    if (program == "timeout"_L1 || program == "gtimeout"_L1 || program == "start-server-and-test"_L1 ||
        program == "wait-on"_L1)
        return false;
    if (isShell(program))
        return shellLasts(words.mid(1), depth + 1);
    const QStringList arguments = words.mid(1);
    if (isInterpreter(program) && interpretedLasts(arguments, depth + 1))
        return true;
    const bool isOwnServer = words.first().endsWith("bin/dev"_L1) ||
                             (words.first().contains(u'/') && isServerScript(words.first()));
    return isOwnServer || isServing(program, arguments) || wrappedLasts(program, arguments, depth + 1);
}

/// A loop without an end of its own.
bool isEndlessLoop(const QString& commandLine)
{
    static const QRegularExpression loop{
        u"\\b(?:while (?:true|:|sleep \\S+|\\[ ?1 ?\\]|\\(\\( ?1 ?\\)\\)|inotifywait\\b[^;]*)|until false|for \\(\\( ?; ?; ?\\)\\)) *[;\\n]"_s};
    static const QRegularExpression wayOut{u"\\b(?:break|exit|return|kill)\\b"_s};
    return loop.match(commandLine).hasMatch() && !wayOut.match(commandLine).hasMatch();
}

/// `tail -f log | grep -m1 ready` ends with its reader.
bool endsItsWriter(const QStringList& words)
{
    static const QRegularExpression reader{
        u"^(?:\\S*/)?(?:head\\b|timeout\\b|(?:e|f)?grep\\b.* -\\w*[qm]|rg\\b.* -\\w*[qm]|sed\\b.*q\\b)"_s};
    return reader.match(words.join(u' ')).hasMatch();
}

bool lasts(const QString& commandLine, int depth)
{
    if (isEndlessLoop(commandLine))
        return true;
    const std::vector<ShellCommand> commands = shellCommands(commandLine);
    for (auto command = commands.begin(); command != commands.end(); ++command) {
        if (!wordsLast(command->words, depth))
            continue;
        const auto next = command + 1;
        if (command->end == ShellSeparator::Pipe && next != commands.end() && endsItsWriter(next->words))
            continue;
        // In the background of its shell it ends with the shell, unless that waits.
        const bool isLeft =
            command->end == ShellSeparator::Background &&
            std::any_of(next, commands.end(),
                        [](const ShellCommand& later) { return later.end != ShellSeparator::Background; }) &&
            std::none_of(next, commands.end(), [](const ShellCommand& later) {
                return later.words.first() == "wait"_L1 || later.words.first() == "fg"_L1;
            });
        if (!isLeft)
            return true;
    }
    return false;
}

} // namespace

bool isLastingCommand(const QString& commandLine)
{
    return lasts(commandLine, 0);
}

} // namespace tocsin
