# SPDX-License-Identifier: MIT
"""A server with nothing to do asks its database nothing, so that one which sleeps stays asleep."""
import os
import time
import unittest

import postgres
from real_server import RealServer

# Ten rounds of a second, or so many minutes as delivered: one look a minute.
MINUTES = int(os.environ.get("TOCSIN_IDLE_MINUTES", "0"))
ROUND = 60 if MINUTES else 1  # seconds
LOOKS = MINUTES or 10


class Idle(unittest.TestCase):
    def setUp(self):
        self.cluster = self.enterContext(postgres.Cluster())
        postgres.sql(self.cluster.url(), "ALTER SYSTEM SET autovacuum = off; SELECT pg_reload_conf()")
        url = postgres.fresh_database(self.cluster.url())
        self.name = url.rpartition("/")[2]
        self.server = self.enterContext(RealServer("--look-every", str(ROUND), environment={"DATABASE_URL": url}))

    def count(self):
        """Asked in another database, so that asking is not counted."""
        return int(postgres.sql(self.cluster.url(), "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE "
                                                    f"datname = '{self.name}'")[0])

    def settled(self):
        """The count once it has stood still: there is a last look within a round, and what a connection did last, it
        reports ten seconds later."""
        before, since = self.count(), time.monotonic()
        while time.monotonic() - since < ROUND + 12:
            time.sleep(0.5)
            if (now := self.count()) != before:
                before, since = now, time.monotonic()
        return before

    def test_nothing_is_asked_while_nothing_can_be_due(self):
        server = self.server
        before = self.settled()  # after the start
        time.sleep(LOOKS * ROUND)
        self.assertEqual(self.count() - before, 0)

        session = server.begin(server.log_in())
        before = self.count()
        busy_rounds = min(LOOKS, 10 if ROUND == 1 else 2)
        time.sleep(busy_rounds * ROUND)
        busy = self.count() - before
        self.assertGreater(busy, busy_rounds // 2)  # a look a round while a session is open

        server.end(session)
        before = self.settled()
        for _ in range(LOOKS):
            self.assertEqual(server.call("GET", "/health").status, 200)
            time.sleep(ROUND)
        idle = self.count() - before
        print(f"{LOOKS} rounds of {ROUND} s: {idle} transactions; {busy} in {busy_rounds} with a session open")
        self.assertEqual(idle, 0)
        self.assertEqual(server.call("GET", "/ready").status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
