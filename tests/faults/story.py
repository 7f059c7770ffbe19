# SPDX-License-Identifier: MIT
"""What one Claude session does in a fault run: its hooks, one after the other, and what each makes due. A session is
a generator of steps: it yields a Hook, and is sent its Outcome; or a WaitFor, and is sent whether that came."""
import json

from accounts import Due

# A dialog is texted after 6 s, a finished turn after 3 s without another hook. One that is answered so much sooner
# is never texted; a busy machine may make its hooks later than that.
TEXTED = {"permission": 6.0, "question": 6.0, "done": 3.0}
ANSWERED = {"permission": 4.5, "question": 4.5, "done": 2.0}
# Beside everything else on a busy machine, with the server out of reach again and again.
LONGEST_WAIT = 600


class Hook:
    def __init__(self, document):
        self.document = document


class WaitFor:
    """Until the server has the event of this number."""

    def __init__(self, number):
        self.number = number


class Outcome:
    """`sure`: its hookbridge ended by itself. Times of time.monotonic()."""

    def __init__(self, sure, began, ended):
        self.sure, self.began, self.ended = sure, began, ended


class Session:
    def __init__(self, number, hooks, waits, rng):
        self.number, self.left, self.random, self.told = number, hooks, rng, 0
        self.name = f"claude-{number}"
        self.due = []
        self.stands_at = "its beginning"
        # How many hooks are left when it waits next for what it made due.
        self.waits_at = sorted(rng.sample(range(12, hooks), min(waits, max(0, hooks - 12))))

    def hook(self, name, **fields):
        self.left -= 1
        self.stands_at = f"{name}, {self.left} left"
        return Hook(json.dumps({"session_id": self.name, "transcript_path": "/missing.jsonl",
                                "cwd": f"/srv/project-{self.number}", "hook_event_name": name, **fields}))

    def surely(self, name, **fields):
        """Again while its hookbridge is killed: as long as it is not sure, the session may wait for good."""
        first = yield self.hook(name, **fields)
        last = first
        while not last.sure:
            last = yield self.hook(name, **fields)
        return Outcome(True, first.began, last.ended)

    def mark(self):
        self.told += 1
        return self.told, f"s{self.number}_e{self.told}"

    def waits(self):
        waits = bool(self.waits_at) and self.left <= self.waits_at[-1]
        if waits:
            self.waits_at.pop()
        return waits

    def settle(self, number, kind, asked, answer, waits):
        """The rest of what asks for the person: whether it is to be texted, and the person's answer."""
        if waits and asked.sure:
            self.due.append(Due(number, kind, 1, 1))
            self.stands_at = f"waits for {kind} e{number}"
            yield WaitFor(number)
            yield from answer()
            return
        answered = yield from answer()
        quick = answered.ended - asked.began < ANSWERED[kind]
        self.due.append(Due(number, kind, 0, 0 if quick else 1, (answered.ended, asked.began + TEXTED[kind])))

    def prompt(self):
        return (yield from self.surely("UserPromptSubmit", prompt="go on"))

    def dialog(self, kind):
        number, mark = self.mark()
        if kind == "permission":
            tool, asks, answers = "Bash", {"command": f"deploy {mark}"}, {"command": f"deploy {mark}"}
        else:
            tool, asks = "AskUserQuestion", {"questions": [{"question": f"Which one, {mark}?"}]}
            answers = {**asks, "answers": {f"Which one, {mark}?": "the first"}}
        asked = yield self.hook("PermissionRequest", tool_name=tool, tool_input=asks)
        by_tool = self.random.random() < 0.6

        def answer():
            if by_tool:
                return (yield from self.surely("PostToolUse", tool_name=tool, tool_input=answers,
                                               tool_use_id=f"toolu_{mark}"))
            return (yield from self.prompt())
        yield from self.settle(number, kind, asked, answer, self.waits())

    def finish(self):
        number, mark = self.mark()
        asked = yield self.hook("Stop", last_assistant_message=f"Finished {mark}", background_tasks=[])
        yield from self.settle(number, "done", asked, self.prompt, self.waits())

    def errors(self):
        """Several in a row may be one event. A prompt takes back what is not on its way yet, so some wait for the
        last one."""
        number, stopped, row = 0, None, []
        for _ in range(self.random.randrange(1, 5)):
            if self.left <= 3:
                break
            number, mark = self.mark()
            stopped = yield self.hook("StopFailure", error=f"trouble_{mark}")
            row.append(Due(number, "api", int(stopped.sure), 1))
        self.due += row
        if row and stopped.sure and self.random.random() < 0.25:
            self.stands_at = f"waits for api e{number}"
            yield WaitFor(number)
        else:
            for due in row:
                due.least = 0
        yield from self.prompt()

    def tools(self):
        for _ in range(self.random.randrange(1, 4)):
            call = {"tool_name": "Read", "tool_input": {"file_path": f"/srv/{self.left}"},
                    "tool_use_id": f"toolu_{self.left}"}
            if self.left > 4:
                yield self.hook("PreToolUse", **call)
                yield self.hook("PostToolUse", **call)

    def steps(self):
        yield from self.prompt()
        while self.left > 8:
            kind = self.random.choice(("permission", "question", "done", "errors", "errors", "tools"))
            yield from {"permission": lambda: self.dialog("permission"), "question": lambda: self.dialog("question"),
                        "done": self.finish, "errors": self.errors, "tools": self.tools}[kind]()
        while self.left > 1:
            yield self.hook("PostToolUse", tool_name="Read", tool_input={}, tool_use_id="toolu_last")
        yield from self.surely("SessionEnd", reason="prompt_input_exit")
        self.stands_at = "its end"
