# SPDX-License-Identifier: MIT
"""The service as systemd runs it, shut in as its unit says. Run by tests/support/own-systemd.sh, with the build folder."""
import contextlib
import http.client
import json
import os
import pathlib
import re
import signal
import ssl
import subprocess
import sys
import threading
import time
import unittest

from fake_twilio import FakeTwilio
from postgres import Cluster, sql
from tls_test import make_certificate

CONFIGURATION = pathlib.Path("/etc/tocsin-server.env")
UNIT = "tocsin-server.service"
README = pathlib.Path(__file__).resolve().parents[2] / "server" / "README.md"
FOLDER = pathlib.Path("/etc/tocsin-test")


def run(*command, code=0):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if done.returncode != code:
        raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}{journal()}")
    return done.stdout


def journal(unit=UNIT):
    subprocess.run(["journalctl", "--sync"], check=True)
    return subprocess.run(["journalctl", "-q", "-o", "cat", "--no-pager", "-u", unit], capture_output=True, text=True).stdout


def shown(name, unit=UNIT):
    return run("systemctl", "show", "-p", name, "--value", unit).strip()


def ask(method, path, body=None, port=3000, tls=None):
    connection = (http.client.HTTPSConnection("localhost", port, timeout=20, context=tls) if tls
                  else http.client.HTTPConnection("127.0.0.1", port, timeout=20))
    with contextlib.closing(connection):
        connection.request(method, path, body and json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())


def ask_code():
    return ask("POST", "/login", {"phone": "+14155550123", "state": "s", "mode": "remote"})[0]


