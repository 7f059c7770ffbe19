# SPDX-License-Identifier: MIT
"""Another JWT_SECRET: what was made with the previous one goes on, or does not."""
import contextlib
import time
import unittest
import uuid

from fake_twilio import FakeTwilio
from program_test import run
from real_server import RealServer
from twilio_test import TwilioServer, settled

OLD, NEW = "the old secret, " + "o" * 32, "the new secret, " + "n" * 32
NOBODY = "http://127.0.0.1:9"


class UnderWay:
    """What somebody has in hand while the server gets another secret: a token, a session, a text and a pairing code
    that could not be sent yet, and the page of the login."""

    def __init__(self, twilio, server):
        self.twilio, self.server = twilio, server
        self.access = server.log_in()
        self.session = server.begin(self.access)
        self.start(OLD, TWILIO_API_BASE_URL=NOBODY)
        self.key = str(uuid.uuid4())
        self.queued = server.event(self.session, "done", key=self.key)["sms_status"]
        self.temp_token = server.ask_code("+14155550124")["temp_token"]
        self.page = server.show_login()

    def start(self, secret, previous="", **environment):
        self.server.stop()
        self.server.environment |= {"JWT_SECRET": secret, "JWT_SECRET_PREVIOUS": previous, **self.twilio.environment(),
                                    **environment}
        self.server.start()


@contextlib.contextmanager
def under_way():
    with FakeTwilio() as twilio, TwilioServer(twilio, JWT_SECRET=OLD) as server:
        yield twilio, server, UnderWay(twilio, server)


class AnotherSecret(unittest.TestCase):
    def test_with_the_previous_one_everything_goes_on(self):
        with under_way() as (twilio, server, mine):
            self.assertEqual(mine.queued, "queued")
            mine.start(NEW, previous=OLD)
            settled(server, mine.session, mine.key, "sent")
            twilio.wait_for(lambda t: len(t.messages) == 3)
            self.assertEqual(sum("Finished" in text["body"] for text in server.texts()), 1)
            self.assertEqual(server.begin(mine.access)["monitoring_id"], mine.session["monitoring_id"])
            self.assertEqual(server.exchange(mine.temp_token, server.last_code()).status, 200)
            self.assertEqual(server.send_login(mine.page, "+14155550125").status, 302)
            renewed = server.post("/auth/refresh", token=mine.access)["access_token"]
            mine.start(NEW)
            self.assertEqual(server.begin(mine.access)["error"], "unauthorized")
            self.assertEqual(server.begin(renewed)["monitoring_id"], mine.session["monitoring_id"])

    def test_a_refresh_and_a_pairing_whose_answers_were_lost_are_repeated(self):
        with RealServer(environment={"JWT_SECRET": OLD}) as server:
            access = server.log_in()
            server.post("/auth/refresh", token=access)
            temp_token = server.ask_code("+14155550124")["temp_token"]
            code = server.last_code()
            server.exchange(temp_token, code)
            server.environment = {"JWT_SECRET": NEW, "JWT_SECRET_PREVIOUS": OLD}
            server.restart()
            tokens = [server.post("/auth/refresh", token=access), server.exchange(temp_token, code)]
            server.environment = {"JWT_SECRET": NEW}
            server.restart()
            for token in tokens:
                self.assertEqual(server.begin(token["access_token"]).status, 200)

    def test_without_it_nothing_does(self):
        with under_way() as (twilio, server, mine):
            mine.start(NEW)
            answer = server.begin(mine.access)
            self.assertEqual((answer.status, answer["error"]), (401, "unauthorized"))
            for dead in (server.event(mine.session, "done", key=mine.key), server.beat(mine.session),
                         server.show(mine.session)):
                self.assertEqual((dead.status, dead["error"]), (401, "unauthorized"))
            deadline = time.monotonic() + 20
            while server.sql("SELECT status FROM outbox WHERE monitoring_id IS NOT NULL") != ["failed"]:
                self.assertLess(time.monotonic(), deadline)
            self.assertEqual(server.send_login(mine.page, "+14155550125").status, 400)
            self.assertEqual(len(twilio.messages), 1)

    def test_servers_that_change_one_after_the_other_understand_each_other(self):
        with FakeTwilio() as twilio, TwilioServer(twilio, JWT_SECRET=OLD, JWT_SECRET_PREVIOUS=NEW) as last, \
                TwilioServer(twilio, JWT_SECRET=NEW, JWT_SECRET_PREVIOUS=OLD) as first:
            first.stop()
            first.share(last)
            first.start()
            for one, other in ((first, last), (last, first)):
                session = other.begin(one.log_in())
                self.assertTrue(one.event(session, "done")["sms_sent"])

    def test_a_short_one_is_refused(self):
        answer = run("--port", "0", JWT_SECRET=NEW, JWT_SECRET_PREVIOUS="x" * 31)
        self.assertEqual((answer.returncode, answer.stdout), (78, ""))
        self.assertIn("JWT_SECRET_PREVIOUS has 31 bytes; it needs at least 32", answer.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
