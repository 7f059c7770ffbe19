# SPDX-License-Identifier: MIT
"""PgBouncer in transaction mode, whatever it does with prepared statements: the server works through it. In the suite
with few logins; TOCSIN_LOGINS=306 is the number at which the first server failed."""
import collections
import contextlib
import os
import pathlib
import shutil
import socket
import subprocess
import time
import unittest

import postgres
from program_test import run
from real_server import RealServer, all_at_once, die_with_parent

PGBOUNCER = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
LOGINS = int(os.environ.get("TOCSIN_LOGINS", "40"))


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextlib.contextmanager
def pooler(cluster, pool_size):
    """The URL of a fresh database, through a PgBouncer with so many connections."""
    database = postgres.fresh_database(cluster.url())
    name, port = database.rpartition("/")[2].partition("?")[0], free_port()
    folder = pathlib.Path(cluster.folder.name, f"pooler-{port}")
    folder.mkdir()
    users, settings, log = folder / "users", folder / "ini", folder / "log"
    users.write_text('"%s" "%s"\n' % (postgres.USER, postgres.PASSWORD.replace('"', '""')))
    settings.write_text("\n".join((
        "[databases]", f"{name} = host={cluster.folder.name} port=5432 dbname={name}",
        "[pgbouncer]", "pool_mode = transaction", f"default_pool_size = {pool_size}", "listen_addr = 127.0.0.1",
        f"listen_port = {port}", "unix_socket_dir =", "auth_type = scram-sha-256", f"auth_file = {users}",
        "max_client_conn = 500", "ignore_startup_parameters = extra_float_digits", "")))
    for path in (folder, users, settings):
        cluster.who.own(path)

    def child():
        cluster.who.become()
        die_with_parent()

    with open(log, "wb") as written:
        process = subprocess.Popen([PGBOUNCER, str(settings)], stdout=written, stderr=written, cwd="/",
                                   preexec_fn=child)
    try:
        deadline = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(log.read_text()) from None
                time.sleep(0.05)  # there is nothing to wait on
        user, password = database.partition("://")[2].partition("@")[0].split(":")
        yield f"postgresql://{user}:{password}@127.0.0.1:{port}/{name}"
    finally:
        process.terminate()
        process.wait(20)


class Pooler(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = cls.enterClassContext(postgres.Cluster())
        version = subprocess.run([PGBOUNCER, "--version"], capture_output=True, text=True, check=True).stdout
        print(version.splitlines()[0])

    def test_every_login_works_whichever_connection_it_gets(self):
        for pool_size in (4, 1):
            with self.subTest(pool_size=pool_size), pooler(self.cluster, pool_size) as url:
                for _ in range(2):  # what a check leaves in the pool is in nobody's way
                    checked = run("check", DATABASE_URL=url)
                    self.assertRegex(checked.stdout, r"ok +database +PostgreSQL answers")
                count = LOGINS if pool_size > 1 else 8
                with RealServer("--behind-proxy", environment={"DATABASE_URL": url}) as server:
                    tokens = [server.log_in(f"+1415556{1000 + i}", address=f"192.0.{i // 200}.{i % 200 + 1}")
                              for i in range(count)]
                    sessions = all_at_once(8, lambda i: [server.begin(t) for t in tokens[i::8]])
                    sessions = [session for some in sessions for session in some]
                    self.assertEqual(collections.Counter(s.status for s in sessions), {200: count})
                    self.assertEqual(len({s["monitoring_id"] for s in sessions}), count)
                    beats = all_at_once(8, lambda i: [server.beat(s).status for s in sessions[i::8]])
                    self.assertEqual(collections.Counter(status for some in beats for status in some), {200: count})
                    self.assertTrue(server.event(sessions[0], "done")["sms_sent"])
                    self.assertNotIn('"status":500', server.log())
                    server.restart()  # on connections that another process of ours has used
                    self.assertEqual(server.beat(sessions[-1]).status, 200)
                    print(f"a pool of {pool_size}: {count} of {count} logins")

    def test_check_says_that_statements_are_not_kept(self):
        with pooler(self.cluster, 4) as url:
            kept = "note   pooler" not in run("check", DATABASE_URL=url).stdout
            old = subprocess.run([PGBOUNCER, "--version"], capture_output=True, text=True).stdout.split()[1]
            major, minor = (int(part) for part in old.split(".")[:2])
            self.assertEqual(kept, (major, minor) >= (1, 21), old)
        self.assertNotIn("pooler", run("check", DATABASE_URL=self.cluster.url()).stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
