#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A fault run in which the app ends by itself says so at once, with how, and keeps its folder."""
import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from programs import wait_until  # noqa: E402

BINARIES = sys.argv.pop() if len(sys.argv) > 1 and not sys.argv[-1].startswith("-") else "build/release/bin"


def read_if_there(path):
    with contextlib.suppress(OSError):
        return path.read_text()
    return ""


def child_with(parent, *arguments):
    """The process with these first arguments that `parent`, or one of its threads, has started."""
    for children in pathlib.Path(f"/proc/{parent}/task").glob("*/children"):
        for child in read_if_there(children).split():
            command = read_if_there(pathlib.Path(f"/proc/{child}/cmdline")).split("\0")
            if (pathlib.Path(command[0]).name, *command[1:len(arguments)]) == arguments:
                return int(child)
    return None


class FaultRun(unittest.TestCase):
    def test_an_app_that_ends_by_itself_is_reported(self):
        run = subprocess.Popen([sys.executable, "-B", pathlib.Path(__file__).parent / "run", "--bin", BINARIES,
                                "--events", "5000", "--kills", "1", "--sessions", "2", "--limit", "120"],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.addCleanup(run.kill)
        wait_until(lambda: child_with(run.pid, "tocsin-hookbridge", "hook"), 60, "the first hook")
        os.kill(child_with(run.pid, "tocsin"), signal.SIGSEGV)
        printed = run.communicate(timeout=60)[0]
        self.assertEqual(run.returncode, 1, printed)
        self.assertIn("the app ended by itself: signal SIGSEGV", printed)
        kept = pathlib.Path(re.search(r"^kept: (.+)$", printed, re.MULTILINE)[1])
        self.assertTrue((kept / "app.log").exists(), printed)
        shutil.rmtree(kept)


if __name__ == "__main__":
    unittest.main(verbosity=2)
