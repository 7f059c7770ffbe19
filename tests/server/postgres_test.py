# SPDX-License-Identifier: MIT
"""The server and its PostgreSQL: addresses, TLS, and a database that goes away, hangs and comes back."""
import os
import pathlib
import select
import signal
import subprocess
import sys
import threading
import time
import unittest
import uuid

import postgres
from gate import Gate
from real_server import BINARY, RealServer, die_with_parent

SECRET = "hunter2"


def refused(url, folder="/nonexistent"):
    """What the program says about a DATABASE_URL that it cannot use."""
    done = subprocess.run([BINARY, "--port", "0", "--data-dir", folder], capture_output=True, text=True, timeout=60,
                          preexec_fn=die_with_parent,
                          env={**os.environ, "DATABASE_URL": url, "JWT_SECRET": "x" * 32})
    assert done.returncode == 73, done
    return done.stderr


class Addresses(unittest.TestCase):
    def test_what_is_no_address_is_refused_and_not_quoted(self):
        for url in ("mysql://u:{}@h/d", "postgresql:/u:{}@h/d", "postgresql://u:{}/x@h/d", "postgresql://u:{}?x@h/d",
                    "postgresql://u:x@{}@h/d", "postgresql://u:x:{}@h/d", "postgresql://u:{}%zz@h/d",
                    "postgresql://u:{}#x@h/d", "postgresql://u:x@h/d?{}=1", "host=h password={}"):
            said = refused(url.format(SECRET))
            self.assertIn("DATABASE_URL", said, url)
            self.assertNotIn(SECRET, said, url)

    def test_a_database_that_is_not_there_is_named_without_the_password(self):
        said = refused(f"postgresql://somebody:{SECRET}@127.0.0.1:1/things?connect_timeout=2")
        self.assertIn("127.0.0.1, port 1, database things", said)
        self.assertNotIn(SECRET, said)

    def test_a_wrong_password_is_refused_and_not_quoted(self):
        with postgres.Cluster() as cluster:
            url = cluster.url().replace(postgres.urllib.parse.quote(postgres.PASSWORD, safe=""), SECRET)
            said = refused(url)
            self.assertIn("password authentication failed", said)
            self.assertNotIn(SECRET, said)

    def test_nobody_can_read_the_password_of_a_running_server(self):
        with postgres.Cluster() as cluster, RealServer(environment={"DATABASE_URL": cluster.url()}) as server:
            server.begin(server.log_in())
            shown = pathlib.Path(f"/proc/{server.process.pid}/cmdline").read_text() + server.log()
            for written in (postgres.PASSWORD, postgres.urllib.parse.quote(postgres.PASSWORD, safe="")):
                self.assertNotIn(written, shown)
            self.assertFalse((server.data / "tocsin.sqlite").exists())


class Leftovers(unittest.TestCase):
    def test_the_folder_of_a_killed_process_is_removed_by_the_next_and_no_other(self):
        begin = "import postgres, sys\nwith postgres.Cluster() as own: print(own.folder.name, flush=True), sys.stdin.read()"
        mine = self.enterContext(postgres.Cluster())
        with subprocess.Popen([sys.executable, "-B", "-c", begin], cwd=pathlib.Path(__file__).parent, text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=die_with_parent) as killed:
            folder = pathlib.Path(killed.stdout.readline().strip())
            postmaster = os.pidfd_open(int(folder.joinpath("data", "postmaster.pid").read_text().split()[0]))
            killed.kill()
        self.addCleanup(os.close, postmaster)
        self.assertEqual(select.select([postmaster], [], [], 20)[0], [postmaster])  # it has ended
        self.assertTrue(folder.exists())
        with postgres.Cluster():
            self.assertFalse(folder.exists())
            self.assertEqual(postgres.sql(mine.url(), "SELECT 1"), ["1"])


class Encryption(unittest.TestCase):
    def test_the_parameters_of_the_address_are_kept_to(self):
        with postgres.Cluster(tls=True) as cluster:
            root = str(cluster.authority)
            good = {"sslmode": "verify-full", "sslrootcert": root, "channel_binding": "require"}
            url = cluster.url(host="localhost", **good)
            with RealServer(environment={"DATABASE_URL": url}) as server:
                self.assertEqual(server.begin(server.log_in()).status, 200)
                used = postgres.sql(cluster.url(host="localhost"), "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN "
                                    "pg_stat_activity USING (pid) WHERE application_name = 'tocsin-server'")
                self.assertEqual(used, ["t"])
            with self.subTest("an authority that did not sign it"):
                said = refused(cluster.url(host="localhost", **{**good, "sslrootcert": "system"}))
                self.assertIn("certificate", said)
            with self.subTest("another name than the certificate's"):
                self.assertIn("certificate", refused(cluster.url(host="127.0.0.1", **good)))
            with self.subTest("channel binding without TLS"):
                self.assertIn("channel binding", refused(cluster.url(host="localhost", sslmode="disable",
                                                                     channel_binding="require")))

    def test_a_server_without_tls_is_refused_where_tls_is_asked_for(self):
        with postgres.Cluster(tcp=True) as plain:
            self.assertIn("SSL", refused(plain.url(host="localhost", sslmode="require")))
            # It is where it connects to that counts, not what that is called.
            self.assertIn("SSL", refused(plain.url(host="localhost", hostaddr="::ffff:127.0.0.1")))
            said = refused(plain.url(host=f"127.0.0.2:{plain.port},127.0.0.1", sslmode="require"))
            self.assertRegex(said, r'"127\.0\.0\.2".* refused; .*"127\.0\.0\.1".* SSL')  # why neither will do


