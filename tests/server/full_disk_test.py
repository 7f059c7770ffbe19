# SPDX-License-Identifier: MIT
"""A disk that takes no more: /ready and the log say so, nothing that was answered is lost, and it is over when there is
room again."""
import unittest
import uuid

from real_server import RealServer, all_at_once


class FullDisk(unittest.TestCase):
    def test_it_is_named_and_survived(self):
        with RealServer(environment={"DATABASE_URL": ""}) as server:
            session, key = server.begin(server.log_in()), str(uuid.uuid4())
            first = server.event(session, "error", key=key)
            with server.full_disk():
                for _ in range(3):
                    self.assertEqual(server.call("GET", "/ready").status, 503)
                    self.assertEqual(server.event(session, "done").status, 503)
                    self.assertEqual(server.beat(session).status, 503)
                    self.assertEqual(server.call("GET", "/health").status, 200)  # it is alive
                for _ in range(20):  # what one runs into is everybody's who shares its transaction
                    answers = all_at_once(16, lambda i: (server.beat if i % 2 else server.event)(session))
                    self.assertEqual({answer.status for answer in answers}, {503})
                self.assertRegex(server.log(), '"the database is away, busy or full".*"why":"SQLite: ')
            self.assertEqual(server.call("GET", "/ready").status, 200)
            self.assertEqual(server.event(session, "error", key=key).body, first.body)
            self.assertTrue(server.event(session, "done")["sms_sent"])
            self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
