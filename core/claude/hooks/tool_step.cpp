// SPDX-License-Identifier: MIT
#include "core/claude/hooks/tool_step.h"

#include "core/base/text.h"
#include "core/claude/hooks/alert_summary.h"
#include "core/claude/hooks/serving_programs.h"
#include "core/claude/hooks/shell_words.h"

#include <QRegularExpression>
#include <QUrl>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxStep{64};
constexpr qsizetype MaxProgram{32};

/// Programs whose first argument is a command of theirs.
bool hasSubcommands(const QString& program)
{
    static const QSet<QString> programs = wordsOf(
        "git gh glab hg svn npm npx pnpm yarn bun deno node-gyp pip pip3 pipx uv poetry conda cargo rustup "
        "go "
        "make ninja just cmake ctest meson bazel mvn gradle dotnet swift docker podman docker-compose "
        "kubectl oc helm terraform tofu ansible apt apt-get dnf brew snap flatpak systemctl journalctl "
        "rails bundle gem composer artisan mix flutter dart"_L1);
    return programs.contains(program);
}

/// `run`, of a script that has a name.
bool isRun(const QString& subcommand)
{
    return subcommand == "run"_L1 || subcommand == "exec"_L1;
}

/// Not an option, a path or a value.
bool isName(const QString& word)
{
    static const QRegularExpression name{u"^[A-Za-z][A-Za-z-]{0,19}(?::[A-Za-z][A-Za-z-]{0,19})?$"_s};
    return name.match(word).hasMatch();
}

/// `FOO=bar make` runs make; so do `sudo make` and `env FOO=bar make`.
qsizetype programAt(const QStringList& words)
{
    static const QRegularExpression assignment{u"^[A-Za-z_][A-Za-z0-9_]*="_s};
    static const QSet<QString> wrappers = wordsOf("sudo env nohup time nice command exec"_L1);
    qsizetype at = 0;
    while (at < words.size() &&
           (wrappers.contains(words.at(at)) || assignment.match(words.at(at)).hasMatch()))
        ++at;
    return at;
}

QString programOf(const QString& word)
{
    static const QRegularExpression name{u"^[A-Za-z0-9_][A-Za-z0-9._+-]*$"_s};
    const QString program = word.mid(word.lastIndexOf(u'/') + 1);
    return program.size() <= MaxProgram && name.match(program).hasMatch() ? program : QString{};
}

QString commandStep(const QString& commandLine)
{
    for (const ShellCommand& command : shellCommands(commandLine)) {
        const qsizetype at = programAt(command.words);
        const QString program = programOf(command.words.value(at));
        if (program == "cd"_L1) // and then does something
            continue;
        QStringList shown{program};
        if (hasSubcommands(program) && isName(command.words.value(at + 1))) {
            shown << command.words.at(at + 1);
            if (isRun(shown.last()) && isName(command.words.value(at + 2)))
                shown << command.words.at(at + 2);
        }
        return shown.join(u' ');
    }
    return {};
}

QString targetOf(const QJsonObject& input)
{
    if (const QString command = input.value("command"_L1).toString(); !command.isEmpty())
        return commandStep(command);
    for (const auto key : {"file_path"_L1, "notebook_path"_L1}) {
        if (const QString path = input.value(key).toString(); !path.isEmpty())
            return path.mid(path.lastIndexOf(u'/') + 1);
    }
    if (const QString agent = input.value("subagent_type"_L1).toString(); isName(agent))
        return agent;
    return QUrl{input.value("url"_L1).toString()}.host();
}

} // namespace

QString toolStep(const hook::ToolCall& call)
{
    return elided(plainLine(toolName(call.tool) + u' ' + targetOf(call.input)), MaxStep);
}

} // namespace tocsin
