// SPDX-License-Identifier: MIT
#include "core/claude/hooks/background_work.h"

#include "core/claude/hooks/lasting_command.h"

#include <QCryptographicHash>
#include <QSet>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

// Older and newer clients name some types differently.
bool isSubagent(const QString& type)
{
    static const QSet<QString> types{u"subagent"_s, u"local_agent"_s, u"agent"_s};
    return types.contains(type);
}

bool isOtherAgent(const QString& type)
{
    static const QSet<QString> types{u"workflow"_s,      u"local_workflow"_s,
                                     u"teammate"_s,      u"in_process_teammate"_s,
                                     u"cloud session"_s, u"remote_agent"_s};
    return types.contains(type);
}

bool isShellType(const QString& type)
{
    static const QSet<QString> types{u"shell"_s, u"local_bash"_s, u"bash"_s};
    return types.contains(type);
}

bool isMonitor(const QString& type)
{
    static const QSet<QString> types{u"monitor"_s, u"monitor_mcp"_s, u"monitor_ws"_s};
    return types.contains(type);
}

bool isOwnUpkeep(const QString& type)
{
    // Claude Code tidies up; nothing of it wakes Claude.
    static const QSet<QString> types{u"dream"_s, u"memory save"_s, u"post_turn_memory"_s, u"auto-mode scan"_s,
                                     u"auto_mode_scan"_s};
    return types.contains(type);
}

QString promptDigest(const QString& prompt)
{
    const QByteArray words = prompt.trimmed().toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(words, QCryptographicHash::Sha256).toHex().left(16));
}

bool isOver(const QString& status)
{
    return status != "running"_L1 && status != "pending"_L1;
}

void count(BackgroundWork& work, const hook::BackgroundTask& task)
{
    if (isSubagent(task.type)) {
        ++work.agents;
        work.agentIds += task.id;
    } else if (isOtherAgent(task.type)) {
        ++work.agents;
    } else if (isMonitor(task.type) || (isShellType(task.type) && isLastingCommand(task.command))) {
        ++work.lastingCommands;
    } else if (!isOwnUpkeep(task.type)) {
        ++work.endingCommands;
    }
}

BackgroundWork workOf(const std::vector<hook::BackgroundTask>& tasks, qsizetype wakeUps,
                      const QString& withoutAgent)
{
    BackgroundWork work{.wakeUps = wakeUps};
    for (const hook::BackgroundTask& task : tasks) {
        const bool isStopping = isSubagent(task.type) && task.id == withoutAgent && !withoutAgent.isEmpty();
        if (!isOver(task.status) && !isStopping)
            count(work, task);
    }
    return work;
}

} // namespace

bool BackgroundWork::isWakeUp(const QString& prompt) const
{
    return wakeUpDigests.contains(promptDigest(prompt));
}

BackgroundWork backgroundWorkOf(const hook::Stop& stop)
{
    BackgroundWork work = workOf(stop.backgroundTasks, stop.wakeUps, {});
    for (const QString& prompt : stop.wakeUpPrompts)
        work.wakeUpDigests += promptDigest(prompt);
    return work;
}

BackgroundWork backgroundWorkOf(const hook::SubagentStop& stop, const QString& agentId)
{
    return workOf(stop.backgroundTasks, stop.wakeUps, agentId);
}

} // namespace tocsin
