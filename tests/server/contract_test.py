# SPDX-License-Identifier: MIT
"""Every answer that the contract knows, drawn out of the real server; each is held to openapi.yaml."""
import unittest
import uuid

from contract import Contract
from fake_twilio import FakeTwilio, report
from real_server import RealServer, all_at_once, time_text

PHONE = "+14155550123"
NOBODY = {"monitoring_id": "mon_" + "0" * 24, "session_token": "st_nobody"}
NO_LOGIN = "lg_" + "0" * 32
KEY = "7b1f5f36-9a0e-4b65-8d5b-0d8f7f0f8a11"
LARGE = b'{"phone":"' + b"1" * 70000 + b'"}'


class TheDocument(unittest.TestCase):
    contract = Contract()

    def test_its_examples_are_as_its_schemas_say(self):
        examples = list(self.contract.examples())
        self.assertGreater(len(examples), 40)
        for where, schema, value in examples:
            self.assertEqual(self.contract.problems(schema, value, "example"), [], where)

    def test_it_refuses_a_request_with_a_field_that_it_does_not_know(self):
        body = {"phone": PHONE, "state": str(uuid.uuid4()), "mode": "remote"}
        json = {"Content-Type": "application/json"}
        self.assertEqual(self.contract.check_request("POST", "/login", json, body), [])
        self.assertNotEqual(self.contract.check_request("POST", "/login", json, {**body, "more": 1}), [])
        self.assertNotEqual(self.contract.check_request("POST", "/login", {}, body), [])


