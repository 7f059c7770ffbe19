# SPDX-License-Identifier: MIT
"""A person at a desktop, with Claude Code sessions and a phone: what the tests of held texts need of the real
programs."""
import collections
import json
import re
import signal
import tempfile
import time
import unittest

from gate import Gate, free_port
from programs import Programs, run_hook, wait_until

CALL = {"tool_name": "Bash", "tool_input": {"command": "make"}, "tool_use_id": "toolu_1"}
# Long enough for a busy machine to kill and start programs within it. A dialog is not texted sooner anyway.
GRACE = 6


class PersonTest(unittest.TestCase):
    binaries = "build/release/bin"

    def computer(self, age=None, beside=None, grace=GRACE, choices=()):
        """An app and a gate of its own before the server, which is that of the computer `beside`, if given.
        `choices`: more lines about alerts for tocsin.conf."""
        folder = self.enterContext(tempfile.TemporaryDirectory(prefix="tocsin-person-"))
        port = beside.programs.port if beside else free_port()
        gate = Gate(port, age)
        self.addCleanup(gate.close)
        programs = Programs(self.binaries, folder, port, gate.url, desktop=True)
        topics = ("permission", "question", "finished", "error")
        programs.choose("[alerts]", *(f"{topic}_grace={grace}" for topic in topics), *choices)
        self.addCleanup(programs.stop, signal.SIGKILL)
        if beside:
            programs.sms_log = beside.programs.sms_log
        else:
            programs.start_server()
        programs.start_app()
        programs.log_in()
        return Computer(self, programs, gate)


class Computer:
    def __init__(self, test, programs, gate):
        self.test, self.programs, self.gate = test, programs, gate

    def hook(self, session, name, **fields):
        document = {"session_id": session, "transcript_path": "/missing.jsonl", "cwd": f"/srv/{session}",
                    "hook_event_name": name, **fields}
        done = run_hook(self.programs, json.dumps(document).encode(), timeout=60)
        self.test.assertEqual(done.returncode, 0)

    def begin(self, *sessions):
        """Sessions at work, which the server monitors."""
        for session in sessions:
            self.hook(session, "UserPromptSubmit", prompt="go on")
        wait_until(lambda: set(sessions) <= set(self.monitored()), 20, "the registration")

    def ask(self, *sessions):
        for session in sessions:
            self.hook(session, "PermissionRequest", **CALL)

    def answer(self, *sessions):
        for session in sessions:
            self.hook(session, "PostToolUse", **CALL)

    def say(self, command):
        """`away` or `here`."""
        self.test.assertEqual(self.programs.bridge(command)[0], 0)

    def lid_closes(self):
        self.programs.app.send_signal(signal.SIGSTOP)
        time.sleep(0.3)
        self.programs.app.kill()
        self.programs.app.wait()

    def starts_again(self):
        self.programs.start_app()
        wait_until(self.programs.status, 20, "the app's start")

    def monitored(self):
        """Session -> its name at the server."""
        return {p.body["claude_session_id"]: p.answer["monitoring_id"] for p in list(self.gate.passed)
                if p.path == "/sessions/start" and p.status == 200}

    def events_path(self, session):
        return f"/sessions/{self.monitored()[session]}/events"

    def events(self, session):
        """What the server answered to the events of a session."""
        path = self.events_path(session)
        return [p for p in list(self.gate.passed) if p.path == path and p.status == 200]

    def withdraw_path(self, session):
        return f"{self.events_path(session)}/{self.events(session)[0].key}/withdraw"

    def withdrawals(self, session):
        return [p for p in list(self.gate.passed) if p.path == self.withdraw_path(session)]

    def is_held(self, session):
        return any("held_until" in p.answer for p in self.events(session))

    def texts(self):
        """How many came to the phone about each session."""
        lines = map(json.loads, self.programs.sms_log.read_text().splitlines())
        names = [re.search(r'Claude: "([^"]+)"', line["body"]) for line in lines]
        return dict(collections.Counter(name[1] for name in names if name))

    def wait_for_texts(self, expected, seconds=20):
        wait_until(lambda: expected.items() <= self.texts().items(), seconds, f"{expected}")
