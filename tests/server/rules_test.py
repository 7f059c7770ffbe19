# SPDX-License-Identifier: MIT
"""The rules that need no time to pass, over HTTP; those that do are in the unit tests, which move the clock."""
import hashlib
import pathlib
import re
import signal
import sqlite3
import unittest
import uuid

from contract import Contract
from real_server import AS_OF_VERSION_15, AS_OF_VERSION_9, RealServer, time_text

PHONE = "+14155550123"


def wrong(code):
    return "111111" if code != "111111" else "222222"


class Pairing(unittest.TestCase):
    def test_a_new_code_kills_the_older_one(self):
        with RealServer() as server:
            first = server.ask_code()["temp_token"]
            old_code = server.last_code()
            second = server.ask_code()["temp_token"]
            self.assertEqual(server.exchange(first, old_code)["error"], "token_expired")
            self.assertEqual(server.exchange(second, server.last_code()).status, 200)

    def test_a_code_belongs_to_its_temp_token(self):
        with RealServer("--behind-proxy") as server:
            mine = server.ask_code(address="192.0.2.1")["temp_token"]
            code = server.last_code()
            server.ask_code("+4915112345678", address="192.0.2.2")
            theirs = server.last_code()
            if theirs != code:
                self.assertEqual(server.exchange(mine, theirs)["error"], "invalid_pairing_code")
            self.assertEqual(server.exchange(mine, code).status, 200)

    def test_10_failures_lock_who_guesses_and_nobody_else(self):
        guesser, owner = {"address": "192.0.2.7"}, {"address": "192.0.2.9"}
        with RealServer("--behind-proxy") as server:
            mine = server.ask_code(**owner)["temp_token"]
            code = server.last_code()
            for _ in range(2):
                token = server.ask_code(**guesser)["temp_token"]
                left = [server.exchange(token, wrong(server.last_code()), **guesser)["details"]["attempts_left"]
                        for _ in range(5)]
                self.assertEqual(left, [4, 3, 2, 1, 0])
            for answer in (server.exchange(token, server.last_code(), **guesser), server.ask_code(**guesser),
                           server.ask_code("+4915112345678", **guesser)):
                self.assertEqual((answer.status, answer["error"]), (429, "rate_limited"))
                self.assertGreater(int(answer.headers["Retry-After"]), 86000)
                self.assertIn("wrong codes", answer["message"])
            self.assertIn('"why":"wrong codes from this address","address":"192.0.2.7"', server.log())
            self.assertEqual(server.exchange(mine, code, **owner).status, 200)
            self.assertEqual(server.ask_code(**owner).status, 200)

    def test_limits_that_are_set(self):
        for arguments, environment in ((("--limit", "codes-per-address=7"), {"SMS_LIMITS": "codes-per-address=1"}),
                                       ((), {"SMS_LIMITS": "open-sessions=2,codes-per-address=7"})):
            with RealServer(*arguments, environment=environment) as server:
                answers = [server.ask_code(f"+1415555010{i}").status for i in range(8)]
                self.assertEqual(answers, [200] * 7 + [429])

    def test_fewer_texts_an_hour(self):
        with RealServer(environment={"SMS_LIMITS": "texts-per-phone=3,same-kind-after=0"}) as server:
            session = server.begin(server.log_in())
            self.assertEqual([server.event(session, "waiting", "question")["sms_sent"] for _ in range(4)],
                             [True, True, True, False])
            session = server.begin(server.log_in("+14155550124"))
            self.assertEqual([server.event(session, "done")["sms_sent"] for _ in range(3)], [True, True, False])

    def test_the_text_has_the_code_as_its_only_six_digits(self):
        with RealServer() as server:
            server.ask_code()
            body = server.texts()[0]["body"]
            self.assertEqual(len(re.findall(r"\d{6}", body)), 1)
            self.assertIn("10 minutes", body)

    def test_countries_and_the_daily_cap(self):
        with RealServer("--countries", "49,353", "--daily-texts", "2", "--behind-proxy") as server:
            answer = server.ask_code(PHONE, address="192.0.2.1")
            self.assertEqual(answer.status, 400)
            self.assertIn("country (US)", answer["message"])
            access = server.log_in("+4915112345678", address="192.0.2.2")
            session = server.begin(access)
            self.assertTrue(server.event(session, "done")["sms_sent"])
            self.assertTrue(server.event(session, "error")["sms_sent"])
            self.assertTrue(server.event(session, "waiting")["rate_limited"])
            self.assertEqual(server.ask_code("+353871234567", address="192.0.2.3").status, 200)  # has a cap of its own

    def test_the_share_of_permissions_and_questions(self):
        for arguments, environment in ((("--reserved-texts", "18"), {"SMS_RESERVED_TEXTS": "0"}),
                                       ((), {"SMS_RESERVED_TEXTS": "18"})):
            with RealServer(*arguments, environment=environment) as server:
                session = server.begin(server.log_in())
                answers = [server.event(session, *what) for what in (("done",), ("waiting", "idle"), ("error", "api"),
                                                                     ("waiting", "permission"))]
                self.assertEqual([a["sms_sent"] for a in answers], [True, True, False, True])

    def test_addresses_behind_a_proxy_are_the_proxys_word(self):
        with RealServer("--behind-proxy") as server:
            # What the client wrote itself comes first, what the proxy saw last.
            answers = [server.ask_code(f"+1415555100{i}", address=f"203.0.113.{i}, 192.0.2.1") for i in range(6)]
            self.assertEqual([a.status for a in answers], [200] * 5 + [429])
            # Some proxies append a header instead.
            self.assertEqual(server.ask_code("+14155553000", address="192.0.2.1", more_forwarded="203.0.113.9").status, 200)
            self.assertEqual(server.ask_code("+14155553001", address="203.0.113.8", more_forwarded="192.0.2.1").status, 429)
            # One IPv6 client has a whole /64.
            answers = [server.ask_code(f"+1415555200{i}", address=f"2001:db8:0:1::{i}") for i in range(6)]
            self.assertEqual([a.status for a in answers], [200] * 5 + [429])

    def test_without_a_proxy_the_header_means_nothing(self):
        with RealServer() as server:
            answers = [server.ask_code(f"+1415555100{i}", address=f"203.0.113.{i}") for i in range(6)]
            self.assertEqual([a.status for a in answers], [200] * 5 + [429])


