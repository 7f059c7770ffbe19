# SPDX-License-Identifier: MIT
"""tocsin-server check: what it says of a configuration, and that it leaves everything as it is."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from fake_twilio import KEY, KEY_SECRET, NUMBER, SERVICE, SHORT_CODE, TOKEN, FakeTwilio
import postgres
from postgres import Cluster
from program_test import run
from real_server import BINARY, RealServer, die_with_parent
from tls_test import make_certificate

SECRET = "4f1d0b2a9c8e7f6a5b4c3d2e1f0a9b8c"


class Check(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tocsin-check-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data = self.folder / "data"

    def check(self, *arguments, code=0, **environment):
        """{part: (verdict, what)}"""
        environment = {name: value for name, value in {"JWT_SECRET": SECRET, **environment}.items() if value is not None}
        done = subprocess.run([BINARY, "check", "--data-dir", self.data, *arguments], capture_output=True, text=True, timeout=60,
                              preexec_fn=die_with_parent, env={**os.environ, **environment})
        self.assertEqual((done.returncode, done.stderr), (code, ""), done.stdout)
        self.assertIn("cannot run" if code else "can run", done.stdout.splitlines()[-1])
        for name in ("JWT_SECRET", "JWT_SECRET_PREVIOUS", "TWILIO_AUTH_TOKEN", "TWILIO_API_KEY_SECRET", "DATABASE_URL"):
            if environment.get(name):
                self.assertNotIn(environment[name], done.stdout)
        lines = [re.match(r"(ok|note|WRONG) +(address|TLS|data|secret|previous|database|numbers|limits|texts|reports|metrics|SMS log) +(.+)", line)
                 for line in done.stdout.splitlines()[:-2]]
        self.assertNotIn(None, lines, done.stdout)
        return {m[2]: (m[1], m[3]) for m in lines}

    def test_nothing_set_up_yet(self):
        said = self.check(JWT_SECRET=None)
        self.assertEqual({part: verdict for part, (verdict, _) in said.items()},
                         {"address": "ok", "data": "note", "secret": "note", "database": "note", "numbers": "ok",
                          "limits": "ok", "texts": "note"})
        self.assertEqual(list(self.folder.iterdir()), [])  # it made nothing

    def test_beside_a_server_that_runs(self):
        with RealServer() as server:
            self.data = server.data
            said = self.check(JWT_SECRET=None)
            self.assertEqual([said[part][0] for part in ("data", "secret", "database")], ["ok"] * 3)
            self.assertEqual(server.begin(server.log_in()).status, 200)
            self.data.joinpath("jwt-secret").chmod(0o644)
            self.assertIn("read by others", self.check(code=78, JWT_SECRET=None)["secret"][1])

    def test_secrets(self):
        self.assertEqual(self.check()["secret"][0], "ok")
        # An empty one is what the start says of it.
        self.assertIn("0 bytes", self.check(code=78, JWT_SECRET="")["secret"][1])
        started = run("--port", "0", "--data-dir", str(self.data), JWT_SECRET="", DATABASE_URL="")
        self.assertEqual(started.returncode, 78)
        self.assertIn("JWT_SECRET has 0 bytes", started.stderr)
        for secret in ("x" * 31, "x" * 64, "changeme" * 4, "abcabc" * 10):
            self.assertEqual(self.check(code=78, JWT_SECRET=secret)["secret"][0], "WRONG", secret)
            said = self.check(code=78, JWT_SECRET_PREVIOUS=secret)
            self.assertEqual((said["secret"][0], said["previous"][0]), ("ok", "WRONG"), secret)
        self.assertEqual(self.check(JWT_SECRET_PREVIOUS=SECRET[::-1])["previous"][0], "ok")
        self.assertEqual(self.check(JWT_SECRET_PREVIOUS=SECRET)["previous"][0], "note")

    def test_addresses(self):
        self.assertEqual(self.check("--host", "0.0.0.0", code=78)["address"][0], "WRONG")
        self.assertEqual(self.check("--host", "0.0.0.0", "--behind-proxy")["address"][0], "note")
        self.assertEqual(self.check("--host", "0.0.0.0", "--trust-proxy", "10.0.0.0/8")["address"][0], "ok")

    def test_tls(self):
        good, old = make_certificate(self.folder, "good", 90), make_certificate(self.folder, "old")
        subprocess.run(["openssl", "x509", "-in", old[0], "-signkey", old[1], "-days", "-1", "-out", self.folder / "past.pem"],
                       check=True, capture_output=True)
        for certificate, verdict, says in ((good, "ok", "good until"), (make_certificate(self.folder, "soon", 3), "note", "renew"),
                                           ((self.folder / "past.pem", old[1]), "WRONG", "expired"),
                                           ((good[0], self.folder / "none"), "WRONG", "none")):
            said = self.check("--host", "0.0.0.0", "--tls-cert", certificate[0], "--tls-key", certificate[1],
                              code=78 if verdict == "WRONG" else 0)["TLS"]
            self.assertEqual(said[0], verdict, said)
            self.assertIn(says, said[1])
        good[1].chmod(0o644)
        self.assertIn("chmod", self.check("--tls-cert", good[0], "--tls-key", good[1], code=78)["TLS"][1])

    def test_twilio(self):
        with FakeTwilio() as twilio:
            said = self.check(**twilio.environment())
            self.assertEqual(said["texts"], ("ok", "Twilio knows the account and its number +1***2671"))
            self.assertEqual(said["numbers"][1], "of US, at most 2000 alerts and 500 codes a day in all")
            self.assertIn("https://texts.example.com/twilio/inbound", said["reports"][1])
            self.assertEqual(self.check(**{**twilio.environment(), "PUBLIC_URL": ""})["reports"][0], "note")
            self.assertEqual(twilio.messages, [])
            for change, says in (({"TWILIO_AUTH_TOKEN": TOKEN + "x"}, "TWILIO_AUTH_TOKEN"),
                                 ({"TWILIO_PHONE_NUMBER": NUMBER[:-1] + "2"}, "not a number of this account"),
                                 ({"TWILIO_PHONE_NUMBER": ""}, "TWILIO_PHONE_NUMBER is missing"),
                                 ({"TWILIO_API_BASE_URL": "http://127.0.0.1:9"}, "cannot be reached"),
                                 ({"TWILIO_API_BASE_URL": twilio.environment()["TWILIO_API_BASE_URL"] + "/x"}, "TWILIO_API_BASE_URL")):
                said = self.check(code=78, **{**twilio.environment(), **change})["texts"]
                self.assertEqual(said[0], "WRONG", change)
                self.assertIn(says, said[1])
            self.assertIn("of every country", self.check("--countries", "all", **twilio.environment())["numbers"][1])
            self.assertEqual(self.check(**{**twilio.environment(), "SMS_COUNTRIES": "all"})["numbers"],
                             self.check("--countries", "all", **twilio.environment())["numbers"])
            twilio.account_status = "suspended"
            self.assertIn("not active", self.check(code=78, **twilio.environment())["texts"][1])

    def test_senders_and_keys(self):
        key = {"TWILIO_API_KEY": KEY, "TWILIO_API_KEY_SECRET": KEY_SECRET}
        everywhere = {"TWILIO_PHONE_NUMBER": "", "SMS_COUNTRIES": "all"}
        with FakeTwilio() as twilio:
            account = twilio.environment()
            for change, verdict, says in (
                    ({"TWILIO_FROM": SHORT_CODE}, "ok", "its short code " + SHORT_CODE),
                    ({"TWILIO_FROM": "54322"}, "WRONG", "not a short code of this account"),
                    ({"TWILIO_FROM": "Tocsin"}, "note", "Nobody can reply STOP"),
                    ({"TWILIO_MESSAGING_SERVICE_SID": SERVICE}, "ok", "Messaging Service"),
                    ({"TWILIO_MESSAGING_SERVICE_SID": SERVICE[:-1] + "0"}, "WRONG", "not a Messaging Service of this account")):
                for credentials in ({}, key, {**key, "TWILIO_AUTH_TOKEN": ""}):
                    said = self.check(code=78 if verdict == "WRONG" else 0,
                                      **{**account, **everywhere, **change, **credentials})
                    self.assertEqual(said["texts"][0], verdict, change)
                    self.assertIn(says, said["texts"][1])
                    if verdict != "WRONG":
                        unsigned = "TWILIO_AUTH_TOKEN" in credentials
                        self.assertEqual(said["reports"][0], "note" if unsigned else "ok")
                        self.assertIn("no webhook is served" if unsigned else "texts.example.com", said["reports"][1])
            self.assertEqual(self.check(**account, **key)["texts"][0], "ok")
            wrong = self.check(code=78, **{**account, **key, "TWILIO_API_KEY_SECRET": "wrong"})["texts"]
            self.assertIn("TWILIO_API_KEY_SECRET", wrong[1])
            twilio.key_may = "send"
            self.assertEqual(self.check(**account, **key)["texts"][0], "ok")
            self.assertIn("SMS_COUNTRIES is missing", self.check(
                code=78, **{**account, "TWILIO_PHONE_NUMBER": "", "TWILIO_FROM": "Tocsin"})["texts"][1])

    def test_the_share_of_permissions_and_questions(self):
        for reserved, arguments, environment in ((8, (), {}), (0, (), {"SMS_RESERVED_TEXTS": "0"}),
                                                 (5, ("--reserved-texts", "5"), {"SMS_RESERVED_TEXTS": "0"})):
            self.assertEqual(self.check(*arguments, **environment)["limits"], (
                "ok", f"20 texts an hour to a phone, {reserved} of them only for permissions and questions"))
        # Fewer texts in all: the same share, unless that is set to what cannot be.
        self.assertIn("5 texts an hour to a phone, 2 of them", self.check(SMS_LIMITS="texts-per-phone=5")["limits"][1])
        for wrong in ({"SMS_LIMITS": "texts-per-phone=5", "SMS_RESERVED_TEXTS": "5"},
                      {"SMS_LIMITS": "stale-after=600,silent-session-ends=600"}):
            said = self.check(code=78, **wrong)["texts"][1]
            started = run("--port", "0", "--data-dir", str(self.data), JWT_SECRET=SECRET, **wrong)
            self.assertEqual((started.returncode, started.stderr), (78, f"tocsin-server: {said}\n"))
        self.assertIn("SMS_RESERVED_TEXTS", self.check(code=78, SMS_RESERVED_TEXTS="20")["texts"][1])

    def test_databases(self):
        with Cluster() as cluster:
            url = cluster.url()
            self.assertEqual(self.check(DATABASE_URL=url)["database"][0], "ok")
            self.refused_like_the_start(cluster, "newer version", "INSERT INTO migrations VALUES (99, 0)")
            self.refused_like_the_start(cluster, "read-only", "ALTER DATABASE {database} SET "
                                        "default_transaction_read_only = on")
            self.refused_like_the_start(cluster, "make tables",
                                        f"CREATE ROLE guest LOGIN PASSWORD '{postgres.PASSWORD}'", user="guest")
            self.refused_like_the_start(cluster, "read and write the table", "GRANT CREATE ON SCHEMA public TO guest",
                                        user="guest")
        self.assertEqual(self.check(code=78, DATABASE_URL=url)["database"][0], "WRONG")
        self.assertEqual(self.check(code=78, DATABASE_URL="mysql://u:do-not-print@h/d")["database"][0], "WRONG")
        self.data.mkdir(0o700)
        self.data.joinpath("tocsin.sqlite").write_text("no database at all" * 100)
        self.assertEqual(self.check(code=78)["database"][0], "WRONG")

    def refused_like_the_start(self, cluster, why, statement, user=None):
        url = postgres.fresh_database(cluster.url())
        with RealServer(environment={"DATABASE_URL": url}):
            pass
        postgres.sql(url, statement.format(database=url.rpartition("/")[2].partition("?")[0]))
        if user:
            url += ("&" if "?" in url else "?") + f"user={user}"
        verdict, said = self.check(code=78, DATABASE_URL=url)["database"]
        self.assertEqual(verdict, "WRONG")
        self.assertIn(why, said)
        started = run("--port", "0", "--data-dir", str(self.folder / "other"), JWT_SECRET=SECRET, DATABASE_URL=url)
        self.assertEqual(started.returncode, 73, started.stderr)

    def test_a_log_of_texts(self):
        self.assertIn("codes included", self.check("--sms-log", self.folder / "log")["SMS log"][1])
        self.assertEqual(self.check("--sms-log", self.folder / "none" / "log", code=78)["SMS log"][0], "WRONG")


if __name__ == "__main__":
    unittest.main(verbosity=2)
