# SPDX-License-Identifier: MIT
"""A day of the real app and the real hookbridge against the real server: what the client says is held to
openapi.yaml, field by field, as the server's answers are."""
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from contract import check_lines
from real_server import BINARY, RealServer, die_with_parent
from recording_proxy import RecordingProxy

PROGRAMS = pathlib.Path(BINARY).parent
PAYLOADS = pathlib.Path(__file__).resolve().parents[1] / "data" / "payloads"


class App:
    """The tray app without a tray, and its hookbridge."""

    def __init__(self, server_url):
        self.folder = tempfile.TemporaryDirectory(prefix="tocsin-app-")
        self.environment = {**os.environ, "TOCSIN_SOCKET": f"{self.folder.name}/s",
                            "XDG_CONFIG_HOME": f"{self.folder.name}/config", "XDG_DATA_HOME": f"{self.folder.name}/data",
                            "XDG_STATE_HOME": f"{self.folder.name}/state", "CLAUDE_SMS_SERVER_URL": server_url,
                            "CLAUDE_SMS_HEARTBEAT_INTERVAL": "1", "CLAUDE_PID": str(os.getpid())}

    def __enter__(self):
        settings = pathlib.Path(self.folder.name) / "config" / "tocsin" / "tocsin.conf"
        settings.parent.mkdir(parents=True)
        settings.write_text("[sessions]\nminimum_turn=0\n")  # the turns here are short
        self.log = open(f"{self.folder.name}/log", "wb")
        self.process = subprocess.Popen([PROGRAMS / "tocsin", "--headless", "--token-store=file"],
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
                                        preexec_fn=die_with_parent, env=self.environment)
        for _ in range(400):  # each try takes its time: 69 is "not running yet"
            if self.bridge("status").returncode != 69 or self.process.poll() is not None:
                break
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)
        self.log.close()
        self.folder.cleanup()

    def bridge(self, *arguments, given=""):
        return subprocess.run([PROGRAMS / "tocsin-hookbridge", *arguments], input=given, capture_output=True, text=True,
                              timeout=30, preexec_fn=die_with_parent, env=self.environment)

    def hook(self, payload, **changes):
        event = {**json.loads((PAYLOADS / f"{payload}.json").read_text()), "session_id": "shop", "cwd": "/srv/shop",
                 "transcript_path": f"{self.folder.name}/shop.jsonl", **changes}
        done = self.bridge("hook", given=json.dumps(event))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), done


class WhatTheClientSays(unittest.TestCase):
    def test_a_day_is_as_the_contract_says(self):
        with RealServer() as server, RecordingProxy(server.host, server.port) as proxy, App(proxy.url) as app:
            def wait_for(template, count=1):
                return proxy.wait_for(template, server.contract, count)

            login = app.bridge("login", given="+14155550123\n")
            self.assertEqual(login.returncode, 0, login)
            pair = app.bridge("pair", given=server.last_code() + "\n")
            self.assertEqual(pair.returncode, 0, pair)
            app.hook("session-start")
            start = app.bridge("start", "--session", "shop", "x" * 90 + "\U0001F514" * 20)
            self.assertEqual(start.returncode, 0, start)
            app.hook("user-prompt-submit")
            events = "/sessions/{monitoring_id}/events"
            app.hook("permission-request")
            wait_for(events, 1)
            app.hook("user-prompt-submit")
            app.hook("post-tool-use-failure", error="Exit code 1\n/srv/" + "\U0001F514" * 100 + ": Permission denied")
            app.hook("stop", background_tasks=[])
            wait_for(events, 2)
            app.hook("user-prompt-submit")
            app.hook("stop-failure")
            wait_for(events, 3)
            app.hook("user-prompt-submit")
            app.hook("stop", background_tasks=[])
            wait_for(events, 4)
            wait_for("/sessions/{monitoring_id}/heartbeat", 2)
            app.hook("session-end", reason="other")
            wait_for("/sessions/{monitoring_id}/stop")
            logout = app.bridge("logout")
            self.assertEqual(logout.returncode, 0, logout)
            wait_for("/auth/logout")

            kinds = {(r["body"]["event_type"], r["body"]["details"].get("kind")) for r in wait_for(events)}
            self.assertLessEqual({("waiting", "permission"), ("error", "tool"), ("error", "api"), ("done", "done")},
                                 kinds)
            recorded = list(proxy.requests)
            self.assertEqual({r["status"] for r in recorded}, {200})
            self.assertEqual(check_lines([json.dumps(r) for r in recorded], server.contract), 0)
            for request in recorded:
                if re.search("/(start|events|stop)$", request["path"]):
                    self.assertIn("idempotency-key", {name.lower() for name in request["headers"]})


if __name__ == "__main__":
    unittest.main(verbosity=2)
