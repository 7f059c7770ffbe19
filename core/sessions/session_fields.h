// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_fields.h"
#include "core/base/json_fields.h"
#include "core/sessions/session.h"

namespace tocsin {

// Which fields of a session survive the program: all of them (core/base/json_fields.h).

template<typename Fields> void listFields(Fields& fields, ClaudeProcess& process)
{
    fields("pid", process.pid);
    fields("start_time", process.startTime);
    fields("boot", process.bootId);
    fields("pid_namespace", process.pidNamespace);
}

template<typename Fields> void listFields(Fields& fields, SessionInfo& info)
{
    fields("session", info.sessionId);
    fields("name", info.name);
    fields("hostname", info.hostname);
    fields("started_at", info.startedAt);
}

template<typename Fields> void listFields(Fields& fields, BackgroundWork& work)
{
    fields("agents", work.agents);
    fields("ending_commands", work.endingCommands);
    fields("lasting_commands", work.lastingCommands);
    fields("wake_ups", work.wakeUps);
    fields("agent_ids", work.agentIds);
    fields("wake_up_digests", work.wakeUpDigests);
}

template<typename Fields> void listFields(Fields& fields, PendingCompletion& completion)
{
    fields("stamp", completion.stamp);
    fields("stopped_at", completion.stoppedAt);
    fields("due_at", completion.dueAt);
    fields("last_message", completion.lastMessage);
}

template<typename Fields> void listFields(Fields& fields, PendingEnd& end)
{
    fields("at", end.at);
    fields("due_at", end.dueAt);
}

template<typename Fields> void listFields(Fields& fields, AnnouncedQuestion& question)
{
    fields("text", question.text);
    fields("stamp", question.stamp);
    fields("call", question.call);
    fields("at", question.at);
}

template<typename Fields> void listFields(Fields& fields, SeenApiError& error)
{
    fields("text", error.text);
    fields("usage_limit", error.isUsageLimit);
    fields("resets_at", error.resetsAt);
    fields("at", error.at);
    fields("due_at", error.dueAt);
}

template<typename Fields> void listFields(Fields& fields, Turn& turn)
{
    fields("process", turn.process);
    fields("open", turn.isOpen);
    fields("started_at", turn.startedAt);
    fields("own_command", turn.isOwnCommand);
    fields("work_since", turn.workSince);
    fields("failed", turn.hasFailed);
    fields("stopped", turn.wasStopped);
    fields("had_activity", turn.hadActivity);
    fields("inactivity_raised", turn.hasRaisedInactivity);
    fields("background", turn.background);
    fields("completion", turn.completion);
    fields("quiet_end", turn.quietEnd);
    fields("api_error", turn.apiError);
    fields("uses_budget_up", turn.usesBudgetUp);
    fields("question", turn.question);
    fields("blocking_error", turn.blockingError);
    fields("blocking_id", turn.blockingId);
    fields("running_calls", turn.runningCalls);
    fields("answered_calls", turn.answeredCalls);
}

template<typename Fields> void listFields(Fields& fields, SessionTerminal& terminal)
{
    fields("process", terminal.process);
    fields("tty", terminal.tty);
    QStringList variables;
    for (auto it = terminal.variables.begin(); it != terminal.variables.end(); ++it)
        variables += it.key() + u'=' + it.value();
    fields("variables", variables);
    terminal.variables.clear();
    for (const QString& variable : std::as_const(variables))
        terminal.variables.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
}

template<typename Fields> void listFields(Fields& fields, WitnessedStatus& status)
{
    fields("process", status.process);
    fields("state", status.state);
    fields("at", status.at);
    fields("waiting_since", status.waitingSince);
}

template<typename Fields> void listFields(Fields& fields, Session& session)
{
    fields("id", session.id);
    fields("ordinal", session.ordinal);
    fields("hostname", session.hostname);
    fields("transcript", session.transcriptPath);
    fields("processes", session.processes);
    fields("terminals", session.terminals);
    fields("started_at", session.startedAt);
    fields("local", session.isLocal);
    fields("unattended", session.isUnattended);
    fields("teammate", session.isTeammate);
    fields("wished", session.isWished);
    fields("given_name", session.givenName);
    fields("title", session.title);
    fields("prompt_name", session.promptName);
    fields("path", session.path);
    fields("folder", session.folder);
    fields("branch", session.branch);
    fields("distinction", session.distinction);
    fields("state", session.state);
    fields("since", session.since);
    fields("state_stamp", session.stateStamp);
    fields("turn_stamp", session.turnStamp);
    fields("state_at", session.stateAt);
    fields("turn_at", session.turnAt);
    fields("calmed_at", session.calmedAt);
    fields("last_activity_at", session.lastActivityAt);
    fields("awake_at", session.awakeAt);
    fields("jumped_at", session.jumpedAt);
    fields("look_again_at", session.lookAgainAt);
    fields("limit_resets_at", session.limitResetsAt);
    fields("turn", session.turn);
    fields("statuses", session.statuses);
    fields("recent_results", session.recentResults);
    fields("ended_at", session.endedAt);
    fields("handed_over", session.wasHandedOver);
    fields("pending_end", session.pendingEnd);
    fields("pending_loss", session.pendingLoss);
    fields("alive_at", session.aliveAt);
    fields("resumed_in", session.resumedIn);
    fields("fork", session.isFork);
    fields("follower", session.isFollower);
    fields("followed", session.wasFollowed);
}

} // namespace tocsin
