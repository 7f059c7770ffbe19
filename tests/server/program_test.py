# SPDX-License-Identifier: MIT
"""The program as a person or a service manager meets it: options, messages, exit codes, signals."""
import contextlib
import fcntl
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest

from real_server import AS_OF_VERSION_9, BINARY, RealServer, die_with_parent


def run(*arguments, **environment):
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, timeout=20,
                          preexec_fn=die_with_parent, env={**os.environ, **environment})


class CommandLine(unittest.TestCase):
    def test_help_and_version(self):
        helped = run("--help")
        self.assertEqual((helped.returncode, helped.stderr), (0, ""))
        self.assertIn("Exit codes", helped.stdout)
        self.assertNotIn("This version prints", helped.stdout)
        source = pathlib.Path(__file__).resolve().parents[2] / "server"
        read = {name for file in source.rglob("*.cpp") for name in re.findall(
            r'"((?:TWILIO|SMS|JWT|DATABASE|PUBLIC|METRICS)_[A-Z_]+)"', file.read_text())}
        offered = set(re.findall(r'\{"([a-z-]+)", (?:no|required)_argument', (source / "options.cpp").read_text()))
        self.assertTrue(len(read) > 12 and len(offered) > 14)
        manual = (source.parent / "packaging/man/tocsin-server.8").read_text().replace("\\-", "-")
        readme = (source / "README.md").read_text()
        for name in read | {"--" + name for name in offered}:
            self.assertIn(name, helped.stdout)
            if name not in ("--help", "--version"):
                self.assertIn(name, manual)
                self.assertIn(name, readme)
        self.assertRegex(run("--version").stdout, r"^tocsin-server \d+\.\d+\.\d+\n$")

    def test_mistakes_are_named_and_exit_64(self):
        for arguments, named in ((["--prot", "1"], "--prot"), (["--port", "70000"], "--port"), (["--port"], "--port"),
                                 (["--port", "12x"], "--port"), (["extra"], "extra"), (["logins", "x"], "x"), (["logins", "revoke"], "logins revoke"),
                                 (["logins", "revoke", "lg_1", "x"], "x"), (["check", "logins"], "logins"), (["--host", ""], "--host"),
                                 (["-x"], "-x"), (["--countries", "1,,2"], "--countries"),
                                 (["--daily-texts", "0"], "--daily-texts"),
                                 (["--reserved-texts", "20"], "--reserved-texts"), (["--help=1"], "--help"),
                                 *((["--limit", wrong], "--limit") for wrong in ("x=1", "open-sessions=0", "open-sessions=")),
                                 (["--look-every", "0"], "--look-every"), (["--look-when-idle", "0"], "--look-when-idle"),
                                 (["--trust-proxy", "10.0.0.0/33"], "--trust-proxy"),
                                 (["--trust-proxy", "proxy"], "--trust-proxy"),
                                 (["--tls-cert", "x"], "--tls-key"), (["--tls-key", "x"], "--tls-cert")):
            answer = run(*arguments)
            self.assertEqual((answer.returncode, answer.stdout), (64, ""), arguments)
            self.assertIn(named, answer.stderr)

    def test_a_service_manager_is_told_when_it_listens_and_when_it_stops(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in (f"{folder}/notify", f"\0tocsin-notify-{os.getpid()}"):
                with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
                    manager.bind(name)
                    manager.settimeout(20)
                    with RealServer(environment={"NOTIFY_SOCKET": name.replace("\0", "@")}) as server:
                        self.assertEqual(manager.recv(100), b"READY=1")
                        self.assertEqual(server.call("GET", "/health").status, 200)
                        self.assertEqual(server.stop(), 0)
                        self.assertEqual(manager.recv(100), b"STOPPING=1")

    def test_a_service_manager_that_watches_gets_signs_of_life(self):
        with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.bind(folder + "/notify")
            manager.settimeout(20)
            watched = {"NOTIFY_SOCKET": folder + "/notify", "WATCHDOG_USEC": "900000"}
            for arguments in ((), ("--host", "::1")):
                with RealServer(*arguments, environment=watched) as server:
                    self.assertEqual([manager.recv(100) for _ in range(4)], [b"READY=1"] + [b"WATCHDOG=1"] * 3)
                    self.assertNotIn("did not answer", server.log())
                    self.assertEqual(server.stop(), 0)
                    while (last := manager.recv(100)) == b"WATCHDOG=1":
                        pass
                    self.assertEqual(last, b"STOPPING=1")

    def test_a_stderr_that_nobody_reads_holds_up_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            process = subprocess.Popen([BINARY, "--port", "0", "--data-dir", folder, "--limit",
                                        "requests-per-address=100000"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       preexec_fn=die_with_parent, env={**os.environ, "DATABASE_URL": ""})
            with process:
                port = int(process.stdout.readline().rpartition(b":")[2])
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
                for _ in range(1500):  # 64 KiB are full after 400
                    connection.request("GET", "/health")
                    answer = connection.getresponse()
                    answer.read()
                    self.assertEqual(answer.status, 200)
                connection.close()
                process.send_signal(signal.SIGTERM)
                self.assertEqual(process.wait(20), 0)
                written = process.stderr.read().decode().splitlines()
            self.assertTrue(all(json.loads(line) for line in written))  # each is whole
            self.assertGreater(len(written), 200)

    def test_a_stdout_that_nobody_reads_holds_up_nothing(self):
        out, to = os.pipe()
        fcntl.fcntl(to, fcntl.F_SETPIPE_SZ, 4096)
        with tempfile.TemporaryDirectory() as folder, open(folder + "/stderr", "wb") as errors, open(out, "rb") as out:
            process = subprocess.Popen([BINARY, "--port", "0", "--data-dir", folder + "/data", "--behind-proxy"], stdout=to,
                                       stderr=errors, preexec_fn=die_with_parent, env={**os.environ, "DATABASE_URL": ""})
            os.close(to)
            with process, contextlib.ExitStack() as stack:
                stack.callback(process.kill)  # should it not end
                port = int(out.readline().rpartition(b":")[2])
                for i in range(60):  # 4 KiB are full before
                    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
                    began = time.monotonic()
                    connection.request("POST", "/login", json.dumps({"phone": f"+1415555{100 + i:04}", "state": "x"}),
                                       {"Content-Type": "application/json", "X-Forwarded-For": f"192.0.2.{i}"})
                    self.assertEqual(connection.getresponse().status, 200)
                    self.assertLess(time.monotonic() - began, 1.5)
                    connection.close()
                process.send_signal(signal.SIGTERM)
                self.assertEqual(process.wait(10), 0)
                printed = out.read().decode()
            self.assertTrue(printed.endswith("\n---\n"))  # the last of them is whole, too
            self.assertGreater(printed.count("--- text to +1***"), 0)
            self.assertIn("tried again later", pathlib.Path(folder, "stderr").read_text())  # none is "sent" to nobody

    def test_a_short_secret_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            answer = run("--port", "0", "--data-dir", folder, JWT_SECRET="x" * 31)
            self.assertEqual(answer.returncode, 78)
            self.assertIn("JWT_SECRET has 31 bytes; it needs at least 32", answer.stderr)

    def test_a_public_address_is_refused_without_tls_or_a_proxy(self):
        for host in ("0.0.0.0", "::", "192.0.2.1", "host.invalid"):
            answer = run("--port", "0", "--host", host)
            self.assertEqual(answer.returncode, 78, host)
            self.assertIn("--tls-cert", answer.stderr)
            self.assertIn("--behind-proxy", answer.stderr)

    def test_a_port_that_is_taken(self):
        with RealServer() as server, tempfile.TemporaryDirectory() as folder:
            answer = run("--port", str(server.port), "--data-dir", folder)
            self.assertEqual((answer.returncode, answer.stdout), (69, ""))
            self.assertIn(f"cannot listen on 127.0.0.1, port {server.port}", answer.stderr)


class DataFolder(unittest.TestCase):
    def refused(self, folder, **environment):
        answer = run("--port", "0", "--data-dir", str(folder), **environment)
        self.assertEqual((answer.returncode, answer.stdout), (73, ""))
        return answer.stderr

    def test_it_is_made_where_xdg_says(self):
        with RealServer() as server:
            server.stop()
            home = server.folder.name
            process = subprocess.Popen([BINARY, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                       preexec_fn=die_with_parent, env={**os.environ, "XDG_DATA_HOME": home})
            with process.stdout:
                process.stdout.readline()
                process.terminate()
            self.assertEqual(process.wait(20), 0)
            made = pathlib.Path(home, "tocsin-server")
            self.assertEqual(made.stat().st_mode & 0o777, 0o700)
            self.assertTrue((made / "tocsin.sqlite").exists())

    def test_a_place_that_cannot_be(self):
        with tempfile.NamedTemporaryFile() as file:
            self.assertIn("data folder", self.refused(pathlib.Path(file.name, "below")))

    def test_a_folder_that_everybody_can_write_to(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder).chmod(0o777)
            self.assertIn("everybody can write", self.refused(folder))
            self.assertEqual(list(pathlib.Path(folder).iterdir()), [])

    def test_a_folder_that_was_there_keeps_its_mode(self):
        with RealServer() as server:
            server.data.chmod(0o750)
            server.restart()
            self.assertEqual(server.data.stat().st_mode & 0o777, 0o750)

    def test_an_sms_log_that_cannot_be_written(self):
        with tempfile.TemporaryDirectory() as folder:
            answer = run("--port", "0", "--data-dir", folder, "--sms-log", folder + "/none/log")
            self.assertEqual((answer.returncode, answer.stdout), (73, ""))
            self.assertIn("--sms-log", answer.stderr)

    def test_a_file_that_is_no_database(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "tocsin.sqlite").write_text("not a database, and long enough to be sure of it" * 99)
            self.assertIn("cannot open the database", self.refused(folder))

    def test_a_database_of_a_newer_version(self):
        with RealServer() as server:
            server.stop()
            server.sql("INSERT INTO migrations VALUES (99, 0)")
            refused = self.refused(server.data, DATABASE_URL=server.database_url or "")
            self.assertIn("newer version", refused)
            self.assertIn("version 99", refused)
            if not server.database_url:
                checked = run("check", "--data-dir", str(server.data), DATABASE_URL="")
                self.assertEqual(checked.returncode, 78)
                self.assertRegex(checked.stdout, "WRONG +database .*version 99")

    def test_a_copy_is_kept_before_the_tables_are_changed(self):
        with RealServer(environment={"DATABASE_URL": ""}) as server:
            def copies():
                return sorted(path.name for path in server.data.iterdir() if "before" in path.name)

            newest = server.call("GET", "/ready")["migrations"]
            session = server.begin(server.log_in())
            self.assertEqual(copies(), [])  # a new database has nothing to lose
            for old in ("7", "8"):  # left of earlier updates
                (server.data / f"tocsin.sqlite.before-update-{old}").write_text("old")
            server.stop()
            server.sql(AS_OF_VERSION_9)
            checked = run("check", "--data-dir", str(server.data), DATABASE_URL="").stdout
            self.assertIn(f"from version 9 to {newest}, and keeps a copy", checked)
            server.start()
            self.assertEqual(server.beat(session).status, 200)
            self.assertEqual(server.call("GET", "/ready")["migrations"], newest)
            self.assertEqual(copies(), ["tocsin.sqlite.before-update-8", "tocsin.sqlite.before-update-9"])
            copy = server.data / copies()[1]
            self.assertEqual(copy.stat().st_mode & 0o777, 0o600)
            with contextlib.closing(sqlite3.connect(copy)) as database:
                self.assertEqual(database.execute("SELECT MAX(version) FROM migrations").fetchone(), (9,))
                self.assertEqual(database.execute("SELECT monitoring_id FROM sessions").fetchall(),
                                 [(session["monitoring_id"],)])
                self.assertEqual(database.execute("PRAGMA integrity_check").fetchone(), ("ok",))
            before = copy.read_bytes()
            server.restart()  # up to date: nothing to copy
            self.assertEqual(copy.read_bytes(), before)

    def test_without_a_copy_nothing_is_changed(self):
        with RealServer(environment={"DATABASE_URL": ""}) as server:
            server.stop()
            server.sql(AS_OF_VERSION_9)
            in_the_way = server.data / "tocsin.sqlite.before-update-9"
            in_the_way.mkdir()
            (in_the_way / "x").touch()
            self.assertIn("no copy of it can be made", self.refused(server.data, DATABASE_URL=""))
            self.assertEqual(server.sql("SELECT MAX(version) FROM migrations"), ["9"])
            self.assertEqual([p.name for p in server.data.iterdir() if p.name.endswith(".part")], [])

    def test_a_secret_that_others_can_read_or_that_is_too_short(self):
        with RealServer() as server:
            server.stop()
            self.assertIn("made a secret", server.log())
            secret = server.data / "jwt-secret"
            self.assertEqual(secret.stat().st_mode & 0o777, 0o600)
            self.assertGreaterEqual(len(secret.read_bytes()), 64)
            secret.chmod(0o644)
            self.assertIn("can be read by others", self.refused(server.data))
            secret.chmod(0o600)
            secret.write_text("short\n")
            self.assertIn("too short", self.refused(server.data))


class Logins(unittest.TestCase):
    def test_they_are_listed_and_revoked_beside_a_server_that_runs(self):
        with RealServer() as server, tempfile.TemporaryDirectory() as empty:
            def logins(*arguments, folder=server.data):
                return run("logins", *arguments, "--data-dir", str(folder), DATABASE_URL=server.database_url or "")

            self.assertEqual(logins().stdout, "There are no logins.\n")
            session = server.begin(server.log_in())
            access = server.log_in("+14155550124")
            login = server.logins(access)["logins"][0]["login_id"]
            lines = logins().stdout.splitlines()
            self.assertEqual([line.split()[1] for line in lines], ["PHONE", "+1***0123", "+1***0124"])
            self.assertEqual([line.split()[-1] for line in lines], ["COMPUTER", "desk", "-"])
            self.assertEqual(lines[2].split()[0], login)
            self.assertEqual(logins("revoke", lines[1].split()[0]).stdout, "Revoked. Sessions that ended with it: 1\n")
            self.assertEqual(server.beat(session).status, 401)
            self.assertEqual(server.begin(access).status, 200)
            self.assertEqual(len(logins().stdout.splitlines()), 2)
            unknown = logins("revoke", "lg_0")
            self.assertEqual((unknown.returncode, unknown.stdout), (64, ""))
            if not server.database_url:
                none = logins(folder=empty)
                self.assertEqual((none.returncode, none.stdout), (73, ""))
                self.assertIn("has no database", none.stderr)
                self.assertEqual(os.listdir(empty), [])


class Running(unittest.TestCase):
    def test_both_signals_stop_it_at_once_whatever_is_open(self):
        for how in (signal.SIGTERM, signal.SIGINT):
            with RealServer() as server:
                idle = http.client.HTTPConnection(server.host, server.port)
                idle.request("GET", "/health")
                idle.getresponse().read()
                began = time.monotonic()
                self.assertEqual(server.stop(how), 0)
                self.assertLess(time.monotonic() - began, 8)
                self.assertIn('"stopped"', server.log())
                idle.close()

    def test_requests_under_way_get_their_answer(self):
        with RealServer() as server:
            session = server.begin(server.log_in())
            answers = []
            beating = threading.Event()

            def beat():
                try:
                    while True:
                        answers.append(server.beat(session).status)
                        beating.set()
                except (ConnectionError, http.client.HTTPException):
                    pass  # refused, or closed before it was read: no answer was promised

            threads = [threading.Thread(target=beat) for _ in range(4)]
            for thread in threads:
                thread.start()
            beating.wait()
            self.assertEqual(server.stop(), 0)
            for thread in threads:
                thread.join()
            self.assertEqual(set(answers), {200})

    def test_it_listens_on_ipv6_loopback(self):
        with RealServer("--host", "::1") as server:
            self.assertEqual(server.host, "::1")
            self.assertEqual(server.call("GET", "/health").status, 200)

    def test_a_given_secret_is_not_written_down(self):
        with RealServer(environment={"JWT_SECRET": "x" * 32}) as server:
            self.assertFalse((server.data / "jwt-secret").exists())

    def test_the_log_has_one_json_line_for_each_request(self):
        with RealServer() as server:
            answer = server.call("GET", "/health?x=secret")
            server.stop()
            lines = [json.loads(line) for line in server.log().splitlines()]
            mine = [line for line in lines if line.get("request_id") == answer.headers["X-Request-Id"]]
            self.assertEqual([(m["method"], m["path"], m["status"]) for m in mine], [("GET", "/health", 200)])
            self.assertGreaterEqual(mine[0]["ms"], 0)

    def test_the_log_has_a_line_for_a_heartbeat_only_when_it_is_refused(self):
        with RealServer() as server:
            session = server.begin(server.log_in())
            self.assertEqual(server.beat(session).status, 200)
            server.end(session)
            self.assertEqual(server.beat(session).status, 401)
            server.stop()
            lines = [json.loads(line) for line in server.log().splitlines()]
            beats = [line["status"] for line in lines if line.get("path", "").endswith("/heartbeat")]
            self.assertEqual(beats, [401])

    def test_no_two_requests_have_the_same_id(self):
        with RealServer() as server, RealServer() as other:
            ids = [one.call("GET", "/health").headers["X-Request-Id"] for one in (server, other) for _ in range(20)]
            self.assertEqual(len(set(ids)), 40, ids)

    def test_the_console_shows_each_text(self):
        with RealServer() as server:
            server.ask_code()
            code = server.last_code()
            server.stop()
            self.assertIn("--- text to +1***0123\n", server.console_text())
            self.assertIn(code, server.console_text())

    def test_nonsense_on_the_wire_leaves_it_standing(self):
        with RealServer() as server:
            for junk in (b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n", b"POST /login HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                         b"POST /login HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", b"\r\n" * 2000,
                         b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\n\r\n",
                         b"GET /health HTTP/1.1\r\n" + b"X: y\r\n" * 5000 + b"\r\n"):
                with socket.create_connection((server.host, server.port), timeout=20) as raw:
                    try:
                        raw.sendall(junk)
                        raw.shutdown(socket.SHUT_WR)
                        raw.recv(4096)
                    except OSError:
                        pass  # it may hang up at any moment
            self.assertEqual(server.call("GET", "/health").status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
