#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The app gets no time for a while, as on a machine that is busy with something else: what happened meanwhile counts
when it happened, not when the app hears of it."""
import contextlib
import json
import pathlib
import signal
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from accounts import event_session  # noqa: E402
from gate import Gate, free_port  # noqa: E402
from programs import Programs, run_hook, wait_until  # noqa: E402

BINARIES = sys.argv.pop() if len(sys.argv) > 1 and not sys.argv[-1].startswith("-") else "build/release/bin"
CALL = {"tool_name": "Bash", "tool_input": {"command": "make"}, "tool_use_id": "toolu_1"}
QUESTION = {"tool_name": "AskUserQuestion", "tool_input": {"questions": [{"question": "Which one?"}]}}


class Stalled(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory(prefix="tocsin-stalled-"))
        self.gate = Gate(port := free_port())
        self.addCleanup(self.gate.close)
        self.programs = Programs(BINARIES, folder, port, self.gate.url)
        self.addCleanup(self.programs.stop, signal.SIGKILL)
        self.programs.start_server()
        self.programs.start_app()
        self.programs.log_in()

    def hook(self, session, name, **fields):
        document = {"session_id": session, "transcript_path": "/missing.jsonl", "cwd": f"/srv/{session}",
                    "hook_event_name": name, **fields}
        self.assertEqual(run_hook(self.programs, json.dumps(document).encode(), timeout=60).returncode, 0)

    @contextlib.contextmanager
    def stall(self, seconds):
        """`seconds` from the beginning of the block to the end."""
        ends = time.monotonic() + seconds
        self.programs.app.send_signal(signal.SIGSTOP)
        try:
            yield
            time.sleep(max(0, ends - time.monotonic()))
        finally:
            self.programs.app.send_signal(signal.SIGCONT)

    def kinds(self):
        """Of what the server was told. What was sent again, as its answer came too late, has the same key."""
        events = {p.key: p.body["details"]["kind"] for p in list(self.gate.passed) if event_session(p)}
        return sorted(events.values())

    def test_what_was_answered_meanwhile_is_not_told(self):
        for session in ("stops", "asks", "wonders", "control"):
            self.hook(session, "UserPromptSubmit", prompt="go on")
        self.hook("stops", "Stop", background_tasks=[])
        self.hook("asks", "PermissionRequest", **CALL)
        self.hook("wonders", "PermissionRequest", **QUESTION)
        self.hook("control", "StopFailure", error="before")
        wait_until(lambda: self.kinds() == ["api"], 20, "the first event")
        with self.stall(8):
            self.hook("stops", "UserPromptSubmit", prompt="and now the rest")
            self.hook("asks", "PostToolUse", **CALL)
            self.hook("wonders", "UserPromptSubmit", prompt="neither")
            self.hook("control", "StopFailure", error="after")
        # The app may be between two tries to send.
        wait_until(lambda: len(self.kinds()) >= 2, 100, "the last event")
        time.sleep(0.5)  # for what should not come
        self.assertEqual(self.kinds(), ["api", "api"])

    def test_what_nobody_answered_is_told(self):
        for session in ("stops", "asks"):
            self.hook(session, "UserPromptSubmit", prompt="go on")
        self.hook("stops", "Stop", background_tasks=[])
        with self.stall(8):
            self.hook("asks", "PermissionRequest", **CALL)
        wait_until(lambda: len(self.kinds()) >= 2, 20, "the last event")
        self.assertEqual(self.kinds(), ["done", "permission"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
