# SPDX-License-Identifier: MIT
"""An answer is lost after the server did what it was asked, or the server is killed before it did: the client repeats
the request, and both continue in one of the two states. The client never has to log in again because of it."""
import contextlib
import functools
import http.client
import random
import signal
import threading
import unittest
import uuid

from races_test import TwoServers
from real_server import AS_OF_VERSION_9, RealServer


class LossyServer(RealServer):
    """Each method of `losses` sends a request in such a way that its answer is lost."""
    losses = ("lost", "cut", "killed_after", "killed_before")

    def __init__(self, *arguments, **more):
        super().__init__(*arguments, **more)
        self.sent = threading.Event()
        self.cuts = False

    def send(self, *what, **more):
        connection = super().send(*what, **more)
        self.sent.set()
        if self.cuts:
            connection.close()
            raise ConnectionAbortedError
        return connection

    def lost(self, ask):
        ask()

    def cut(self, ask):
        """The client hangs up at once; the server may carry the request out before, during or after the next one."""
        self.cuts = True
        with contextlib.suppress(ConnectionAbortedError):
            ask()
        self.cuts = False

    def killed_after(self, ask):
        ask()
        self.restart(signal.SIGKILL)

    def killed_before(self, ask):
        def try_it():
            with contextlib.suppress(OSError, http.client.HTTPException):
                ask()

        self.sent.clear()
        with self.locked_database():
            asking = threading.Thread(target=try_it)
            asking.start()
            self.sent.wait()
            self.stop(signal.SIGKILL)
            asking.join()
        self.start()


class AnswersByTwo(TwoServers):
    """Requests go to one process and the other in turn."""
    losses = ("lost",)

    def lost(self, ask):
        ask()


def refresh(server, token):
    return server.post("/auth/refresh", token=token)


def for_each_loss(test):
    """Runs test(self, server, lose) with a new server for each way to lose an answer."""
    @functools.wraps(test)
    def run(self):
        for loss in self.server.losses:
            with self.subTest(loss), self.server() as server:
                test(self, server, getattr(server, loss))
    return run


class OneProcess(unittest.TestCase):
    server = LossyServer

    @for_each_loss
    def test_pairing(self, server, lose):
        temp_token = server.ask_code()["temp_token"]
        code = server.last_code()
        for _ in range(3):
            lose(lambda: server.exchange(temp_token, code))
        answer = server.exchange(temp_token, code)
        self.assertEqual(answer.status, 200, answer.body)
        self.assertEqual(server.begin(answer["access_token"]).status, 200)
        self.assertEqual(server.sql("SELECT COUNT(*) FROM logins"), ["1"])
        self.assertEqual(server.exchange(temp_token, code)["error"], "token_expired")
        self.assertEqual(server.begin(answer["access_token"]).status, 200)

    @for_each_loss
    def test_refresh(self, server, lose):
        access = server.log_in()
        session = server.begin(access)
        for _ in range(3):
            for _ in range(2):
                lose(lambda: refresh(server, access))
            answer = refresh(server, access)
            self.assertEqual(answer.status, 200, answer.body)
            access = answer["access_token"]
            self.assertEqual(server.begin(access)["monitoring_id"], session["monitoring_id"])

    @for_each_loss
    def test_the_old_token_after_a_refresh(self, server, lose):
        access = server.log_in()
        lose(lambda: refresh(server, access))
        self.assertEqual(server.sql("SELECT COUNT(*) FROM access_tokens WHERE dies_at IS NOT NULL"), ["0"])
        session = server.begin(access)
        self.assertEqual(session.status, 200)
        self.assertEqual(server.show(session, token=access).status, 200)
        self.assertEqual(server.post("/auth/logout", token=access).status, 200)

    def check_start(self, server, lose, key):
        access = server.log_in()
        lose(lambda: server.begin(access, key=key))
        session = server.begin(access, key=key)
        self.assertEqual(session.status, 200, session.body)
        self.assertEqual(server.beat(session).status, 200)
        self.assertEqual(server.sql("SELECT COUNT(*) FROM sessions"), ["1"])
        self.assertEqual(server.end(session).status, 200)

    @for_each_loss
    def test_start_without_a_key(self, server, lose):
        self.check_start(server, lose, None)

    @for_each_loss
    def test_start_with_a_key(self, server, lose):
        self.check_start(server, lose, str(uuid.uuid4()))

    @for_each_loss
    def test_a_start_whose_token_was_refreshed_in_between(self, server, lose):
        access = server.log_in()
        key = str(uuid.uuid4())
        lose(lambda: server.begin(access, key=key))
        lose(lambda: refresh(server, access))
        session = server.begin(refresh(server, access)["access_token"], key=key)
        self.assertEqual(session.status, 200, session.body)
        self.assertEqual(server.beat(session).status, 200)
        self.assertEqual(server.sql("SELECT COUNT(*) FROM sessions"), ["1"])

    @for_each_loss
    def test_event(self, server, lose):
        session = server.begin(server.log_in())
        key = str(uuid.uuid4())
        lose(lambda: server.event(session, "done", key=key))
        self.assertTrue(server.event(session, "done", key=key)["sms_sent"])
        self.assertEqual(server.end(session)["session_summary"]["sms_sent"], 1)
        self.assertEqual(server.sql("SELECT COUNT(*) FROM events"), ["1"])

    @for_each_loss
    def test_a_held_event(self, server, lose):
        session = server.begin(server.log_in())
        key = str(uuid.uuid4())
        lose(lambda: server.event(session, "waiting", "permission", hold=900, key=key))
        answer = server.event(session, "waiting", "permission", hold=900, key=key)
        self.assertFalse(answer["sms_sent"])
        self.assertTrue(answer["held_until"])
        self.assertEqual(server.sql("SELECT COUNT(*) FROM outbox WHERE status = 'held'"), ["1"])
        self.assertEqual(server.withdraw(session, key)["result"], "withdrawn")

    @for_each_loss
    def test_a_withdrawal(self, server, lose):
        session = server.begin(server.log_in())
        key = str(uuid.uuid4())
        self.assertTrue(server.event(session, "waiting", "permission", hold=900, key=key)["held_until"])
        for _ in range(2):
            lose(lambda: server.withdraw(session, key))
        self.assertEqual(server.withdraw(session, key)["result"], "withdrawn")
        self.assertEqual(server.event(session, "waiting", "permission", hold=900, key=key)["sms_status"], "withdrawn")
        self.assertEqual(server.sql("SELECT COUNT(*) FROM outbox WHERE status = 'held'"), ["0"])
        self.assertEqual(server.event_texts(), [])

    @for_each_loss
    def test_a_withdrawal_before_its_event(self, server, lose):
        """The event may still be on its way."""
        session = server.begin(server.log_in())
        key = str(uuid.uuid4())
        lose(lambda: server.withdraw(session, key))
        self.assertEqual(server.withdraw(session, key)["result"], "unknown")
        answer = server.event(session, "waiting", "permission", hold=900, key=key)
        self.assertEqual((answer["sms_sent"], answer["reason"]), (False, "withdrawn"))
        self.assertEqual(server.event_texts(), [])

    def check_stop(self, server, lose, key):
        access = server.log_in()
        session = server.begin(access)
        lose(lambda: server.end(session, key=key))
        answer = server.end(session, key=key)
        self.assertEqual(answer.status, 200, answer.body)
        self.assertEqual(server.beat(session)["error"], "token_expired")
        self.assertNotEqual(server.begin(access)["monitoring_id"], session["monitoring_id"])

    @for_each_loss
    def test_stop_without_a_key(self, server, lose):
        self.check_stop(server, lose, None)

    @for_each_loss
    def test_stop_with_a_key(self, server, lose):
        self.check_stop(server, lose, str(uuid.uuid4()))

    @for_each_loss
    def test_logout(self, server, lose):
        access = server.log_in()
        session = server.begin(access)
        unused = refresh(server, access)["access_token"]
        lose(lambda: server.post("/auth/logout", token=access))
        answer = server.post("/auth/logout", token=access)
        self.assertIn((answer.status, answer.body.get("error")), {(200, None), (401, "unauthorized")})
        self.assertEqual(server.beat(session)["error"], "token_expired")
        for token in (access, unused):
            self.assertEqual(refresh(server, token)["error"], "unauthorized")
        self.assertEqual(server.sql("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL"), ["0"])


