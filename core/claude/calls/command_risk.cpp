// SPDX-License-Identifier: MIT
#include "core/claude/calls/command_risk.h"

#include "core/claude/calls/path_risk.h"
#include "core/claude/calls/visible_text.h"
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

QString programOf(const QString& word)
{
    return word.section(u'/', -1);
}

bool isShell(const QString& program)
{
    static const QSet<QString> shells = wordsOf("sh bash zsh dash ksh fish csh tcsh ash rbash busybox"_L1);
    return shells.contains(program);
}

bool isInterpreter(const QString& program)
{
    static const QRegularExpression interpreter{
        u"^(?:node|nodejs|tsx|ts-node|bun|deno|python[0-9.]*|pypy3?|ruby|perl|php|lua|java|osascript|pwsh|"
        u"awk|gawk|mawk|sed|"
        "make|gmake|just|task|rake|gradlew?|mvnw?|ant|cargo|go|npm|npx|pnpm|pnpx|yarn|bunx|uv|uvx|pip[0-9.]*|"
        "pipx|poetry|gem|"
        "bundle|composer|docker|podman|docker-compose|kubectl|helm|terraform|ansible[a-z-]*|ssh|source|\\.|"
        "eval|pytest|tox|"
        "cmake|ninja|ctest|vim?|nvim|emacs|ed|ex|man|less|more|gdb|strace|script|xargs|parallel|find|fd|env|tar|rsync|git)$"_s};
    return interpreter.match(program).hasMatch();
}

/// A single letter of a group of them, `-rf`, or the long option.
bool hasOption(const QStringList& words, QChar letter, const QString& name)
{
    return std::any_of(words.begin(), words.end(), [&](const QString& word) {
        if (word.startsWith("--"_L1))
            return !name.isEmpty() && word.size() > 3 && name.startsWith(word.section(u'=', 0, 0));
        return word.startsWith(u'-') && word.contains(letter, Qt::CaseInsensitive);
    });
}

class CommandReader final
{
public:
    void read(const QString& commandLine, int depth)
    {
        const std::vector<ShellCommand> commands = shellCommands(commandLine);
        bool isFed = false;
        for (const ShellCommand& command : commands) {
            if (isFed)
                readFed(command.words);
            readCommand(command.words, depth);
            isFed = command.end == ShellSeparator::Pipe;
        }
        readPaths(commandLine);
        static const QRegularExpression fed{
            u"\\b(?:sh|bash|zsh|dash|ksh|fish|eval|source)\\b[^;|&\\n]*(?:<<|<\\(|\\$\\(|`)"_s};
        if (fed.match(commandLine).hasMatch())
            m_signs.insert(RiskSign::FeedsShell);
    }

    [[nodiscard]] std::set<RiskSign> signs() && { return std::move(m_signs); }

private:
    /// At the end of a pipe.
    void readFed(const QStringList& words)
    {
        const bool runs = std::any_of(words.begin(), words.end(), [](const QString& word) {
            const QString program = programOf(word);
            static const QSet<QString> runners =
                wordsOf("node nodejs bun deno python python2 python3 ruby perl php lua xargs parallel "
                        "source . eval ssh psql mysql sqlite3 at batch crontab"_L1);
            return isShell(program) || runners.contains(program);
        });
        if (runs)
            m_signs.insert(RiskSign::FeedsShell);
    }

    void readCommand(const QStringList& words, int depth)
    {
        for (qsizetype i = 0; i < words.size(); ++i) {
            const QString program = programOf(words.at(i));
            const QStringList rest = words.mid(i + 1);
            readProgram(program, rest);
            const bool isScript = i > 0 && isCommandOption(words.at(i - 1));
            if (depth < MaxDepth && words.at(i).contains(u' ') && (isScript || runsItsWords(words)))
                read(words.at(i), depth + 1);
        }
        if (words.first().contains(u'/') || isShell(words.first()) || isInterpreter(programOf(words.first())))
            m_signs.insert(RiskSign::RunsUnknown);
        if (words.first().contains(u'$') || words.first().contains(u'*'))
            m_signs.insert(RiskSign::FeedsShell);
    }