class Trouble(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = cls.enterClassContext(postgres.Cluster())

    def setUp(self):
        self.server = self.enterContext(RealServer(environment={"DATABASE_URL": postgres.fresh_database(
            self.cluster.url())}))
        self.session = self.server.begin(self.server.log_in())

    def statuses(self):
        server = self.server
        return [server.beat(self.session).status, server.event(self.session, key=str(uuid.uuid4())).status,
                server.call("GET", "/ready").status]

    def test_a_database_that_was_restarted_is_used_again(self):
        for how in (signal.SIGINT, signal.SIGQUIT):  # an orderly stop, and one like a crash
            self.assertEqual(self.statuses(), [200] * 3)
            self.cluster.stop(how)
            self.assertEqual(self.statuses(), [503] * 3)
            self.cluster.start()
            self.assertEqual(self.statuses(), [200] * 3)
            self.cluster.stop(how)
            self.cluster.start()  # nobody asked in between: all that is pooled is dead
            self.assertEqual(self.statuses(), [200] * 3)
        self.assertNotIn('"request failed"', self.server.log())

    def test_connections_that_were_forgotten_on_the_way_are_replaced(self):
        # As a NAT or a load balancer does it: what was open says nothing more, what is new works.
        with postgres.Cluster(tcp=True) as cluster, Gate(cluster.port) as gate:
            url = cluster.url(host="127.0.0.1").replace(f":{cluster.port}/", f":{gate.port}/")
            with RealServer(environment={"DATABASE_URL": url}) as server:
                session = server.begin(server.log_in())
                for call in (server.event, server.beat, server.show, lambda _: server.call("GET", "/ready")):
                    self.assertEqual(server.event(session).status, 200)
                    gate.forget()
                    began = time.monotonic()
                    self.assertEqual(call(session).status, 200)
                    self.assertLess(time.monotonic() - began, 8)
                    began = time.monotonic()
                    self.assertEqual([server.event(session).status, server.beat(session).status], [200] * 2)
                    self.assertLess(time.monotonic() - began, 2)  # the others of them are gone, too

    def test_connections_that_are_killed_under_load_are_replaced(self):
        answers, stop = [], threading.Event()

        def beat():
            while not stop.is_set():
                answers.append(self.server.beat(self.session).status)

        threads = [threading.Thread(target=beat) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(10):
            postgres.sql(self.cluster.url(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                                             "application_name = 'tocsin-server'")
        stop.set()
        for thread in threads:
            thread.join()
        self.assertLessEqual(set(answers), {200, 503})
        self.assertGreater(answers.count(200), len(answers) * 0.8)
        self.assertEqual(self.statuses(), [200] * 3)

    def test_a_database_that_hangs_is_answered_for(self):
        with self.cluster.hanging():
            began = time.monotonic()
            self.assertEqual(self.server.beat(self.session).status, 503)
            self.assertLess(time.monotonic() - began, 9)
        self.assertEqual(self.statuses(), [200] * 3)

    def test_a_database_that_takes_nothing_is_named(self):
        name = self.server.database_url.rpartition("/")[2]
        postgres.sql(self.cluster.url(), f"ALTER DATABASE {name} SET default_transaction_read_only = on; SELECT "
                     "pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tocsin-server'")
        self.assertEqual([self.server.call("GET", path).status for path in ("/health", "/ready")], [200, 503])
        self.assertIn("read-only", self.server.log())

    def test_a_lock_that_somebody_else_holds_is_answered_for(self):
        with postgres.holding(self.server.database_url, "LOCK TABLE sessions"):
            began = time.monotonic()
            self.assertEqual(self.server.event(self.session, "done").status, 503)
            self.assertLess(time.monotonic() - began, 9)
            self.assertEqual(self.server.call("GET", "/ready").status, 200)  # other tables are free
        self.assertEqual(self.server.event(self.session, "done").status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