class EveryAnswer(unittest.TestCase):
    """One server for each test; the last test, by name, asks whether anything was left out."""

    def assertError(self, answer, status, code):
        self.assertEqual((answer.status, answer["error"]), (status, code), answer.body)

    def test_a_whole_session(self):
        with RealServer() as server:
            health = server.call("GET", "/health")
            self.assertEqual((health.status, health["name"], health["api_version"]), (200, "Tocsin", "1"))
            ready = server.call("GET", "/ready")
            self.assertEqual((ready["status"], ready["texts"]), ("ready", "printed"))
            state = str(uuid.uuid4())
            login = server.post("/login", {"phone": PHONE, "state": state, "mode": "remote"})
            self.assertEqual((login["phone"], login["state"], login["texts"]), ("+1***0123", state, "printed"))
            told = server.code_status(login["temp_token"])  # nobody reports of a console
            self.assertEqual((told["sms_status"], told["final"]), ("sent", True))
            self.assertError(server.exchange(login["temp_token"], "000000" if server.last_code() != "000000"
                                             else "000001"), 400, "invalid_pairing_code")
            token = server.exchange(login["temp_token"], server.last_code())
            self.assertEqual(token["expires_in"], 129600)
            access = server.post("/auth/refresh", token=token["access_token"])["access_token"]
            session = server.begin(access)
            self.assertEqual([(one["current"], one["hostname"]) for one in server.logins(access)["logins"]],
                             [(True, "desk")])
            self.assertTrue(server.event(session, "error", "api", "rate limit reached")["sms_sent"])
            self.assertTrue(server.event(session, "error", "api", "rate limit reached")["rate_limited"])
            self.assertEqual(server.event(session, "done", at=time_text(-16 * 60))["reason"], "too_old")
            self.assertEqual(server.beat(session)["status"], "active")
            key = str(uuid.uuid4())
            held = server.event(session, "waiting", "question", hold=900, key=key)
            self.assertEqual((held["sms_sent"], held["sms_status"]), (False, "held"))
            self.assertEqual([t["sms_status"] for t in server.show(session)["texts"]], ["sent", "held"])
            self.assertEqual(server.withdraw(session, key)["result"], "withdrawn")
            self.assertEqual(server.event(session, "waiting", "question", key=key)["reason"], "withdrawn")
            ahead = str(uuid.uuid4())
            self.assertEqual(server.withdraw(session, ahead, token=access)["result"], "unknown")
            self.assertEqual(server.event(session, "waiting", "idle", key=ahead)["reason"], "withdrawn")
            self.assertEqual(server.beat(session, present=True)["features"], ["hold", "presence", "logins", "code_status"])
            self.assertEqual([t["sms_status"] for t in server.show(session)["texts"]], ["sent", "withdrawn"])
            self.assertEqual(server.end(session)["session_summary"]["errors_encountered"], 2)
            self.assertEqual(server.end(session).status, 200)
            server.begin(access, "claude-2")
            self.assertEqual(server.post("/auth/logout", token=access)["sessions_cleared"], 1)
            self.assertError(server.post("/auth/logout", token=access), 401, "unauthorized")

    def test_requests_that_are_not_as_the_contract_says(self):
        with RealServer("--behind-proxy") as server:
            good = {"phone": PHONE, "state": "s", "mode": "remote"}
            for change in ({"phone": "4155550123"}, {"phone": "+0123456789"}, {"phone": "+1415555012345678"},
                           {"phone": 5}, {"phone": None}, {"state": ""}, {"state": None}, {"mode": "browser"}):
                self.assertError(server.post("/login", {**good, **change}), 400, "invalid_request")
            for raw in (b"", b"[]", b"{", b'"x"', b"\xff", b"null", b"[" * 5000):
                self.assertError(server.post("/login", raw=raw, headers={"Content-Type": "application/json"}), 400,
                                 "invalid_request")
            self.assertError(server.post("/login", raw=b"phone=1", headers={"Content-Type": "text/plain"}), 400,
                             "invalid_request")
            self.assertError(server.exchange("t", "12345"), 400, "invalid_request")
            self.assertError(server.post("/auth/exchange", {"temp_token": "t", "pairing_code": "123456",
                                                            "device_fingerprint": "0123"}), 400, "invalid_request")
            access = server.log_in()
            self.assertError(server.begin(access, description="x" * 101), 400, "invalid_request")
            self.assertError(server.begin(access, claude_id=""), 400, "invalid_request")
            self.assertError(server.begin(access, key="not-a-uuid"), 400, "invalid_request")
            session = server.begin(access)
            self.assertError(server.event(session, "gone"), 400, "invalid_request")
            self.assertError(server.event(session, at="yesterday"), 400, "invalid_request")
            self.assertError(server.event(session, at="2026-02-30T00:00:00Z"), 400, "invalid_request")
            for number in (-1, 901, 1.5, "60", True, [], {}, 2**31, 2**63, 10**30):
                self.assertError(server.event(session, hold=number), 400, "invalid_request")
                self.assertError(server.event(session, grace=number), 400, "invalid_request")
            self.assertError(server.withdraw(session, "not-a-uuid"), 400, "invalid_request")
            self.assertError(server.beat(session, present="yes"), 400, "invalid_request")
            path = f"/sessions/{session['monitoring_id']}"
            mine = session["session_token"]
            self.assertError(server.post(path + "/events", {"event_type": "done", "timestamp": time_text(),
                                                            "details": "x"}, token=mine), 400, "invalid_request")
            self.assertError(server.post(path + "/heartbeat", {"timestamp": time_text()}, token=mine), 400,
                             "invalid_request")
            self.assertError(server.post(path + "/stop", {"reason": "x", "final_state": "gone",
                                                          "ended_at": time_text()}, token=mine), 400,
                             "invalid_request")
            self.assertEqual(server.event_texts(), [])

    def test_a_key_that_was_used_for_another_request(self):
        with RealServer() as server:
            access, key = server.log_in(), str(uuid.uuid4())
            session = server.begin(access, key=key)
            self.assertEqual(server.begin(access, key=key)["monitoring_id"], session["monitoring_id"])
            for other in ({"claude_id": "claude-2"}, {"description": "another"}):
                self.assertError(server.begin(access, key=key, **other), 409, "invalid_request")
            start = {"claude_session_id": "claude-1", "description": "shop, branch main", "hostname": "laptop",
                     "started_at": time_text(-60)}  # the host has another name by now
            self.assertEqual(server.post("/sessions/start", start, token=access, key=key).status, 200)
            start["notify_no_contact"] = True
            self.assertError(server.post("/sessions/start", start, token=access, key=key), 409, "invalid_request")
            sent = server.event(session, "error", "api", "x", key=key)
            self.assertEqual(server.event(session, "error", "api", "x", key=key, hold=60).body, sent.body)
            for other in (("done", None, None), ("error", "tool", "x"), ("error", "api", "y")):
                self.assertError(server.event(session, *other, key=key), 409, "invalid_request")
            self.assertEqual(len(server.event_texts()), 1)
            stop = {"reason": "completed", "final_state": "success", "ended_at": time_text()}
            end = lambda **other: server.post(f"/sessions/{session['monitoring_id']}/stop", {**stop, **other},
                                              token=session["session_token"], key=key)
            stopped = end()
            self.assertEqual(end(ended_at=time_text(5)).body, stopped.body)
            for other in ({"final_state": "error"}, {"reason": "user_stop"}):
                self.assertError(end(**other), 409, "invalid_request")

    def test_tokens_that_are_none(self):
        with RealServer() as server:
            self.assertError(server.exchange("tmp_nobody", "123456"), 401, "token_expired")
            forged = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4IiwianRpIjoieSIsImV4cCI6OTk5OTk5OTk5OX0."
            for token in (None, "x", "st_x", forged):
                for path in ("/auth/refresh", "/auth/logout"):
                    self.assertError(server.post(path, token=token), 401, "unauthorized")
                self.assertError(server.begin(token), 401, "unauthorized")
                self.assertError(server.logins(token), 401, "unauthorized")
                self.assertError(server.code_status(token), 401, "token_expired")
                self.assertError(server.revoke(token, NO_LOGIN), 401, "unauthorized")
                nobody = {**NOBODY, "session_token": token}
                for answer in (server.event(nobody), server.beat(nobody), server.end(nobody), server.show(nobody),
                               server.withdraw(nobody, KEY)):
                    self.assertError(answer, 401, "unauthorized")

    def test_somebody_elses_session(self):
        with RealServer("--behind-proxy") as server:
            mine = server.begin(server.log_in(address="192.0.2.1"))
            theirs = server.begin(server.log_in("+4915112345678", address="192.0.2.2"))
            crossed = {"monitoring_id": theirs["monitoring_id"], "session_token": mine["session_token"]}
            for answer in (server.event(crossed), server.beat(crossed), server.end(crossed), server.show(crossed),
                           server.withdraw(crossed, KEY)):
                self.assertError(answer, 404, "session_not_found")
            unknown = {**NOBODY, "session_token": mine["session_token"]}
            self.assertError(server.event(unknown), 404, "session_not_found")
            self.assertEqual(server.beat(theirs).status, 200)

    def test_somebody_elses_login(self):
        with RealServer("--behind-proxy") as server:
            mine = server.log_in(address="192.0.2.1")
            theirs = server.log_in("+4915112345678", address="192.0.2.2")
            login = server.logins(theirs)["logins"][0]["login_id"]
            for other in (login, NO_LOGIN, "lg_x", "%FF"):
                self.assertError(server.revoke(mine, other), 404, "login_not_found")
            self.assertEqual([one["login_id"] for one in server.logins(theirs)["logins"]], [login])
            self.assertEqual(server.revoke(theirs, login).status, 200)

    def test_bodies_over_64_kib(self):
        with RealServer() as server:
            everything = ["/login", "/login/browser", "/auth/exchange", "/auth/refresh", "/auth/logout", "/sessions/start",
                          f"/auth/logins/{NO_LOGIN}/revoke"]
            everything += [f"/sessions/{NOBODY['monitoring_id']}/{what}" for what in ("events", "heartbeat", "stop")]
            everything += [f"/sessions/{NOBODY['monitoring_id']}/events/{KEY}/withdraw"]
            everything += ["/twilio/inbound", "/twilio/status"]
            for path in everything:
                answer = server.post(path, raw=LARGE, headers={"Content-Type": "application/json"}, token="x")
                self.assertError(answer, 413, "payload_too_large")
            for path in ("/auth/logins", "/login/status", f"/sessions/{NOBODY['monitoring_id']}"):
                self.assertError(server.call("GET", path, raw=LARGE), 413, "payload_too_large")
            chunked = server.post("/login", raw=iter([LARGE]), headers={"Content-Type": "application/json"})
            self.assertError(chunked, 413, "payload_too_large")
            self.assertEqual(server.call("GET", "/health").status, 200)

    def test_too_many_requests(self):
        with RealServer() as server:
            access = server.log_in()
            session = server.begin(access)
            page = server.show_login()
            while server.call("GET", "/health").status == 200:
                pass
            everything = [server.call("GET", "/ready"),
                          server.ask_code(), server.exchange("x", "123456"), server.begin("x"),
                          server.post("/auth/refresh", token="x"), server.post("/auth/logout", token="x"),
                          server.logins("x"), server.revoke("x", NO_LOGIN), server.code_status("x"),
                          server.event(NOBODY), server.beat(NOBODY), server.end(NOBODY), server.show(NOBODY),
                          server.withdraw(NOBODY, KEY),
                          report(server, "/twilio/inbound", {}), report(server, "/twilio/status", {})]
            for answer in everything:
                self.assertError(answer, 429, "rate_limited")
            self.assertEqual([server.show_login().status, server.send_login(page).status], [429, 429])
            # Who is logged in is not punished for a neighbour.
            self.assertEqual(server.beat(session).status, 200)
            self.assertEqual(server.post("/auth/refresh", token=access).status, 200)

    def test_a_broken_database(self):
        with RealServer() as server:
            access = server.log_in()
            session = server.begin(access)
            login = server.ask_code()
            server.environment = {**server.environment, **FakeTwilio.account}
            server.restart()
            for table in ("session_tokens", "access_tokens", "pairing_codes", "outbox", "opt_outs", "migrations"):
                server.sql(f"ALTER TABLE {table} RENAME TO {table}_gone")
            for answer in (server.ask_code(), server.exchange(login["temp_token"], "123456"), server.begin(access),
                           server.code_status(login["temp_token"]),
                           server.post("/auth/refresh", token=access), server.post("/auth/logout", token=access),
                           server.logins(access), server.revoke(access, NO_LOGIN), server.event(session), server.beat(session), server.end(session), server.show(session),
                           server.withdraw(session, KEY),
                           report(server, "/twilio/inbound", {"From": PHONE, "Body": "STOP"}),
                           report(server, "/twilio/status?text=" + "0" * 24, {"MessageStatus": "sent"})):
                self.assertError(answer, 500, "server_error")
            self.assertEqual(server.send_login(server.show_login()).status, 500)
            self.assertError(server.call("GET", "/ready"), 500, "server_error")
            self.assertEqual(server.call("GET", "/health").status, 200)  # it is alive
            self.assertRegex(server.log(), "(no such table|does not exist)")  # and says what is wrong

    def test_a_database_that_is_busy_for_too_long(self):
        with RealServer() as server:
            access = server.log_in()
            session = server.begin(access)
            login = server.ask_code()
            server.environment = {**server.environment, **FakeTwilio.account}
            server.restart()
            page = server.show_login()
            calls = [server.ask_code, lambda: server.exchange(login["temp_token"], "123456"),
                     lambda: server.code_status(login["temp_token"]),
                     lambda: server.begin(access), lambda: server.post("/auth/refresh", token=access),
                     lambda: server.post("/auth/logout", token=access), lambda: server.event(session),
                     lambda: server.logins(access), lambda: server.revoke(access, NO_LOGIN),
                     lambda: server.beat(session), lambda: server.end(session), lambda: server.show(session),
                     lambda: server.withdraw(session, KEY),
                     lambda: report(server, "/twilio/inbound", {"From": PHONE, "Body": "STOP"}),
                     lambda: report(server, "/twilio/status?text=" + "0" * 24, {"MessageStatus": "sent"}),
                     lambda: server.call("GET", "/ready"), lambda: server.send_login(page)]
            with server.locked_database():
                answers = all_at_once(len(calls), lambda i: calls[i]())
            for answer in answers[:-1]:
                self.assertError(answer, 503, "server_error")
            self.assertEqual(answers[-1].status, 503)
            self.assertEqual(server.beat(session).status, 200)

    def test_a_text_that_cannot_be_sent_yet_waits(self):
        with RealServer() as server:
            session = server.begin(server.log_in())
            server.sms_folder.rename(server.sms_folder.with_name("away"))
            key = str(uuid.uuid4())
            answer = server.event(session, "done", key=key)
            self.assertEqual((answer["sms_sent"], answer["sms_status"]), (True, "queued"))
            server.sms_folder.with_name("away").rename(server.sms_folder)
            while server.event(session, "done", key=key)["sms_status"] != "sent":
                pass  # each answer waits up to two seconds for it
            self.assertEqual(len(server.event_texts()), 1)
            self.assertEqual(server.end(session)["session_summary"]["sms_sent"], 1)

    def test_twilio_alone_may_report(self):
        with FakeTwilio() as twilio, RealServer(environment=twilio.environment()) as server:
            for path in ("/twilio/inbound", "/twilio/status"):
                self.assertEqual(report(server, path, {}).status, 200)
                self.assertError(report(server, path, {}, sign="x"), 403, "unauthorized")
            self.assertEqual((server.call("GET", "/ready")["texts"], server.ask_code()["texts"]), ("sent", "sent"))

    def test_a_code_that_cannot_be_sent(self):
        with FakeTwilio() as twilio, RealServer(environment=twilio.environment()) as server:
            twilio.plan = [(401, 20003)]
            self.assertError(server.ask_code(), 503, "server_error")
            twilio.plan = [(401, 20003)]
            self.assertEqual(server.send_login(server.show_login(), "+14155550124").status, 503)

    def test_a_code_that_is_not_delivered(self):
        with FakeTwilio() as twilio, RealServer(environment=twilio.environment()) as server:
            login = server.ask_code()
            self.assertEqual((server.code_status(login["temp_token"])["final"], twilio.messages[0].to), (False, PHONE))
            path = twilio.messages[0].callback.removeprefix("https://texts.example.com")
            lost = {"MessageSid": twilio.messages[0].sid, "MessageStatus": "undelivered", "ErrorCode": "30005"}
            self.assertEqual(report(server, path, lost).status, 200)
            told = server.code_status(login["temp_token"])
            self.assertEqual((told["sms_status"], told["final"], told["reason"], told["error_code"]),
                             ("undelivered", True, "wrong_number", 30005))
            self.assertIn("could not be delivered: no mobile phone has this number. Check the number", told["message"])

    def test_a_login_in_a_browser(self):
        with RealServer() as server:
            page = server.show_login()
            self.assertEqual((page.status, server.send_login(page).status), (200, 302))
            self.assertEqual(server.send_login(page, "123").status, 400)
            self.assertEqual(server.show_login(callback="http://example.com/").status, 400)

    def test_addresses_that_are_not_in_the_contract(self):
        with RealServer() as server:
            self.assertError(server.call("GET", "/"), 404, "invalid_request")
            self.assertError(server.call("GET", "/sessions/x/y/events"), 404, "invalid_request")
            wrong = server.call("DELETE", "/sessions/start")
            self.assertError(wrong, 405, "invalid_request")
            self.assertIn("POST", wrong.headers["Allow"])
            self.assertRegex(wrong["request_id"], "^req_")

    def test_z_nothing_of_the_contract_was_left_out(self):
        wanted = {(method.upper(), path, int(status))
                  for path, item in RealServer.contract.document["paths"].items()
                  for method, operation in item.items() if method != "parameters"
                  for status in operation["responses"]}
        self.assertEqual(sorted(wanted - RealServer.seen), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
