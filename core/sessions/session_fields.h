// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"
#include "core/base/json_fields.h"
#include "core/sessions/session.h"
#include "core/sessions/session_event.h"

namespace tocsin {

// Which fields of a session survive the program: all of them (core/base/json_fields.h).

template<typename Fields> void listFields(Fields& fields, HookTimestamp& stamp)
{
    fields("boot", stamp.bootId);
    fields("ns", stamp.ns);
}

template<typename Fields> void listFields(Fields& fields, ToolCallKey& call)
{
    fields("agent", call.agentId);
    fields("tool", call.tool);
    fields("input", call.input);
    fields("id", call.callId);
}

template<typename Fields> void listFields(Fields& fields, ClaudeProcess& process)
{
    fields("pid", process.pid);
    fields("start_time", process.startTime);
    fields("boot", process.bootId);
    fields("pid_namespace", process.pidNamespace);
}

template<typename Fields> void listFields(Fields& fields, Alert& alert)
{
    fields("session", alert.sessionId);
    fields("name", alert.sessionName);
    fields("kind", alert.kind);
    fields("cause", alert.cause);
    fields("text", alert.text);
    fields("raised_at", alert.raisedAt);
    fields("count", alert.count);
}

template<typename Fields> void listFields(Fields& fields, SessionInfo& card)
{
    fields("session", card.sessionId);
    fields("name", card.name);
    fields("hostname", card.hostname);
    fields("started_at", card.startedAt);
}

template<typename Fields> void listFields(Fields& fields, OpenAlert& alert)
{
    fields("number", alert.number);
    fields("cause", alert.cause);
    fields("stamp", alert.stamp);
    fields("raised_at", alert.raisedAt);
    fields("call", alert.call);
}

template<typename Fields> void listFields(Fields& fields, PendingCompletion& done)
{
    fields("stamp", done.stamp);
    fields("stopped_at", done.stoppedAt);
    fields("due_at", done.dueAt);
}

template<typename Fields> void listFields(Fields& fields, PendingEnd& end)
{
    fields("at", end.at);
    fields("due_at", end.dueAt);
}

template<typename Fields> void listFields(Fields& fields, Session& session)
{
    fields("id", session.id);
    fields("hostname", session.hostname);
    fields("transcript", session.transcriptPath);
    fields("claude", session.claude);
    fields("started_at", session.startedAt);
    fields("given_name", session.givenName);
    fields("title", session.title);
    fields("prompt_name", session.promptName);
    fields("folder", session.folder);
    fields("branch", session.branch);
    fields("state", session.state);
    fields("since", session.since);
    fields("state_stamp", session.stateStamp);
    fields("turn_stamp", session.turnStamp);
    fields("state_at", session.stateAt);
    fields("turn_at", session.turnAt);
    fields("last_sign_at", session.lastActivityAt);
    fields("awake_at", session.awakeAt);
    fields("turn_open", session.turnOpen);
    fields("turn_started_at", session.turnStartedAt);
    fields("turn_is_ours", session.turnIsOurs);
    fields("turn_failed", session.turnFailed);
    fields("quiet_told", session.quietTold);
    fields("background_tasks", session.hasBackgroundTasks);
    fields("look_again_at", session.lookAgainAt);
    fields("pending_done", session.pendingDone);
    fields("running_calls", session.runningCalls);
    fields("recent_results", session.recentResults);
    fields("open", session.open);
    fields("ended_at", session.endedAt);
    fields("end_reason", session.endReason);
    fields("held_end", session.heldEnd);
    fields("held_loss", session.heldLoss);
    fields("was_followed", session.wasFollowed);
}

} // namespace tocsin