class TwoProcesses(OneProcess):
    """The repeated request goes to the process that did not get the first."""
    server = AnswersByTwo


class KilledAtAnyMoment(unittest.TestCase):
    REFRESHES, KILLS = 300, 6

    def client(self, server, luck):
        """Refreshes all the time, and forgets some answers as if it had been killed."""
        token, answers = self.access, 0
        while answers < self.REFRESHES:
            self.up.wait(60)
            try:
                answer = refresh(server, token)
                self.assertEqual(answer.status, 200, answer.body)
                answers += 1
                if answers in self.kill_at:
                    self.now.release()
                if luck.random() < 0.4:
                    continue
                token = answer["access_token"]
                if luck.random() < 0.5:
                    answer = server.begin(token, f"claude-{luck.randrange(5)}")
                    self.assertEqual(answer.status, 200, answer.body)
            except (OSError, http.client.HTTPException):
                continue
        self.assertEqual(server.begin(token).status, 200)

    def test_a_client_keeps_its_login(self):
        seed = random.randrange(10**6)
        luck = random.Random(seed)
        self.up, self.now = threading.Event(), threading.Semaphore(0)
        self.up.set()
        self.kill_at = set(luck.sample(range(1, self.REFRESHES - 1), self.KILLS))
        wrong = []

        def run():
            try:
                self.client(server, random.Random(seed + 1))
            except BaseException as e:
                wrong.append(f"seed {seed}: {e!r}")
                self.now.release(self.KILLS)

        with RealServer() as server:
            self.access = server.log_in()
            client = threading.Thread(target=run)
            client.start()
            for _ in range(self.KILLS):
                self.now.acquire()
                self.up.clear()
                server.restart(signal.SIGKILL)
                self.up.set()
            client.join()
        self.assertEqual(wrong, [])


class OfAnOlderVersion(unittest.TestCase):
    def test_tokens_of_a_database_without_successors_go_on(self):
        with RealServer() as server:
            access = server.log_in()
            other = server.log_in()
            server.stop()
            server.sql(AS_OF_VERSION_9 +
                       "ALTER TABLE access_tokens DROP COLUMN replaces; ALTER TABLE access_tokens DROP COLUMN used; "
                       "ALTER TABLE pairing_codes DROP COLUMN login_id; DROP INDEX outbox_held; ALTER TABLE outbox DROP COLUMN reason; "
                       "ALTER TABLE outbox DROP COLUMN allowed_at; ALTER TABLE outbox DROP COLUMN answered_at; "
                       "ALTER TABLE sessions DROP COLUMN present; ALTER TABLE sessions DROP COLUMN presence_at; "
                       "DELETE FROM migrations WHERE version > 6")
            server.start()
            refresh(server, access)
            renewed = refresh(server, access)["access_token"]
            for token in (access, renewed, other):
                self.assertEqual(server.begin(token).status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