class Sessions(unittest.TestCase):
    def test_logout_ends_that_login_alone(self):
        with RealServer() as server:
            laptop, desk = server.log_in(), server.log_in()
            on_laptop, on_desk = server.begin(laptop), server.begin(desk)
            self.assertNotEqual(on_laptop["monitoring_id"], on_desk["monitoring_id"])
            self.assertEqual(server.post("/auth/logout", token=laptop)["sessions_cleared"], 1)
            self.assertEqual(server.beat(on_laptop)["error"], "token_expired")
            self.assertEqual(server.begin(laptop)["error"], "unauthorized")
            self.assertEqual(server.beat(on_desk).status, 200)
            self.assertEqual(server.begin(desk).status, 200)

    def test_a_stopped_session_hears_nothing_more_but_stop(self):
        with RealServer() as server:
            session = server.begin(server.log_in())
            server.end(session)
            self.assertEqual(server.beat(session)["error"], "token_expired")
            self.assertEqual(server.event(session)["error"], "token_expired")
            self.assertEqual(server.end(session).status, 200)

    def test_an_id_that_is_no_text_is_refused(self):
        with RealServer() as server:
            access = server.log_in()
            for claude_id in ("a\0b", "\ud83d", "\0"):
                answer = server.begin(access, claude_id)
                self.assertEqual((answer.status, answer["error"]), (400, "invalid_request"), repr(claude_id))
            self.assertEqual(server.begin(access, "\U0001f514 \u202e").status, 200)

    def test_a_stopped_claude_session_starts_anew(self):
        with RealServer() as server:
            access = server.log_in()
            first = server.begin(access)
            server.end(first)
            self.assertNotEqual(server.begin(access)["monitoring_id"], first["monitoring_id"])

    def test_starting_again_keeps_the_session_and_both_tokens(self):
        with RealServer() as server:
            access = server.log_in()
            first = server.begin(access, description="old words")
            second = server.begin(access, description="new words")
            self.assertEqual(first["monitoring_id"], second["monitoring_id"])
            self.assertEqual(server.beat(first).status, 200)
            server.event(second, "done")
            self.assertIn('"new words"', server.event_texts()[0])

    def test_each_kind_has_a_limit_of_its_own(self):
        with RealServer() as server:
            session = server.begin(server.log_in())
            kinds = [("error", "tool"), ("error", "api"), ("error", "lost"), ("done", "done"), ("done", None),
                     ("waiting", "permission"), ("waiting", "question"), ("waiting", "message"),
                     ("waiting", "limit_over"), ("waiting", "idle"), ("waiting", "inactive"), ("waiting", None),
                     ("error", None)]
            sent = [server.event(session, *kind, message="x")["sms_sent"] for kind in kinds]
            # done is done, and waiting without a kind is idle.
            self.assertEqual([kind for kind, texted in zip(kinds, sent) if not texted],
                             [("done", None), ("waiting", None)])
            self.assertEqual({kind for _, kind in kinds if kind}, server.contract.event_kinds())
            # Inventing kinds buys nothing.
            again = [server.event(session, kind, f"new{i}")["sms_sent"] for i, kind in
                     enumerate(["error", "done", "waiting"])]
            self.assertEqual(again, [False, False, False])

    def test_texts_are_as_the_contract_says(self):
        with RealServer(environment={"SMS_MARKS": "always"}) as server:
            session = server.begin(server.log_in(), description="shop · main")
            for what in (("error", "tool", "disk full"), ("done", None, "The tests pass now."),
                         ("waiting", "permission", "Bash npm publish")):
                server.event(session, *what)
            self.assertEqual(server.event_texts(), [
                '⚠️ Claude: "shop · main"\nError: disk full\n\nReply STOP to disable',
                '✅ Claude: "shop · main"\nFinished: The tests pass now.\n\nReply STOP to disable',
                '⏳ Claude: "shop · main"\nNeeds permission: Bash npm publish\n\nReply STOP to disable',
            ])
            self.assertEqual({t["to"] for t in server.texts()}, {"+1***0123"})
        with RealServer() as server:  # as it is delivered: one segment where that is possible
            access = server.log_in()
            for number, name in enumerate(("shop · main", "магазин")):
                server.event(server.begin(access, f"claude-{number}", description=name), "done", None, "It works…")
            self.assertEqual(server.event_texts(), [
                'Claude: "shop - main"\nFinished: It works...\n\nReply STOP to disable',
                '✅ Claude: "магазин"\nFinished: It works…\n\nReply STOP to disable',
            ])

    def test_each_kind_has_its_second_line_of_the_contract(self):
        lines = Contract().second_lines()
        self.assertEqual({kind for _, kind, *_ in lines if kind}, Contract().event_kinds())
        with RealServer() as server:
            # A text an event, so each has a session of its own; and no phone gets more than 20.
            for message, phone in (("10 minutes", "+14155550123"), (None, "+14155550124")):
                access = server.log_in(phone)
                before = len(server.event_texts())
                for number, (event_type, kind, *_) in enumerate(lines):
                    session = server.begin(access, f"claude-{number}")
                    self.assertTrue(server.event(session, event_type, kind, message)["sms_sent"])
                wanted = [with_one.replace("<message>", message) if message else without
                          for _, _, with_one, without in lines]
                self.assertEqual([text.split("\n")[1] for text in server.event_texts()[before:]], wanted)

    def test_the_older_name_of_the_message_is_read(self):
        with RealServer() as server:
            session = server.begin(server.log_in())
            server.post(f"/sessions/{session['monitoring_id']}/events",
                        {"event_type": "error", "timestamp": time_text(), "details": {"error": "disk full"}},
                        token=session["session_token"])
            self.assertIn("\nError: disk full\n", server.event_texts()[0])


