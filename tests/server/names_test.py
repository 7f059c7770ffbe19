# SPDX-License-Identifier: MIT
"""Names, and a resolver that does not tell them. Run by tests/support/own-resolver.sh, where this test is the resolver."""
import contextlib
import os
import socket
import struct
import subprocess
import tempfile
import threading
import time
import unittest
import uuid

import postgres
from fake_twilio import FakeTwilio
from real_server import BINARY, RealServer, all_at_once, die_with_parent
from twilio_test import TwilioServer, certificate, settled

PATIENCE = 8  # seconds for a request, of them 5 for a connection to the database
HANGS = 28  # seconds that a lookup takes whose answer never comes
SECRET = "4f1d0b2a9c8e7f6a5b4c3d2e1f0a9b8c"
SLACK = 3  # for two cores that run hundreds of threads of Python beside it
MOST_LOOKUPS = 4  # of one name at a time
IPV4 = 1  # the type of a question
WORKERS = 4  # that send texts


class Resolver:
    """with Resolver(names) as resolver: …  `names` has the IPv4 addresses of each name; there are no others.
    https://www.rfc-editor.org/rfc/rfc1035#section-4"""

    def __init__(self, names):
        self.names, self.silent = names, set()
        self.lookups = {}  # of a name that is silent: the lookups that asked for it
        self.asked = threading.Condition()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("0.0.0.0", 53))

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.socket.sendto(b"", ("127.0.0.1", 53))  # the end
        self.thread.join()
        self.socket.close()

    @contextlib.contextmanager
    def silence(self, *names):
        """About these names nothing is said meanwhile."""
        self.silent, self.lookups = set(names), {name: set() for name in names}
        try:
            yield
        finally:
            self.silent = set()

    def wait_for_lookups(self, name, count):
        with self.asked:
            assert self.asked.wait_for(lambda: len(self.lookups[name]) >= count, 20), self.lookups

    def serve(self):
        while True:
            query, client = self.socket.recvfrom(512)
            if not query:
                return
            name, kind, end = self.question(query)
            if name not in self.silent:
                self.socket.sendto(self.answer(query, name, kind, end), client)
            elif kind == IPV4:  # one that waits asks again with the same number
                with self.asked:
                    self.lookups[name].add(query[:2])
                    self.asked.notify_all()

    @staticmethod
    def question(query):
        """The name, the type, and where both end."""
        labels, at = [], 12
        while length := query[at]:
            labels.append(query[at + 1:at + 1 + length].decode())
            at += 1 + length
        return ".".join(labels), struct.unpack(">H", query[at + 1:at + 3])[0], at + 5

    def answer(self, query, name, kind, end):
        found = self.names.get(name, ()) if kind == IPV4 else ()
        flags = 0x8180 if name in self.names else 0x8183  # with NXDOMAIN
        records = [b"\xc0\x0c" + struct.pack(">HHIH", IPV4, 1, 0, 4) + socket.inet_aton(address) for address in found]
        return query[:2] + struct.pack(">HHHHH", flags, 1, len(records), 0, 0) + query[12:end] + b"".join(records)


def setUpModule():
    global resolver
    resolver = unittest.enterModuleContext(Resolver({
        "database.test": ["127.0.0.1"], "other.test": ["127.0.0.1"], "several.test": ["127.0.0.7", "127.0.0.1"],
        "nobody.test": ["127.0.0.7", "127.0.0.8"], "twilio.test": ["127.0.0.1"]}))


class Timed:
    """with Timed() as took: …  `took.seconds` afterwards."""

    def __enter__(self):
        self.began = time.monotonic()
        return self

    def __exit__(self, *_):
        self.seconds = time.monotonic() - self.began


def program(*arguments, **environment):
    """The program when it ends by itself, and how long that took it."""
    with tempfile.TemporaryDirectory() as folder, Timed() as took:
        done = subprocess.run([BINARY, *arguments, "--port", "0", "--data-dir", folder], capture_output=True, text=True,
                              timeout=60, preexec_fn=die_with_parent, env={**os.environ, "JWT_SECRET": SECRET, **environment})
    return done, took.seconds