class Service(unittest.TestCase):
    def setUp(self):
        self.configure()

    def tearDown(self):
        subprocess.run(["systemctl", "stop", UNIT], check=True)
        subprocess.run(["systemctl", "reset-failed", UNIT], capture_output=True)

    def configure(self, options="--trust-proxy 127.0.0.1", **variables):
        CONFIGURATION.write_text("".join(f"{name}={value}\n" for name, value in
                                         {"TOCSIN_OPTIONS": options, **variables}.items()))
        CONFIGURATION.chmod(0o600)

    def test_it_starts_reads_its_files_again_and_stops(self):
        run("systemctl", "start", UNIT)
        status, body = ask("GET", "/health")  # who starts it need not wait
        self.assertEqual((status, body["name"]), (200, "Tocsin"))
        run("systemctl", "reload", UNIT)
        self.assertEqual(ask_code(), 200)
        self.assertRegex(journal(), r"\b\d{6}\b")
        run("systemctl", "restart", UNIT)
        run("systemctl", "reload", UNIT)  # at once
        self.assertEqual(ask("GET", "/health")[0], 200)
        run("systemctl", "stop", UNIT)
        self.assertEqual((shown("Result"), shown("ExecMainStatus")), ("success", "0"))
        self.assertIn('"message":"stopped"', journal())

    def test_it_is_shut_in_and_keeps_its_data_to_itself(self):
        run("systemctl", "start", UNIT)
        process = shown("MainPID")
        status = dict(re.findall(r"(\w+):\s+(.*)", pathlib.Path(f"/proc/{process}/status").read_text()))
        self.assertEqual((status["NoNewPrivs"], status["Seccomp"]), ("1", "2"))
        self.assertEqual({status[name] for name in ("CapPrm", "CapEff", "CapBnd", "CapAmb")}, {"0" * 16})
        self.assertGreater(int(status["Uid"].split()[0]), 0)
        kept = pathlib.Path("/var/lib/tocsin-server")
        self.assertEqual((kept.stat().st_uid, kept.stat().st_mode & 0o777), (int(status["Uid"].split()[0]), 0o700))
        self.assertEqual({file.name: file.stat().st_mode & 0o777 for file in kept.iterdir()},
                         {name: 0o600 for name in ("jwt-secret", "tocsin.sqlite", "tocsin.sqlite-shm", "tocsin.sqlite-wal")})
        for place in ("/usr", "/etc", "/var/tmp/..", "/var/lib"):
            self.assertIn("Read-only", self.within(process, f"touch {place}/x"))
        self.assertIn("Permission denied", self.within(process, f"ls /home || cat {CONFIGURATION}"))
        self.assertIn("No such file", self.within(process, "ls -d /proc/1"))

    @staticmethod
    def within(process, command):
        """What a shell says that sees the files as the service does, and is its user."""
        user = pathlib.Path(f"/proc/{process}").stat().st_uid
        return subprocess.run(["nsenter", "--target", process, "--mount", "--", "setpriv", "--reuid", str(user), "--regid",
                               str(user), "--clear-groups", "sh", "-c", command], capture_output=True, text=True).stderr

    def test_its_logins_are_listed_as_the_readme_says(self):
        block = re.search(r"^```sh\nsudo (systemd-run .*?)^```", README.read_text(), re.M | re.S)[1]
        run("systemctl", "start", UNIT)
        self.assertEqual(run("bash", "-c", block), "There are no logins.\n")
        # It does not open the folder to others.
        self.assertEqual(pathlib.Path("/var/lib/tocsin-server").stat().st_mode & 0o777, 0o700)
        run("systemctl", "restart", UNIT)
        self.assertEqual(ask("GET", "/health")[0], 200)

    def test_what_cannot_work_fails_once_and_says_why(self):
        self.configure("--host 0.0.0.0")
        run("systemctl", "start", UNIT, code=1)
        self.assertEqual((shown("ActiveState"), shown("ExecMainStatus"), shown("NRestarts")), ("failed", "78", "0"))
        self.assertIn("0.0.0.0 is not a loopback address", journal())

    def test_it_comes_back_when_it_is_killed_with_all_it_had(self):
        run("systemctl", "start", UNIT)
        secret = pathlib.Path("/var/lib/tocsin-server/jwt-secret").read_text()
        starts = journal().count("\nStarted ") + 1
        with subprocess.Popen(["journalctl", "-f", "-n", "all", "-o", "cat", "-u", UNIT], stdout=subprocess.PIPE, text=True) as log:
            patience = threading.Timer(60, log.kill)
            patience.start()
            run("systemctl", "kill", "-s", "KILL", UNIT)
            for line in log.stdout:
                starts -= line.startswith("Started ")
                if starts == 0:
                    break
            self.assertEqual(starts, 0)
            patience.cancel()
            log.kill()
        self.assertEqual(ask("GET", "/health")[0], 200)
        self.assertEqual(pathlib.Path("/var/lib/tocsin-server/jwt-secret").read_text(), secret)
        self.assertEqual(shown("NRestarts"), "1")

    def test_one_that_hangs_is_started_again(self):
        place = pathlib.Path(f"/etc/systemd/system/{UNIT}.d")
        place.mkdir(exist_ok=True)
        self.addCleanup(lambda: run("systemctl", "daemon-reload"))
        self.addCleanup(lambda: (place / "watchdog.conf").unlink())
        (place / "watchdog.conf").write_text("[Service]\nWatchdogSec=3\n")
        run("systemctl", "daemon-reload")
        run("systemctl", "start", UNIT)
        first = shown("MainPID")
        deadline = time.monotonic() + 60
        while '"path":"/health"' not in journal():  # it goes on while it is alive
            self.assertLess(time.monotonic(), deadline)
        self.assertEqual((shown("MainPID"), shown("NRestarts")), (first, "0"))
        os.kill(int(first), signal.SIGSTOP)
        while shown("NRestarts") != "1" or shown("ActiveState") != "active":
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.2)
        self.assertEqual(ask("GET", "/health")[0], 200)
        self.assertNotEqual(shown("MainPID"), first)

    def test_it_reaches_twilio_from_in_there(self):
        FOLDER.mkdir(exist_ok=True)
        certificate, key = make_certificate(FOLDER, "twilio")
        with FakeTwilio((certificate, key)) as twilio:
            self.configure(SSL_CERT_FILE=certificate, **twilio.environment("localhost"))
            run("systemctl", "start", "tocsin-server-check")
            said = journal("tocsin-server-check")
            self.assertIn("Twilio knows the account", said)
            run("systemctl", "start", UNIT)
            self.assertEqual(ask_code(), 200)
            self.assertEqual(len(twilio.messages), 1)

    def test_it_reaches_a_postgresql_from_in_there(self):
        with Cluster(tcp=True) as cluster:
            self.configure(DATABASE_URL=cluster.url(host="127.0.0.1"), JWT_SECRET="x" * 32)
            run("systemctl", "start", UNIT)
            self.assertEqual(ask("GET", "/health")[0], 200)
            self.assertEqual(ask_code(), 200)
            self.assertEqual(sql(cluster.url(host="127.0.0.1"), "SELECT COUNT(*) FROM outbox"), ["1"])
            run("systemctl", "stop", UNIT)

    def test_tls_by_itself_as_the_readme_says(self):
        drop_in = re.search(r"^```\n(\[Service\]\nLoadCredential=.*?)^```", README.read_text(), re.M | re.S)[1]
        FOLDER.mkdir(exist_ok=True)
        FOLDER.chmod(0o700)  # as Let's Encrypt's folders are: for root alone
        certificate, key = make_certificate(FOLDER, "one")
        drop_in = drop_in.replace("/etc/letsencrypt/live/texts.example.com/fullchain.pem", str(FOLDER / "cert.pem")) \
                         .replace("/etc/letsencrypt/live/texts.example.com/privkey.pem", str(FOLDER / "key.pem"))
        certificate.rename(FOLDER / "cert.pem")
        key.rename(FOLDER / "key.pem")
        place = pathlib.Path("/etc/systemd/system/tocsin-.service.d")
        place.mkdir(exist_ok=True)
        self.addCleanup(lambda: run("systemctl", "daemon-reload"))
        self.addCleanup(lambda: (place / "tls.conf").unlink())
        (place / "tls.conf").write_text(drop_in)
        self.configure("")
        run("systemctl", "daemon-reload")
        run("systemctl", "start", "tocsin-server-check")
        self.assertRegex(journal("tocsin-server-check"), r"(?m)^(ok|note) +TLS +the certificate is good")
        run("systemctl", "start", UNIT)
        tls = ssl.create_default_context(cafile=FOLDER / "cert.pem")
        self.assertEqual(ask("GET", "/health", port=443, tls=tls)[0], 200)
        status = pathlib.Path(f"/proc/{shown('MainPID')}/status").read_text()
        self.assertIn(f"CapEff:\t{1 << 10:016x}\n", status)  # CAP_NET_BIND_SERVICE, and nothing else
        certificate, key = make_certificate(FOLDER, "two")
        certificate.rename(FOLDER / "cert.pem")
        key.rename(FOLDER / "key.pem")
        run("systemctl", "restart", UNIT)
        tls = ssl.create_default_context(cafile=FOLDER / "cert.pem")
        self.assertEqual(ask("GET", "/health", port=443, tls=tls)[0], 200)