class Idempotency(unittest.TestCase):
    def test_a_repeated_event_gets_the_first_answer(self):
        with RealServer() as server:
            session = server.begin(server.log_in())
            key = str(uuid.uuid4())
            first = server.event(session, "done", key=key)
            self.assertEqual(server.event(session, "done", key=key).body, first.body)
            self.assertEqual(server.event(session, "done", key=key.upper()).body, first.body)
            other = server.event(session, "done", key=str(uuid.uuid4()))
            self.assertTrue(other["rate_limited"])
            self.assertEqual(len(server.event_texts()), 1)

    def test_a_repeated_event_or_stop_is_answered_after_the_stop(self):
        with RealServer() as server:
            session = server.begin(server.log_in())
            event_key, stop_key = str(uuid.uuid4()), str(uuid.uuid4())
            event = server.event(session, "error", key=event_key)
            stop = server.end(session, key=stop_key)
            self.assertEqual(server.event(session, "error", key=event_key).body, event.body)
            self.assertEqual(server.end(session, key=stop_key).body, stop.body)

    def test_a_repeated_start_gets_a_fresh_token(self):
        with RealServer() as server:
            access = server.log_in()
            key = str(uuid.uuid4())
            first, second = server.begin(access, key=key), server.begin(access, key=key)
            self.assertEqual(first["monitoring_id"], second["monitoring_id"])
            self.assertNotEqual(first["session_token"], second["session_token"])
            self.assertEqual(server.beat(second).status, 200)

    def test_a_repeated_start_after_the_stop_brings_nothing_back_to_life(self):
        with RealServer() as server:
            access = server.log_in()
            key = str(uuid.uuid4())
            server.end(server.begin(access, key=key))
            self.assertEqual(server.beat(server.begin(access, key=key))["error"], "token_expired")
            server.post("/auth/logout", token=access)
            self.assertEqual(server.begin(access, key=key)["error"], "unauthorized")

    def test_a_key_means_something_to_its_owner_alone(self):
        with RealServer() as server:
            one, two = server.log_in(), server.log_in()
            key = str(uuid.uuid4())
            first, second = server.begin(one, key=key), server.begin(two, key=key)
            self.assertNotEqual(first["monitoring_id"], second["monitoring_id"])
            self.assertTrue(server.event(first, "done", key=key)["sms_sent"])
            self.assertTrue(server.event(second, "done", key=key)["sms_sent"])
            self.assertEqual(server.end(first, key=key)["stopped"], True)


