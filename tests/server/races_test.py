# SPDX-License-Identifier: MIT
"""Every limit holds when everybody comes at the same moment."""
import collections
import itertools
import pathlib
import unittest
import uuid

import postgres
from real_server import ON_POSTGRES, RealServer, all_at_once, time_text


def codes(answers):
    return collections.Counter(answer.status for answer in answers)


class TwoServers(RealServer):
    """Two processes on one database, with one secret; requests go to one and the other in turn."""

    def start(self):
        super().start()
        self.second = RealServer(*self.arguments, environment=self.environment)
        self.second.share(self)
        self.second.start()
        self.turn = itertools.count()
        return self

    def stop(self, *how):
        self.second.stop(*how)
        self.second.folder.cleanup()
        return super().stop(*how)

    def call(self, *what, **more):
        who = super() if next(self.turn) % 2 else self.second
        return who.call(*what, **more)


class OneProcess(unittest.TestCase):
    server = RealServer

    def test_32_events_of_one_type_send_one_text(self):
        with self.server() as server:
            session = server.begin(server.log_in())
            answers = all_at_once(32, lambda i: server.event(session, "error", "api", f"no. {i}"))
            self.assertEqual(codes(answers), {200: 32})
            self.assertEqual(sum(a["sms_sent"] for a in answers), 1)
            self.assertEqual(len(server.event_texts()), 1)
            totals = server.end(session)["session_summary"]
            self.assertEqual((totals["sms_sent"], totals["errors_encountered"]), (1, 32))

    def test_32_events_with_one_key_get_one_answer(self):
        with self.server() as server:
            session = server.begin(server.log_in())
            key = str(uuid.uuid4())
            answers = all_at_once(32, lambda i: server.event(session, "done", key=key))
            self.assertEqual(len({str(a.body) for a in answers}), 1)
            self.assertTrue(answers[0]["sms_sent"])
            self.assertEqual(len(server.event_texts()), 1)

    def test_30_sessions_send_20_texts_an_hour_to_one_phone(self):
        with self.server() as server:
            access = server.log_in()
            sessions = [server.begin(access, f"claude-{i}") for i in range(30)]
            # Half of them of kinds that may spend 12 of the 20.
            kinds = [("done", "done")] * 15 + [("waiting", "permission")] * 15
            answers = all_at_once(30, lambda i: server.event(sessions[i], *kinds[i]))
            self.assertEqual(sum(a["sms_sent"] for a in answers), 20)
            self.assertLessEqual(sum(a["sms_sent"] for a in answers[:15]), 12)
            self.assertEqual(len(server.event_texts()), 20)
            held = [a for a in answers if not a["sms_sent"]]
            self.assertTrue(all(a["rate_limited"] and 3500 < a["retry_after"] <= 3600 for a in held))

    def test_of_20_wrong_codes_5_are_judged(self):
        with self.server() as server:
            temp_token = server.ask_code()["temp_token"]
            right = server.last_code()
            wrong = [f"{i:06}" for i in range(30) if f"{i:06}" != right]
            answers = all_at_once(20, lambda i: server.exchange(temp_token, wrong[i]))
            self.assertEqual(codes(answers), {400: 5, 401: 15})
            self.assertEqual(sorted(a["details"]["attempts_left"] for a in answers if a.status == 400),
                             [0, 1, 2, 3, 4])
            self.assertEqual(server.exchange(temp_token, right).status, 401)

    def test_a_code_is_good_for_one_login(self):
        with self.server() as server:
            temp_token = server.ask_code()["temp_token"]
            code = server.last_code()
            answers = all_at_once(16, lambda i: server.exchange(temp_token, code))
            self.assertEqual(codes(answers), {200: 16})  # all but one may be repeats of it whose answer was lost
            self.assertEqual(server.sql("SELECT COUNT(*) FROM logins"), ["1"])
            used = all_at_once(16, lambda i: server.begin(answers[i]["access_token"]))
            self.assertEqual(codes(used), {200: 1, 401: 15})
            self.assertEqual(server.exchange(temp_token, code).status, 401)

    def test_12_requests_for_one_phone_get_3_codes_or_6_from_everywhere(self):
        for addresses, sent in ((1, 3), (12, 6)):
            with self.server("--behind-proxy", "--limit", "codes-per-address=12") as server:
                answers = all_at_once(12, lambda i: server.ask_code(address=f"192.0.2.{i % addresses}"))
                self.assertEqual(codes(answers), {200: sent, 429: 12 - sent})
                self.assertEqual(len(server.texts()), sent)

    def test_12_requests_of_one_address_get_5_codes(self):
        with self.server() as server:
            answers = all_at_once(12, lambda i: server.ask_code(f"+1415555{1000 + i}"))
            self.assertEqual(codes(answers), {200: 5, 429: 7})
            self.assertEqual(len(server.texts()), 5)

    def test_starts_of_one_claude_session_share_a_monitored_session(self):
        with self.server() as server:
            access = server.log_in()
            answers = all_at_once(16, lambda i: server.begin(access))
            self.assertEqual(len({a["monitoring_id"] for a in answers}), 1)
            self.assertEqual(len({a["session_token"] for a in answers}), 16)
            self.assertEqual(codes(server.beat(a) for a in answers), {200: 16})

    def test_stops_at_once_all_answer_200(self):
        with self.server() as server:
            session = server.begin(server.log_in())
            answers = all_at_once(16, lambda i: server.end(session))
            self.assertEqual(codes(answers), {200: 16})
            self.assertEqual(len({str(a.body) for a in answers}), 1)

    def test_of_the_tokens_of_refreshes_at_once_one_works(self):
        with self.server() as server:
            access = server.log_in()
            answers = all_at_once(8, lambda i: server.post("/auth/refresh", token=access))
            self.assertEqual(codes(answers), {200: 8})
            used = all_at_once(8, lambda i: server.begin(answers[i]["access_token"]))
            self.assertEqual(codes(used), {200: 1, 401: 7})
            again = [server.begin(a["access_token"]).status for a in answers]
            self.assertEqual(again, [u.status for u in used])
            self.assertEqual(server.begin(access).status, 200)  # for requests that are under way

    def test_a_token_whose_successor_is_used_at_the_same_moment_still_works(self):
        with self.server() as server:
            old = server.log_in()
            new = server.post("/auth/refresh", token=old)["access_token"]
            answers = all_at_once(16, lambda i: server.begin((old, new)[i % 2], f"claude-{i}"))
            self.assertEqual(codes(answers), {200: 16})

    def test_a_logout_among_refreshes_leaves_no_token(self):
        with self.server() as server:
            access = server.log_in()
            answers = all_at_once(8, lambda i: server.post("/auth/logout" if i == 5 else "/auth/refresh", token=access))
            self.assertEqual(answers.pop(5).status, 200)
            for token in [access, *(a["access_token"] for a in answers if a.status == 200)]:
                self.assertEqual(server.begin(token)["error"], "unauthorized")

    def test_a_logout_among_events_leaves_nothing_half_done(self):
        with self.server() as server:
            access = server.log_in()
            session = server.begin(access)
            path = f"/sessions/{session['monitoring_id']}/heartbeat"
            beat = {"timestamp": time_text(), "last_activity": time_text()}

            def act(i):
                if i == 5:
                    return server.post("/auth/logout", token=access)
                return server.post(path, beat, token=session["session_token"])

            answers = all_at_once(16, act)
            self.assertEqual(answers[5]["sessions_cleared"], 1)
            self.assertTrue(all(a.status in (200, 401) for a in answers))
            self.assertEqual(server.beat(session).status, 401)


