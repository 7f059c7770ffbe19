#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The server's clock is 20 minutes off this computer's, either way: what asks for the person is texted all the same,
and `status` says which clock is off."""
import json
import pathlib
import signal
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from gate import free_port  # noqa: E402
from programs import Programs, run_hook, wait_until  # noqa: E402

BINARIES = sys.argv.pop() if len(sys.argv) > 1 and not sys.argv[-1].startswith("-") else "build/release/bin"
LIBRARY = next(iter(sorted(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)


class OffClocks(unittest.TestCase):
    def setUp(self):
        self.assertIsNotNone(LIBRARY, "libfaketime is missing: see packaging/packages.sh")

    def machine(self, offset):
        folder = self.enterContext(tempfile.TemporaryDirectory(prefix="tocsin-clocks-"))
        port = free_port()
        programs = Programs(BINARIES, folder, port, f"http://127.0.0.1:{port}")
        self.addCleanup(programs.stop, signal.SIGKILL)
        usual = programs.environment
        # Of the wall clock alone: what waits, waits as long as ever.
        programs.environment = {**usual, "LD_PRELOAD": str(LIBRARY), "FAKETIME": offset, "DONT_FAKE_MONOTONIC": "1"}
        programs.start_server()
        programs.environment = usual
        programs.start_app()
        programs.log_in()
        return programs

    def hook(self, programs, name, **fields):
        document = {"session_id": "a", "transcript_path": "/missing.jsonl", "cwd": "/srv/shop",
                    "hook_event_name": name, **fields}
        self.assertEqual(run_hook(programs, json.dumps(document).encode(), timeout=60).returncode, 0)

    def check(self, programs, words):
        texts = lambda: [json.loads(line)["body"] for line in programs.sms_log.read_text().splitlines()]
        wait_until(lambda: any("Needs permission" in text for text in texts()), 60, "the text")
        wait_until(lambda: words in programs.bridge("status")[1], 20, f"'{words}' in status")

    def test_a_request_is_texted_and_the_clock_is_reported(self):
        ahead, behind = self.machine("+20m"), self.machine("-20m")
        for programs in (ahead, behind):
            self.hook(programs, "UserPromptSubmit", prompt="go on")
            self.hook(programs, "PermissionRequest", tool_name="Bash", tool_input={"command": "npm publish"})
        self.check(ahead, "clock is 20 minutes slow")
        self.check(behind, "clock is 20 minutes fast")


if __name__ == "__main__":
    unittest.main(verbosity=2)