class Memory(unittest.TestCase):
    def test_an_upgrade_keeps_what_was_there(self):
        with RealServer() as server:
            access, key = server.log_in(), str(uuid.uuid4())
            session = server.begin(access)
            first = server.event(session, "error", key=key)
            waiting = server.ask_code("+4915112345678")["temp_token"]
            code = server.last_code()
            server.stop()
            unkeyed = hashlib.sha256(session["session_token"].encode()).hexdigest()
            server.sql(AS_OF_VERSION_9 + f"UPDATE session_tokens SET hash = '{unkeyed}'; "
                       "INSERT INTO opt_outs (number, at) VALUES ('+353871234567', 1)")
            server.start()
            self.assertEqual(server.beat(session).status, 200)
            self.assertEqual(server.event(session, "error", key=key).body, first.body)
            self.assertTrue(server.event(session, "error")["rate_limited"])
            self.assertTrue(server.event(session, "done")["sms_sent"])
            self.assertEqual(server.sql(f"SELECT COUNT(*) FROM session_tokens WHERE hash = '{unkeyed}'"), ["0"])
            self.assertEqual(server.begin(access)["monitoring_id"], session["monitoring_id"])
            self.assertEqual(server.exchange(waiting, code).status, 200)
            self.assertEqual(server.ask_code("+353871234567")["error"], "opted_out")
            self.assertEqual(server.ask_code().status, 200)  # a lock of a phone is over
            self.assertEqual(server.call("GET", "/ready").status, 200)

    def test_phones_that_were_two_because_of_how_they_were_written_become_one(self):
        with RealServer() as server:
            access = server.log_in("+447911123456")
            session = server.begin(access)
            self.assertTrue(server.event(session, "done")["sms_sent"])
            server.stop()
            server.sql(AS_OF_VERSION_15 +
                       "INSERT INTO phones (id, number) VALUES ('ph_0', '+4407911123456'); "
                       "UPDATE logins SET phone_id = 'ph_0'; UPDATE outbox SET phone_id = 'ph_0' WHERE type = 'done'; "
                       "INSERT INTO opt_outs (number, at, learned) VALUES ('+4407911123456', 1, 0); "
                       "INSERT INTO opt_outs (number, at, learned) VALUES ('+447911123456', 2, 1); "
                       "ALTER TABLE answers DROP COLUMN request_hash; ALTER TABLE logins DROP COLUMN last_used_at; "
                       "DELETE FROM migrations WHERE version >= 13")
            server.start()
            self.assertEqual(server.sql("SELECT number FROM phones"), ["+447911123456"])
            self.assertEqual(server.sql("SELECT number, at, learned FROM opt_outs"), ["+447911123456|1|0"])
            self.assertEqual(server.sql("SELECT COUNT(*) FROM outbox JOIN phones ON phones.id = phone_id"), ["2"])
            self.assertEqual(server.begin(access)["monitoring_id"], session["monitoring_id"])
            self.assertEqual(server.event(session, "error")["reason"], "opted_out")
            self.assertEqual(server.ask_code("+4407911123456")["error"], "opted_out")

    def test_everything_survives_a_kill(self):
        with RealServer() as server:
            access = server.log_in()
            session = server.begin(access)
            key = str(uuid.uuid4())
            first = server.event(session, "error", key=key)
            temp_token = server.ask_code()["temp_token"]
            code = server.last_code()
            server.exchange(temp_token, wrong(code))
            revoked = server.exchange(server.ask_code()["temp_token"], server.last_code())["access_token"]
            server.post("/auth/logout", token=revoked)
            server.restart(signal.SIGKILL)
            self.assertEqual(server.beat(session).status, 200)
            self.assertEqual(server.begin(access)["monitoring_id"], session["monitoring_id"])
            self.assertEqual(server.event(session, "error", key=key).body, first.body)
            self.assertTrue(server.event(session, "error")["rate_limited"])
            self.assertEqual(server.begin(revoked)["error"], "unauthorized")
            self.assertEqual(server.exchange(temp_token, code)["error"], "token_expired")
            self.assertEqual(server.ask_code().status, 429)

    def test_another_secret_makes_old_tokens_worthless(self):
        with RealServer() as server:
            access = server.log_in()
            server.stop()
            server.environment = {"JWT_SECRET": "another secret of thirty-two bytes"}
            server.start()
            self.assertEqual(server.begin(access)["error"], "unauthorized")


