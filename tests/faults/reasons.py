# SPDX-License-Identifier: MIT
"""Which documents may be the reason for which server event: more than enough of them, as a document that was changed
may still be read."""
import collections
import json
import re

# What `details.kind` of a server event may come from. `lost` needs a process that ended, and there is none.
HOOKS = {"permission": {"PermissionRequest", "Notification"},
         "question": {"PermissionRequest", "PreToolUse", "Elicitation", "Notification"},
         "idle": {"Notification"}, "message": {"Notification"}, "tool": {"PostToolUseFailure"},
         "api": {"StopFailure"}, "limit_over": {"StopFailure"}, "done": {"Stop", "SessionEnd"}}
NAMES = set().union(*HOOKS.values())
SILENCE = 9.5 * 60
# Hooks that tell of nothing, whatever their fields say.
CALM = ("SessionStart", "UserPromptSubmit", "PostToolUse", "SubagentStop", "PreCompact")


def session_ids(text):
    try:
        return {json.loads(text)["session_id"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {m.decode(errors="replace") for m in re.findall(rb'"session_id"\s*:\s*"([^"]*)', text)}


class Reasons:
    def __init__(self):
        self.given = collections.Counter()  # (session, hook)
        self.last = {}
        self.silent = collections.Counter()

    def note(self, text, now):
        names = [name for name in NAMES if f'"{name}"'.encode() in text]
        for session in session_ids(text):
            if not isinstance(session, str):
                continue
            if now - self.last.get(session, now) > SILENCE:
                self.silent[session] += 1
            self.last[session] = now
            for name in names:
                self.given[session, name] += text.count(f'"{name}"'.encode())

    def allowed(self, session, kind, now):
        if kind == "inactive":
            return self.silent[session] + (now - self.last.get(session, now) > SILENCE)
        return sum(self.given[session, hook] for hook in HOOKS.get(kind, ()))
