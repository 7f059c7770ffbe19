// SPDX-License-Identifier: MIT
#include "hookbridge/hook_context.h"

#include "core/system/system_info.h"
#include "hookbridge/teammate.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>
#include <array>
#include <unistd.h>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxVariable = 1024;

constexpr std::array TerminalHints{"WINDOWID",        "TMUX",         "TMUX_PANE",     "TERM_PROGRAM",
                                   "KITTY_WINDOW_ID", "WEZTERM_PANE", "SSH_CONNECTION"};
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

QJsonObject claudeProcess()
{
    const qint64 pid = claudePid();
    QJsonObject claude{{u"pid"_s, pid},
                       {u"start_time"_s, QString::fromLatin1(processInfo(pid).startTime)},
                       {u"pid_namespace"_s, QString::fromLatin1(pidNamespace())},
                       {u"session_id"_s, variable("CLAUDE_CODE_SESSION_ID")}};
    if (const QString entrypoint = variable("CLAUDE_CODE_ENTRYPOINT"); !entrypoint.isEmpty())
        claude.insert(u"entrypoint"_s, entrypoint);
    if (const QString attended = variable("CLAUDE_CODE_SESSION_ATTENDED"); !attended.isEmpty())
        claude.insert(u"attended"_s, attended);
    if (isTeammate(pid))
        claude.insert(u"teammate"_s, true);
    return claude;
}

QJsonObject terminal()
{
    QJsonObject hints;
    for (const char* name : TerminalHints) {
        if (const QString value = variable(name); !value.isEmpty())
            hints.insert(QLatin1StringView{name}, value);
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
    HookContext origin;
    origin.key.monotonicNs = monotonicNs();
    const qint64 wallMs = QDateTime::currentMSecsSinceEpoch();
    origin.key.bootId = bootId();
    origin.key.id = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    // The times are strings: JSON numbers of this size do not survive every reader.
    const QJsonObject header{{u"type"_s, u"hook"_s},
                             {u"id"_s, QString::fromLatin1(origin.key.id)},
                             {u"boot_id"_s, QString::fromLatin1(origin.key.bootId)},
                             {u"monotonic_ns"_s, QString::number(origin.key.monotonicNs)},
                             {u"wall_ms"_s, QString::number(wallMs)},
                             {u"hostname"_s, hostname()},
                             {u"claude"_s, claudeProcess()},
                             {u"terminal"_s, terminal()}};
    origin.header = QJsonDocument{header}.toJson(QJsonDocument::Compact);
    origin.header.chop(1);
    return origin;
}

QByteArray hookRequest(const HookContext& origin, const QByteArray& event)
{
    return origin.header + ",\"event\":" + event + '}';
}

} // namespace tocsin
