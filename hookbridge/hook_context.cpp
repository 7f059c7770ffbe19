// SPDX-License-Identifier: MIT
#include "hookbridge/hook_context.h"

#include "core/ipc/requests.h"
#include "core/system/system_info.h"
#include "core/system/terminal_variables.h"
#include "hookbridge/teammate.h"

#include <QDateTime>
#include <QJsonObject>
#include <QStringList>
#include <QUuid>

#include <algorithm>
#include <array>
#include <unistd.h>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxVariable = 1024;

constexpr std::array<const char*, 7> Shells{"sh", "bash", "dash", "zsh", "ksh", "fish", "env"};

QString variable(const char* name)
{
    return QString::fromUtf8(qgetenv(name).left(MaxVariable));
}

bool isShell(const QByteArray& name)
{
    return std::any_of(Shells.begin(), Shells.end(), [&](const char* shell) { return name == shell; });
}

/// CLAUDE_PID where Claude sets it; else the nearest ancestor that is not a shell, since Claude runs a hook's
/// command line through one.
qint64 claudePid()
{
    bool isNumber = false;
    const qint64 told = qgetenv("CLAUDE_PID").toLongLong(&isNumber);
    if (isNumber && told > 1)
        return told;
    const qint64 parent = ::getppid();
    qint64 pid = parent;
    for (int i = 0; i < 3; ++i) {
        const ProcessInfo info = processInfo(pid);
        if (!isShell(info.name))
            return pid;
        if (info.parent <= 1)
            break;
        pid = info.parent;
    }
    return parent;
}

ipc::ClaudeInfo claudeProcess()
{
    const qint64 pid = claudePid();
    return {.pid = pid,
            .startTime = QString::fromLatin1(processInfo(pid).startTime),
            .pidNamespace = QString::fromLatin1(pidNamespace()),
            .sessionId = variable("CLAUDE_CODE_SESSION_ID"),
            .entrypoint = variable("CLAUDE_CODE_ENTRYPOINT"),
            .attended = variable("CLAUDE_CODE_SESSION_ATTENDED"),
            .terminal = QString::fromLocal8Bit(controllingTerminal(pid)),
            .isTeammate = isTeammate(pid)};
}

/// SSH_CONNECTION (`client port server port`) without the addresses: the ports are enough to find the ssh.
QString portsAlone(const QString& connection)
{
    const QStringList words = connection.split(u' ');
    return words.size() == 4 ? u"- %1 - %2"_s.arg(words.at(1), words.at(3)) : u"-"_s;
}

QJsonObject terminal()
{
    QJsonObject hints;
    for (const char* name : TerminalVariableNames) {
        const QByteArray value = qgetenv(name);
        if (value.isEmpty() || value.size() > MaxTerminalVariable)
            continue;
        const QString text = QString::fromUtf8(value);
        hints.insert(QLatin1StringView{name}, qstrcmp(name, "SSH_CONNECTION") == 0 ? portsAlone(text) : text);
    }
    return hints;
}

QString hostname()
{
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1);
    return QString::fromUtf8(name.data());
}

} // namespace

HookContext captureHookContext()
{
    HookContext context;
    context.key.monotonicNs = monotonicNs();
    const qint64 wallMs = QDateTime::currentMSecsSinceEpoch();
    context.key.bootId = bootId();
    context.key.id = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    context.header = ipc::HookHeader{.id = QString::fromLatin1(context.key.id),
                                     .bootId = QString::fromLatin1(context.key.bootId),
                                     .monotonicNs = context.key.monotonicNs,
                                     .wallMs = wallMs,
                                     .hostname = hostname(),
                                     .claude = claudeProcess(),
                                     .terminal = terminal()}
                         .toJson();
    return context;
}

} // namespace tocsin