class UserUnits(unittest.TestCase):
    """Those of one user, run by that user's own systemd."""

    @classmethod
    def setUpClass(cls):
        run("systemctl", "start", "user@0.service")
        os.environ["XDG_RUNTIME_DIR"] = "/run/user/0"
        cls.addClassCleanup(run, "systemctl", "stop", "user@0.service")
        cls.addClassCleanup(os.environ.pop, "XDG_RUNTIME_DIR")

    def test_a_server_on_the_same_desktop(self):
        run("systemctl", "--user", "start", UNIT)
        self.assertEqual(ask("GET", "/health")[0], 200)
        kept = pathlib.Path.home() / ".local" / "share" / "tocsin-server"
        self.assertEqual(kept.stat().st_mode & 0o777, 0o700)
        run("systemctl", "--user", "reload", UNIT)
        # The account goes in as the README says; the sample alone changes nothing.
        block = re.search(r"^```sh\n(\[ -e [^\n]*tocsin-server\.env .*?)^```", (README.parents[1] / "README.md").read_text(), re.M | re.S)[1]
        run("bash", "-ec", block.replace("nano ", "test -w "))
        configuration = pathlib.Path.home() / ".config" / "tocsin-server" / "tocsin-server.env"
        self.assertEqual(configuration.stat().st_mode & 0o777, 0o600)
        self.assertEqual(ask("GET", "/health")[0], 200)
        run("systemctl", "--user", "stop", UNIT)
        self.assertEqual(run("systemctl", "--user", "show", "-P", "Result", UNIT).strip(), "success")

    def test_tocsin_without_a_display_runs_until_it_is_quit(self):
        unit = "tocsin-headless.service"
        settings = pathlib.Path.home() / ".config" / "tocsin"
        settings.mkdir(parents=True, exist_ok=True)  # as on this machine, if Tocsin has run as root
        (settings / "headless.env").write_text("TOCSIN_OPTIONS=--token-store=file --log-level=debug\n")
        run("systemctl", "--user", "start", unit)
        deadline = time.monotonic() + 30
        while subprocess.run(["tocsin", "status"], capture_output=True).returncode and time.monotonic() < deadline:
            time.sleep(0.05)
        process = run("systemctl", "--user", "show", "-P", "MainPID", unit).strip()
        self.assertEqual(pathlib.Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")[1:-1],
                         [b"--headless", b"--token-store=file", b"--log-level=debug"])
        run("tocsin", "quit")
        while run("systemctl", "--user", "show", "-P", "ActiveState", unit).strip() != "inactive":
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)
        self.assertEqual(run("systemctl", "--user", "show", "-P", "NRestarts", unit).strip(), "0")


if __name__ == "__main__":
    if pathlib.Path("/run/systemd/container").read_text().strip() != "tocsin-test":
        sys.exit("this is for a systemd of one's own: see tests/support/own-systemd.sh")
    os.umask(0o022)
    run("cmake", "--install", sys.argv.pop(1), "--prefix", "/usr")
    run("systemctl", "daemon-reload")
    unittest.main(verbosity=2)