    static bool isCommandOption(const QString& word)
    {
        static const QRegularExpression option{u"^(?:-\\w*[ce]|--command|--eval|--exec)$"_s};
        return option.match(word).hasMatch();
    }

    static bool runsItsWords(const QStringList& words)
    {
        static const QSet<QString> runners =
            wordsOf("eval ssh watch trap parallel xargs su script time nohup env exec"_L1);
        return std::any_of(words.begin(), words.end(),
                           [](const QString& word) { return runners.contains(programOf(word)); });
    }

    void readProgram(const QString& program, const QStringList& rest)
    {
        static const QSet<QString> root =
            wordsOf("sudo doas su pkexec run0 gosu setpriv sudoedit chroot nsenter unshare"_L1);
        static const QSet<QString> disks = wordsOf(
            "dd fdisk sfdisk cfdisk gdisk sgdisk parted wipefs blkdiscard losetup cryptsetup mount "
            "umount swapoff swapon hdparm lvremove vgremove pvremove zpool zfs btrfs diskutil fsck"_L1);
        static const QSet<QString> ending =
            wordsOf("shutdown reboot poweroff halt init telinit killall pkill "
                    "systemctl service launchctl loginctl"_L1);
        static const QSet<QString> deleting = wordsOf("shred srm unlink-tree rimraf trash-empty"_L1);
        static const QSet<QString> settings =
            wordsOf("crontab visudo chsh usermod useradd passwd chpasswd update-rc.d dconf gsettings "
                    "tocsin tocsin-hookbridge claude ssh-keygen ssh-copy-id ssh-add"_L1);
        static const QSet<QString> keys = wordsOf("secret-tool security gpg pass kwallet-query "
                                                  "keyctl gnome-keyring"_L1);
        if (root.contains(program))
            m_signs.insert(RiskSign::RunsAsRoot);
        if (disks.contains(program) || program.startsWith("mkfs"_L1) || program.startsWith("mkswap"_L1))
            m_signs.insert(RiskSign::TouchesDisks);
        if (ending.contains(program) || (program == "kill"_L1 && rest.contains(u"-1"_s)))
            m_signs.insert(RiskSign::EndsPrograms);
        if (deleting.contains(program))
            m_signs.insert(RiskSign::DeletesTrees);
        if (settings.contains(program))
            m_signs.insert(RiskSign::ChangesSettings);
        if (keys.contains(program))
            m_signs.insert(RiskSign::TouchesKeys);
        readChanges(program, rest);
        if (program == "git"_L1)
            readGit(rest);
    }

    void readChanges(const QString& program, const QStringList& rest)
    {
        const bool isRecursive = hasOption(rest, u'r', u"--recursive"_s);
        if (program == "rm"_L1 && isRecursive)
            m_signs.insert(RiskSign::DeletesTrees);
        if ((program == "chmod"_L1 || program == "chown"_L1 || program == "chgrp"_L1) && isRecursive)
            m_signs.insert(RiskSign::ChangesSettings);
        const auto has = [&rest](const char* option) { return rest.contains(QLatin1StringView{option}); };
        const bool deletesFound = program == "find"_L1 && (has("-delete") || has("rm"));
        const bool mirrors =
            program == "rsync"_L1 && std::any_of(rest.begin(), rest.end(), [](const auto& word) {
                return word.startsWith("--del"_L1) || word == "--remove-source-files"_L1;
            });
        if (deletesFound || mirrors)
            m_signs.insert(RiskSign::DeletesTrees);
    }