class TwoProcesses(OneProcess):
    """All of it once more: what the database holds holds for both."""
    server = TwoServers

    def test_two_processes_start_on_an_empty_database(self):
        for _ in range(3):
            with RealServer() as first, RealServer() as second:
                servers = (first, second)
                for server in servers:
                    server.stop()
                fresh = postgres.fresh_database(ON_POSTGRES) if ON_POSTGRES else None
                folder = pathlib.Path(first.folder.name, "fresh")
                for server in servers:
                    server.data, server.database_url = folder, fresh

                def live(i):  # all of it: a process ends with the thread that started it
                    servers[i].start()
                    return servers[i].call("GET", "/health").status, servers[i].stop()

                self.assertEqual(all_at_once(2, live), [(200, 0), (200, 0)])


class EachProcess(unittest.TestCase):
    """What each process counts for itself, in memory."""

    def test_100_requests_a_minute_without_a_token(self):
        with RealServer() as server:
            answers = [a for some in range(4) for a in all_at_once(40, lambda i: server.call("GET", "/health"))]
            self.assertEqual(codes(answers), {200: 100, 429: 60})
            self.assertTrue(all(1 <= int(a.headers["Retry-After"]) <= 60 for a in answers if a.status == 429))


if __name__ == "__main__":
    unittest.main(verbosity=2)
