# SPDX-License-Identifier: MIT
"""A request has 8 seconds in all, whoever asks and whatever it waits for."""
import contextlib
import time
import unittest
import uuid

import postgres
from gate import Gate
from real_server import RealServer, all_at_once

PATIENCE = 8
SLACK = 1.5  # for two cores that run hundreds of threads of Python beside it
# Seconds and requests. 256 of the first have a thread; a thread is waited for up to 4 seconds, so that those of the second
# begin when most of their time is over; those of the last meet what the first are waiting for.
WAVES = ((0, 300), (3.9, 300), (4.1, 100), (7.3, 60))
SAME_KEY = 4
KNOWN_BY = 7  # seconds: a heartbeat may be answered from memory until the server knows that it cannot write


class Server(RealServer):
    def __init__(self, **more):
        super().__init__("--behind-proxy", "--limit", "requests-per-address=10000", **more)  # one address has 50 connections

    def __enter__(self):
        super().__enter__()
        self.session = self.begin(self.log_in(address="192.0.2.1"), address="192.0.2.1")
        return self

    def timed(self, call, *what, **more):
        began = time.monotonic()
        status = call(*what, **more).status
        return status, time.monotonic() - began

    def ask_in_waves(self):
        """[(status, seconds, whether it may be answered without the database)] of requests of every kind."""
        jobs = [(at, i) for at, count in WAVES for i in range(count)]
        key = str(uuid.uuid4())
        began = time.monotonic()

        def ask(number):
            at, i = jobs[number]
            address = f"198.{number // 200}.100.{number % 200}"
            time.sleep(max(0, began + at - time.monotonic()))
            if i < SAME_KEY:
                return *self.timed(self.event, self.session, key=key, address=address), False
            if i < 2 * SAME_KEY:
                return *self.timed(self.ask_code, f"+1415555{number:04}", address=address), False
            call = (self.beat, self.event, self.show)[i % 3]
            return *self.timed(call, self.session, address=address), call == self.beat and at < KNOWN_BY

        return all_at_once(len(jobs), ask)

    def recovers(self):
        until = time.monotonic() + 60
        while (status := self.call("GET", "/ready", address="192.0.2.2").status) != 200 and time.monotonic() < until:
            time.sleep(0.1)  # a database that hung has hundreds of statements to refuse first
        return status == 200


class Hanging(unittest.TestCase):
    def answers_everybody_in_time(self, server, hanging):
        with hanging:
            answers = server.ask_in_waves()
            self.assertEqual(server.call("GET", "/health").status, 200)
        self.assertEqual({status for status, _, from_memory in answers if not from_memory}, {503})
        self.assertLessEqual({status for status, _, from_memory in answers if from_memory}, {503, 200})
        took = max(seconds for _, seconds, _ in answers)
        print(f"{len(answers)} requests to a database that hangs: answered after {took:.1f} s at the latest")
        self.assertLess(took, PATIENCE + SLACK)
        self.assertTrue("the database is away" in server.log())
        self.assertTrue(server.recovers())
        self.assertEqual(server.beat(server.session, address="192.0.2.1").status, 200)

    def test_sqlite(self):
        with Server(environment={"DATABASE_URL": ""}) as server:
            self.answers_everybody_in_time(server, server.locked_database())

    def test_postgres(self):
        with postgres.Cluster() as cluster, Server(environment={"DATABASE_URL": cluster.url()}) as server:
            self.answers_everybody_in_time(server, cluster.hanging())


class Slow(unittest.TestCase):
    def test_the_transactions_of_a_request_share_its_time(self):
        with contextlib.ExitStack() as stack:
            cluster = stack.enter_context(postgres.Cluster(tcp=True))
            gate = stack.enter_context(Gate(cluster.port))
            url = cluster.url(host="127.0.0.1").replace(f":{cluster.port}/", f":{gate.port}/")
            server = stack.enter_context(Server(environment={"DATABASE_URL": url}))
            gate.delay = 0.3
            calls = ((server.event, server.session, "error"), (server.ask_code, "+14155550199"))
            answers = all_at_once(len(calls), lambda i: server.timed(*calls[i], address=f"192.0.2.{i + 1}"))
            gate.delay = 0
            print("a slow database:", answers)
            self.assertLess(max(seconds for _, seconds in answers), PATIENCE + SLACK)
            self.assertTrue(server.recovers())


if __name__ == "__main__":
    unittest.main(verbosity=2)
