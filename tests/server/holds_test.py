# SPDX-License-Identifier: MIT
"""Texts that are held, with the real server: whatever happens meanwhile, each is sent once or was withdrawn."""
import collections
import random
import signal
import time
import unittest
import uuid

from fake_twilio import FakeTwilio
from real_server import RealServer, all_at_once

TRIES = 200
SESSIONS_OF_A_PHONE = 20  # as many texts as it gets in an hour


class TwilioServer(RealServer):
    def __init__(self, twilio):
        super().__init__("--behind-proxy", "--look-every", "1", "--look-when-idle", "1", environment=twilio.environment())
        self.twilio, self.busy = twilio, 0

    def call(self, *what, **more):
        """As a client would: again, when the database was too busy."""
        while (answer := super().call(*what, **more)).status == 503:
            self.busy += 1
        return answer

    def texts(self):
        return [{"to": m.to, "body": m.body} for m in list(self.twilio.messages)]

    def many_sessions(self, count):
        sessions = []
        for number in range(-(-count // SESSIONS_OF_A_PHONE)):
            access = self.log_in(f"+1415555{1000 + number}", address=f"192.0.2.{number + 1}")
            sessions += [self.begin(access, f"claude-{i}") for i in range(SESSIONS_OF_A_PHONE)]
        return sessions[:count]


class TwoServers:
    """Two processes on one database."""

    def __init__(self, twilio):
        self.first, self.second = TwilioServer(twilio), TwilioServer(twilio)

    def __enter__(self):
        self.first.start()
        self.second.share(self.first)
        self.second.start()
        return self

    def __exit__(self, *_):
        for server in (self.second, self.first):
            server.__exit__()

    def __getitem__(self, i):
        return (self.first, self.second)[i % 2]


class Held:
    """An event whose text is held, and the text's name at Twilio."""

    def __init__(self, server, session, seconds, kind="permission"):
        self.session, self.key = session, str(uuid.uuid4())
        self.answer = server.event(session, "waiting", kind, hold=seconds, key=self.key)
        assert self.answer["sms_status"] == "held", self.answer.body
        self.due = time.monotonic() + seconds
        self.text = self.answer["sms_id"].removeprefix("sms_")

    def again(self, server, kind="permission"):
        return server.event(self.session, "waiting", kind, key=self.key)


def times_sent(twilio):
    return collections.Counter(m.callback.rpartition("=")[2] for m in list(twilio.messages))


def wait_until(what, seconds=60):
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)


class Holds(unittest.TestCase):
    def test_a_withdrawal_at_the_moment_it_is_due_and_the_text_exclude_each_other(self):
        with FakeTwilio() as twilio, TwoServers(twilio) as servers:
            sessions = servers.first.many_sessions(TRIES)

            def attempt(i):
                held = Held(servers[i], sessions[i], 1)
                time.sleep(max(0, held.due - time.monotonic() + random.uniform(-0.3, 0.15)))
                return held, servers[i + random.randint(0, 1)].withdraw(held.session, held.key)["result"]

            tries = [found for some in range(4) for found in
                     all_at_once(TRIES // 4, lambda i: attempt(some * TRIES // 4 + i))]
            for held, result in tries:  # those that were in the provider's hands are over by then
                wait_until(lambda: held.again(servers.first).body.get("sms_status") not in ("held", "queued"))
            sent = times_sent(twilio)
            for held, result in tries:
                self.assertEqual(sent[held.text], {"withdrawn": 0, "already_sent": 1}[result])
                again = held.again(servers.second)
                self.assertEqual(again["sms_status"], {"withdrawn": "withdrawn", "already_sent": "sent"}[result])
                self.assertEqual(servers.second.withdraw(held.session, held.key)["result"], result)
            self.assertEqual(twilio.problems, [])
            print(f"{TRIES} tries:", dict(collections.Counter(result for _, result in tries)),
                  f"{servers.first.busy + servers.second.busy} answers of a busy database")

    def test_a_killed_server_sends_what_it_held_once_when_it_is_back(self):
        with FakeTwilio() as twilio, TwilioServer(twilio) as server:
            sessions = server.many_sessions(12)
            held = [Held(server, session, 2) for session in sessions]
            withdrawn = held.pop()
            self.assertEqual(server.withdraw(withdrawn.session, withdrawn.key)["result"], "withdrawn")
            for one in held[:3]:
                self.assertEqual(one.again(server).body, one.answer.body)  # the first answer may have been lost
            server.restart(signal.SIGKILL)
            wait_until(lambda: all(one.again(server).body["sms_status"] == "sent" for one in held))
            server.restart(signal.SIGKILL)
            for one in held:
                self.assertEqual(one.again(server)["sms_status"], "sent")
                self.assertEqual(times_sent(twilio)[one.text], 1)
            self.assertEqual(times_sent(twilio)[withdrawn.text], 0)

    def test_a_text_whose_hold_ended_while_the_server_was_away_goes_out_at_its_start(self):
        with FakeTwilio() as twilio, TwilioServer(twilio) as server:
            held = Held(server, server.many_sessions(1)[0], 1)
            server.stop(signal.SIGKILL)
            time.sleep(max(0, held.due - time.monotonic()))
            self.assertEqual(times_sent(twilio)[held.text], 0)
            server.start()
            wait_until(lambda: times_sent(twilio)[held.text])
            wait_until(lambda: held.again(server)["sms_status"] == "sent")

    def test_another_server_sends_what_a_dead_one_held(self):
        with FakeTwilio() as twilio, TwoServers(twilio) as servers:
            sessions = servers.first.many_sessions(8)
            held = [Held(servers.first, session, 2) for session in sessions]
            servers.first.stop(signal.SIGKILL)
            wait_until(lambda: all(times_sent(twilio)[one.text] for one in held))
            wait_until(lambda: all(one.again(servers.second)["sms_status"] == "sent" for one in held))
            self.assertEqual(set(times_sent(twilio)[one.text] for one in held), {1})
            servers.first.start()

    def test_each_text_is_sent_by_one_of_two_servers(self):
        with FakeTwilio() as twilio, TwoServers(twilio) as servers:
            sessions = servers.first.many_sessions(60)
            held = all_at_once(60, lambda i: Held(servers[i], sessions[i], 2))
            wait_until(lambda: all(times_sent(twilio)[one.text] for one in held))
            wait_until(lambda: all(one.again(servers.second)["sms_status"] == "sent" for one in held))
            self.assertEqual(set(times_sent(twilio)[one.text] for one in held), {1})

    def test_what_two_servers_hold_is_judged_by_one_limit(self):
        with FakeTwilio() as twilio, TwoServers(twilio) as servers:
            session = servers.first.many_sessions(1)[0]
            held = all_at_once(16, lambda i: Held(servers[i], session, 1))
            wait_until(lambda: not any(one.again(servers.first).body.get("sms_status") == "held" for one in held))
            answers = [one.again(servers.second) for one in held]
            self.assertEqual(sum(a["sms_sent"] for a in answers), 1)
            self.assertEqual(sum(a["rate_limited"] for a in answers), 15)
            self.assertEqual(sum(times_sent(twilio)[one.text] for one in held), 1)

    def test_a_withdrawal_and_its_event_at_once_never_leave_a_text_behind(self):
        with FakeTwilio() as twilio, TwoServers(twilio) as servers:
            sessions = servers.first.many_sessions(40)
            keys = [str(uuid.uuid4()) for _ in sessions]

            def act(i):
                session, key = sessions[i // 2], keys[i // 2]
                if i % 2:
                    return servers[random.randint(0, 1)].withdraw(session, key)
                return servers[i // 2].event(session, "waiting", "question", hold=2, key=key)

            answers = all_at_once(80, act)
            for event, withdrawal in zip(answers[::2], answers[1::2]):
                self.assertIn(withdrawal["result"], ("withdrawn", "unknown"))
                if withdrawal["result"] == "unknown":
                    self.assertEqual(event["reason"], "withdrawn")
            for i, session in enumerate(sessions):
                self.assertEqual(servers.first.withdraw(session, keys[i])["result"], "withdrawn")
            last = Held(servers.first, sessions[0], 3)  # later than all of those
            wait_until(lambda: times_sent(twilio)[last.text])
            self.assertEqual([m.body for m in twilio.messages if "Has a question" in m.body], [])

    def test_a_stop_among_withdrawals_and_due_holds_leaves_nothing_half_done(self):
        with FakeTwilio() as twilio, TwoServers(twilio) as servers:
            sessions = servers.first.many_sessions(20)
            held = [Held(servers[i], session, 1) for i, session in enumerate(sessions)]

            def act(i):
                time.sleep(max(0, held[i // 2].due - time.monotonic() + random.uniform(-0.1, 0.2)))
                one = held[i // 2]
                return servers[i].end(one.session) if i % 2 else servers[i].withdraw(one.session, one.key)

            answers = all_at_once(40, act)
            self.assertTrue(all(a.status in (200, 401) for a in answers))
            wait_until(lambda: not any(one.again(servers.first)["sms_status"] in ("held", "queued") for one in held))
            for one in held:
                again = one.again(servers.second)
                self.assertEqual(times_sent(twilio)[one.text], int(again["sms_sent"]))


if __name__ == "__main__":
    unittest.main(verbosity=2)