class Server(RealServer):
    def __init__(self, url, **environment):
        super().__init__("--behind-proxy", "--limit", "requests-per-address=10000",
                         environment={"DATABASE_URL": url, **environment})

    def ask_much(self, session, count):
        """[(status, seconds)] of requests of every kind, all at once, each from an address of its own."""
        def ask(i):
            call = (self.beat, self.event, self.show, lambda _, **more: self.ask_code(f"+1415555{i:04}", **more))[i % 4]
            status = None
            with Timed() as took, contextlib.suppress(TimeoutError):
                status = call(session, address=f"198.51.{i // 200}.{i % 200}").status
            return status, took.seconds
        return all_at_once(count, ask)

    def is_ready(self):
        return self.call("GET", "/ready", address="192.0.2.2").status == 200

    def becomes_ready(self):
        until = time.monotonic() + 60
        while not (ready := self.is_ready()) and time.monotonic() < until:
            time.sleep(0.1)  # there is nothing to wait on
        return ready


class Database(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = cls.enterClassContext(postgres.Cluster(tcp=True))

    def setUp(self):
        self.database = postgres.fresh_database(self.cluster.url()).rpartition("/")[2]

    def url(self, host="database.test", **parameters):
        """Of a list of names, all but the last need the port."""
        return self.cluster.url(self.database, f":{self.cluster.port},".join(host.split(",")),
                                **{"sslmode": "disable", **parameters})

    def lose_connections(self):
        """Those of the server are dead, as after a failover."""
        postgres.sql(self.cluster.url(self.database), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                     "application_name = 'tocsin-server' AND datname = current_database()")

    def works(self, url, **environment):
        with Server(url, **environment) as server:
            return server.is_ready()

    def test_requests_are_answered_in_time_while_its_name_is_not_told(self):
        with Server(self.url()) as server:
            session = server.begin(server.log_in(address="192.0.2.1"), address="192.0.2.1")
            with resolver.silence("database.test"):
                self.lose_connections()
                answers = server.ask_much(session, 300)
                self.assertEqual(server.call("GET", "/health").status, 200)
                took = max(seconds for _, seconds in answers)
                lookups = len(resolver.lookups["database.test"])
                print(f"{len(answers)} requests: answered after {took:.1f} s at the latest, {lookups} lookups")
                self.assertEqual({status for status, _ in answers}, {503})
                self.assertLess(took, PATIENCE + SLACK)
                self.assertLessEqual(lookups, MOST_LOOKUPS)
                self.assertIn("database.test", server.log())  # whose name it is
                with Timed() as stopping:
                    self.assertEqual(server.stop(), 0)
                self.assertLess(stopping.seconds, PATIENCE)
            server.start()
            with resolver.silence("database.test"):
                self.lose_connections()
                self.assertFalse(server.is_ready())
            self.assertTrue(server.becomes_ready())
            self.assertEqual(server.beat(session, address="192.0.2.1").status, 200)

    def test_connections_that_are_open_stay_in_use(self):
        with Server(self.url()) as server:
            session = server.begin(server.log_in(address="192.0.2.1"), address="192.0.2.1")
            with resolver.silence("database.test"):
                crowd = threading.Thread(target=server.ask_much, args=(session, 60))
                crowd.start()
                resolver.wait_for_lookups("database.test", 1)
                for _ in range(20):
                    self.assertEqual(server.beat(session, address="192.0.2.1").status, 200)
                crowd.join()
                self.assertEqual(server.beat(session, address="192.0.2.1").status, 200)

    def test_a_start_and_a_check_say_so_in_time(self):
        with resolver.silence("database.test"):
            for arguments, code in (((), 73), (("check",), 78)):
                with self.subTest(arguments):
                    done, seconds = program(*arguments, DATABASE_URL=self.url())
                    self.assertEqual(done.returncode, code, done)
                    self.assertRegex(done.stdout + done.stderr, "database.test.* in time")
                    self.assertLess(seconds, HANGS / 2)

    def test_a_name_that_there_is_not_is_said(self):
        done, _ = program(DATABASE_URL=self.url("gone.test"))
        self.assertRegex(done.stderr, '"gone.test".* not known')
        done, _ = program(DATABASE_URL=self.url("gone.test,nobody.test"))
        self.assertRegex(done.stderr, r'"gone.test".* not known.*127\.0\.0\.7.*refused.*127\.0\.0\.8.*refused')

    def test_all_addresses_of_all_names_are_tried(self):
        for host in ("several.test", "gone.test,database.test", "nobody.test,several.test", "localhost", "127.0.0.7,127.0.0.1"):
            with self.subTest(host):
                self.assertTrue(self.works(self.url(host)))
        with resolver.silence("other.test"):  # a list is made for this
            for host in ("other.test,database.test", "database.test,other.test"):
                with self.subTest(host), Timed() as took:
                    self.assertTrue(self.works(self.url(host)))
                self.assertLess(took.seconds, HANGS / 2)

    def test_an_address_that_is_given_needs_no_name(self):
        with resolver.silence("database.test"):
            self.assertTrue(self.works(self.url(hostaddr="127.0.0.1")))
            self.assertTrue(self.works(self.url(), PGHOSTADDR="127.0.0.1"))
            self.assertTrue(self.works(self.cluster.url()))  # a socket
            self.assertFalse(resolver.lookups["database.test"])

    def test_the_name_of_a_service_is_one_too(self):
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(f"[texts]\nhost=database.test\nport={self.cluster.port}\nuser={postgres.USER}\npassword={postgres.PASSWORD}\n"
                       f"dbname={self.database}\n")
            file.flush()
            named = {"PGSERVICEFILE": file.name}
            for url, more in (("postgresql:///?service=texts&sslmode=disable", {}), ("postgresql:///?sslmode=disable", {"PGSERVICE": "texts"})):
                with self.subTest(url):
                    self.assertTrue(self.works(url, **named, **more))
                    with resolver.silence("database.test"):
                        done, seconds = program(DATABASE_URL=url, **named, **more)
                        self.assertEqual(done.returncode, 73, done)
                        self.assertLess(seconds, HANGS / 2)


class Encryption(unittest.TestCase):
    def test_a_certificate_has_to_be_for_the_name(self):
        with postgres.Cluster(tls=True) as cluster:
            strict = {"sslmode": "verify-full", "sslrootcert": str(cluster.authority)}
            done, _ = program(DATABASE_URL=cluster.url(host="database.test", **strict))
            self.assertRegex(done.stderr, "certificate.*localhost.*database.test")
            with Server(cluster.url(host="localhost", **strict)) as server:
                self.assertTrue(server.is_ready())


class Twilio(unittest.TestCase):
    def test_a_check_says_in_time_that_its_name_is_not_told(self):
        with resolver.silence("twilio.test"):
            done, seconds = program("check", **{**FakeTwilio.account, "TWILIO_API_BASE_URL": "https://twilio.test"},
                                    no_proxy="*", DATABASE_URL="")
            self.assertRegex(done.stdout, "WRONG +texts .*twilio.test")
            self.assertLess(seconds, HANGS / 2)

    def test_a_text_waits_until_its_name_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            mine = certificate(folder, "twilio.test")
            with FakeTwilio(mine) as twilio, TwilioServer(twilio, host="twilio.test", SSL_CERT_FILE=mine[0], no_proxy="*") as server:
                access = server.log_in()
                sessions = [server.begin(access, f"claude-{i}") for i in range(4)]
                keys = [str(uuid.uuid4()) for _ in sessions]
                with resolver.silence("twilio.test"):
                    with Timed() as took:
                        for session, key in zip(sessions, keys):
                            self.assertEqual(server.event(session, "done", key=key)["sms_status"], "queued")
                    self.assertLess(took.seconds, HANGS / 2)
                    resolver.wait_for_lookups("twilio.test", WORKERS + 1)  # one has given up, and tried again
                for session, key in zip(sessions, keys):
                    settled(server, session, key, "sent")
                self.assertEqual(len(twilio.messages), 1 + 4)


if __name__ == "__main__":
    unittest.main(verbosity=2)
