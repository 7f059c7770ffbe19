#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The app and the server, each the real program, with an answer lost or the app killed at each step of a login: both
go on in one of the two states, and no login is lost or stays behind."""
import json
import pathlib
import re
import signal
import sqlite3
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from gate import Gate, free_port  # noqa: E402
from programs import Programs, run_hook, wait_until  # noqa: E402

BINARIES = sys.argv.pop() if len(sys.argv) > 1 and "/" in sys.argv[-1] else "build/release/bin"
PHONE = "+14155550123\n"
LOGIN, EXCHANGE = "/login", "/auth/exchange"
# How a request can fail: hung up on, never answered, or carried out without an answer.
LOSSES = ("refuse", "silent", "forget")


class LostAnswers(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory(prefix="tocsin-lost-"))
        self.gate = Gate(port := free_port())
        self.addCleanup(self.gate.close)
        self.programs = Programs(BINARIES, folder, port, self.gate.url)
        self.addCleanup(self.programs.stop, signal.SIGKILL)
        self.programs.start_server()
        self.start_app()

    @property
    def kept(self):
        return self.programs.folder / "config" / "tocsin" / "login.json"

    def start_app(self):
        self.programs.start_app()
        wait_until(self.programs.status, 20, "the app's start")

    def kill_app(self):
        self.programs.app.kill()
        self.programs.app.wait()

    def phase(self):
        status = self.programs.status()
        return status["login"]["phase"] if status else None

    def ask_code(self):
        return self.programs.bridge("login", given=PHONE)[0]

    def pair(self):
        body = json.loads(self.programs.sms_log.read_text().splitlines()[-1])["body"]
        return self.programs.bridge("pair", given=re.findall(r"\b\d{6}\b", body)[0] + "\n")[0]

    def log_in(self):
        wait_until(lambda: self.ask_code() == 0, 30, "the login")
        self.assertEqual(self.pair(), 0)

    def sql(self, query):
        with sqlite3.connect(f"file:{self.programs.folder / 'server' / 'tocsin.sqlite'}?mode=ro", uri=True) as db:
            return db.execute(query).fetchone()[0]

    def assert_usable(self):
        """The server monitors a session for this login."""
        before = self.sql("SELECT COUNT(*) FROM sessions")
        document = {"session_id": f"claude-{before}", "transcript_path": "/missing.jsonl", "cwd": "/srv/x",
                    "hook_event_name": "UserPromptSubmit", "prompt": "go on"}
        run_hook(self.programs, json.dumps(document).encode(), timeout=60)
        wait_until(lambda: self.sql("SELECT COUNT(*) FROM sessions") > before, 30, "the session's start")
        self.assertEqual(self.phase(), "logged_in")

    def grow_old(self):
        """The kept token is in its last quarter: it is refreshed at once after a start."""
        login = json.loads(self.kept.read_text())
        login["issued_at"] = "2026-01-01T00:00:00Z"
        self.kept.write_text(json.dumps(login))

    def lose(self, path, *losses):
        self.gate.planned[path] = list(losses)

    def try_twice(self, command):
        """The app may have repeated the request already."""
        if command() != 0:
            self.assertEqual(command(), 0)

    def test_a_code_is_asked_for(self):
        for loss in LOSSES:
            with self.subTest(loss):
                self.setUp()
                self.lose(LOGIN, loss)
                self.try_twice(self.ask_code)
                self.assertEqual(self.pair(), 0)
                self.assertEqual(self.gate.planned[LOGIN], [])
                self.assert_usable()

    def test_a_code_is_exchanged(self):
        for loss in LOSSES:
            with self.subTest(loss):
                self.setUp()
                self.try_twice(self.ask_code)
                self.lose(EXCHANGE, loss)
                self.try_twice(self.pair)
                self.assertEqual(self.gate.planned[EXCHANGE], [])
                self.assert_usable()
                self.assertEqual(self.sql("SELECT COUNT(*) FROM logins"), 1)

    def test_the_app_is_killed_while_a_code_is_exchanged(self):
        wait_until(lambda: self.ask_code() == 0, 30, "the login")
        self.gate.before_answer = lambda path: self.programs.app.kill() if path == "/auth/exchange" else None
        self.assertNotEqual(self.pair(), 0)
        self.gate.before_answer = lambda path: None
        self.programs.app.wait()
        self.start_app()
        self.assertEqual(self.phase(), "logged_out")
        self.log_in()
        self.assert_usable()

    def test_a_token_is_refreshed(self):
        self.log_in()
        for losses in (("forget",), ("refuse", "forget"), ("silent",)):
            self.kill_app()
            self.grow_old()
            before = self.gate.seen["/auth/refresh"]
            self.lose("/auth/refresh", *losses)
            self.start_app()
            wait_until(lambda: self.gate.seen["/auth/refresh"] > before, 20, "the refresh")
            self.assert_usable()
        self.assertEqual(self.sql("SELECT COUNT(*) FROM logins"), 1)

    def test_the_app_is_killed_while_a_token_is_refreshed(self):
        self.log_in()
        # Before the answer leaves the server's side, and at moments while it is read, stored and used.
        for pause in (None, 0, 0.002, 0.01, 0.05):
            self.kill_app()
            self.grow_old()
            before = self.gate.seen["/auth/refresh"]
            if pause is None:
                self.gate.before_answer = lambda path: self.programs.app.kill() if path == "/auth/refresh" else None
            self.programs.start_app()
            wait_until(lambda: self.gate.seen["/auth/refresh"] > before, 20, "the refresh")
            time.sleep(pause or 0)
            self.kill_app()
            self.gate.before_answer = lambda path: None
            self.start_app()
            self.assert_usable()
        self.assertEqual(self.sql("SELECT COUNT(*) FROM logins"), 1)

    def is_ended(self):
        return self.sql("SELECT COUNT(*) FROM logins WHERE ended_at IS NULL") == 0

    def check_logged_out(self):
        self.kill_app()
        self.start_app()
        wait_until(self.is_ended, 20, "the end of the login at the server")
        self.assertEqual(self.phase(), "logged_out")
        wait_until(lambda: not self.kept.exists(), 20, "the removal of the login")

    def test_a_logout(self):
        for loss in (None, *LOSSES):
            with self.subTest(loss):
                self.setUp()
                self.log_in()
                self.assert_usable()
                self.lose("/auth/logout", *([loss] if loss else []))
                self.programs.bridge("logout")
                self.assertEqual(self.phase(), "logged_out")
                self.check_logged_out()

    def test_the_app_is_killed_while_it_logs_out(self):
        for answered in (False, True):
            with self.subTest(answered=answered):
                self.setUp()
                self.log_in()
                self.lose("/auth/logout", *([] if answered else ["refuse"]))
                if answered:
                    self.gate.before_answer = lambda path: self.programs.app.kill() if path == "/auth/logout" else None
                self.programs.bridge("logout")
                self.gate.before_answer = lambda path: None
                self.check_logged_out()


if __name__ == "__main__":
    unittest.main(verbosity=2)