    void readGit(const QStringList& rest)
    {
        static const QSet<QString> changing = wordsOf("config credential filter-branch filter-repo"_L1);
        const auto has = [&rest](const char* word) { return rest.contains(QLatin1StringView{word}); };
        const bool isForced = hasOption(rest, u'f', u"--force"_s) ||
                              std::any_of(rest.begin(), rest.end(), [](const QString& word) {
                                  return word.startsWith("--force"_L1) || word.startsWith(u'+');
                              });
        const bool deletesThere = hasOption(rest, u'd', u"--delete"_s) || has("--mirror") || has("--prune") ||
                                  std::any_of(rest.begin(), rest.end(), [](const QString& word) {
                                      return word.startsWith(u':') && word.size() > 1;
                                  });
        if (has("push") && (isForced || deletesThere))
            m_signs.insert(RiskSign::RewritesHistory);
        if ((has("reset") && has("--hard")) || has("filter-branch") || has("filter-repo") ||
            (has("branch") && rest.contains(u"-D"_s)) || (has("reflog") && has("expire")))
            m_signs.insert(RiskSign::RewritesHistory);
        if (has("clean") && isForced)
            m_signs.insert(RiskSign::DeletesTrees);
        if (std::any_of(rest.begin(), rest.end(),
                        [](const QString& word) { return changing.contains(word); }) ||
            rest.contains(u"-c"_s))
            m_signs.insert(RiskSign::ChangesSettings);
    }

    /// Also what is written to, and what stands in quotes.
    void readPaths(const QString& commandLine)
    {
        static const QRegularExpression ends{u"[\\s'\"`;|&()<>=,{}\\\\]+"_s};
        QStringList words = commandLine.split(ends, Qt::SkipEmptyParts);
        for (const ShellCommand& command : shellCommands(commandLine))
            words += command.words;
        for (const QString& word : std::as_const(words)) {
            switch (riskOfPath(word)) {
            case PathRisk::Keys:
                m_signs.insert(RiskSign::TouchesKeys);
                break;
            case PathRisk::Settings:
                if (!isProgramPath(word))
                    m_signs.insert(RiskSign::ChangesSettings);
                break;
            case PathRisk::Device:
                m_signs.insert(RiskSign::TouchesDisks);
                break;
            case PathRisk::None:
                break;
            }
        }
    }

    static bool isProgramPath(const QString& word)
    {
        static const QRegularExpression program{u"^/(?:usr/(?:local/)?)?s?bin/[\\w.+-]+$"_s};
        return program.match(word).hasMatch();
    }

    std::set<RiskSign> m_signs;
};

bool isReadingGit(const QStringList& words)
{
    static const QSet<QString> reading =
        wordsOf("status diff log show blame describe rev-parse shortlog ls-files"_L1);
    return words.size() > 1 && reading.contains(words.at(1)) &&
           std::none_of(words.begin(), words.end(), [](const QString& word) {
               return word.startsWith("--output"_L1) || word.startsWith("--ext"_L1) || word == "-o"_L1 ||
                      word.startsWith("--no-index"_L1) || word.startsWith("--textconv"_L1);
           });
}

/// One command of a few, in which the shell has nothing to expand.
bool isKnown(const QString& commandLine)
{
    static const QRegularExpression plain{u"^[A-Za-z0-9_./:,@%+-]+(?: [A-Za-z0-9_./:,@%+-]+)*$"_s};
    if (!plain.match(commandLine).hasMatch())
        return false;
    const QStringList words = commandLine.split(u' ');
    static const QSet<QString> anyArguments =
        wordsOf("ls cat head tail wc stat du df basename dirname cmp"_L1);
    static const QSet<QString> noArguments = wordsOf("pwd whoami id date uptime uname hostname"_L1);
    if (noArguments.contains(words.first()))
        return words.size() == 1;
    return anyArguments.contains(words.first()) || (words.first() == "git"_L1 && isReadingGit(words));
}

} // namespace

CallRisk riskOfCommand(const QString& commandLine)
{
    CommandReader reader;
    reader.read(commandLine, 0);
    std::set<RiskSign> signs = std::move(reader).signs();
    if (hidesSomething(commandLine))
        signs.insert(RiskSign::HidesText);
    const bool isShort = isKnown(commandLine);
    if (isShort) { // it only reads
        signs.erase(RiskSign::RunsUnknown);
        signs.erase(RiskSign::ChangesSettings);
    }
    const bool isDangerous =
        std::any_of(signs.begin(), signs.end(), [](RiskSign sign) { return sign != RiskSign::RunsUnknown; });
    const RiskLevel level = isDangerous ? RiskLevel::Dangerous
                            : isShort   ? RiskLevel::Harmless
                                        : RiskLevel::Ordinary;
    return {.level = level, .signs = std::move(signs)};
}

} // namespace tocsin