class Secrets(unittest.TestCase):
    def test_logs_answers_and_files_hold_no_secret(self):
        with RealServer() as server:
            login = server.ask_code()
            code = server.last_code()
            tokens = server.exchange(login["temp_token"], code)
            session = server.begin(tokens["access_token"])
            event = server.event(session, "error", "api", "call +14155559999 or https://x.test/?token=abc")
            server.post(f"/login?phone={PHONE}", {})
            server.call("GET", f"/{PHONE}")
            server.post("/login", raw=b'{"phone": "+14155558888" x', headers={"Content-Type": "application/json"})
            log, console = server.log(), server.console_text()
            secrets = [PHONE[1:], PHONE[2:], login["temp_token"], tokens["access_token"], session["session_token"],
                       "14155558888", "14155559999"]
            for secret in secrets:
                self.assertNotIn(secret, log)
                self.assertNotIn(secret, console)
                self.assertNotIn(secret, server.sms_log.read_text())
            self.assertNotIn(code, log)
            self.assertNotIn(PHONE[2:], str([login.body, tokens.body, session.body, event.body]))
            self.assertIn("Stopped: call [number] or [link]", server.event_texts()[0])
            server.stop()
            stored = server.stored()
            for secret in secrets[2:5] + [code]:
                self.assertNotIn(secret.encode(), stored)
            self.assertIn(PHONE.encode(), stored)  # the transport needs it

    def test_files_are_for_their_user_alone(self):
        with RealServer() as server:
            server.ask_code()
            self.assertEqual(server.data.stat().st_mode & 0o777, 0o700)
            for path in [*server.data.iterdir(), server.sms_log]:
                self.assertEqual(path.stat().st_mode & 0o077, 0, path)

    def test_the_database_is_in_wal_mode(self):
        with RealServer(environment={"DATABASE_URL": ""}) as server:
            server.ask_code()
            database = sqlite3.connect(next(pathlib.Path(server.data).glob("*.sqlite")))
            self.assertEqual(database.execute("PRAGMA journal_mode").fetchone()[0], "wal")
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchone()[0], "ok")
            database.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
