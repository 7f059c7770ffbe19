#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A fault run in which the app ends by itself says so at once, with how, and keeps its folder; and the rule by which it
excuses a text that could not be taken back."""
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
from accounts import longest_calm  # noqa: E402
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
        os.kill(child_with(run.pid, "tocsin"), signal.SIGABRT)
        printed = run.communicate(timeout=60)[0]
        self.assertEqual(run.returncode, 1, printed)
        self.assertIn("the app ended by itself: signal SIGABRT", printed)
        kept = pathlib.Path(re.search(r"^kept: (.+)$", printed, re.MULTILINE)[1])
        self.assertTrue((kept / "app.log").exists(), printed)
        shutil.rmtree(kept)


class LongestCalm(unittest.TestCase):
    def test_it_is_what_no_disturbance_touches(self):
        for disturbances, calm in (([], 4), ([(0, 2)], 4), ([(3, 8)], 0), ([(5, 6)], 2), ([(3, 5), (4, 6)], 1),
                                   ([(6.5, 9), (1, 3.5)], 3), ([(4, 5), (4.5, 4.6), (6, 7)], 1), ([(9, 10)], 4)):
            with self.subTest(disturbances=disturbances):
                self.assertEqual(longest_calm((3, 7), disturbances), calm)


if __name__ == "__main__":
    unittest.main(verbosity=2)
