# SPDX-License-Identifier: MIT
"""A disk that takes no more: said by /ready and in the log, and over when there is room again."""
import resource
import unittest

from real_server import RealServer


@unittest.skipIf(not hasattr(resource, "prlimit"), "prlimit is Linux's")
class FullDisk(unittest.TestCase):
    def test_it_is_named_and_survived(self):
        with RealServer() as server:
            if server.database_url:
                self.skipTest("the database is another process")
            session = server.begin(server.log_in())
            usual = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
            size = max(path.stat().st_size for path in server.data.iterdir())
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, usual[1]))
            # The log of the database may begin anew at its first page, and then there is room for a while.
            answers = [server.call("GET", "/ready").status]
            while answers[-1] == 200 and len(answers) < 90:
                for _ in range(20):
                    server.event(session, "done")
                answers.append(server.call("GET", "/ready").status)
            self.assertEqual(answers[-1], 503)
            self.assertEqual(server.event(session, "error").status, 503)
            self.assertEqual(server.call("GET", "/health").status, 200)
            self.assertRegex(server.log(), r'"message":"the database is away, busy or full".*"why":"SQLite: [a-z/ ]+"')
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, usual)
            self.assertEqual(server.call("GET", "/ready").status, 200)
            self.assertEqual(server.event(session, "error").status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
