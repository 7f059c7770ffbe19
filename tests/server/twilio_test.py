# SPDX-License-Identifier: MIT
"""Texts by Twilio: the real server, and a Twilio that costs nothing and is as strict."""
import contextlib
import os
import pathlib
import secrets
import socket
import subprocess
import time
import unittest
import uuid

from fake_twilio import (KEY, KEY_SECRET, NUMBER, SERVICE, SHORT_CODE, SID, TOKEN, FakeTwilio, report,
                         signature)
from program_test import run
from real_server import RealServer, all_at_once, time_text

PHONE = "+14155550123"


class TwilioServer(RealServer):
    def __init__(self, twilio, *arguments, host="127.0.0.1", **environment):
        super().__init__(*arguments, environment={**twilio.environment(host), **environment})
        self.twilio = twilio

    def texts(self):
        return [{"to": m.to, "body": m.body} for m in list(self.twilio.messages)]


@contextlib.contextmanager
def both(**environment):
    with FakeTwilio() as twilio, TwilioServer(twilio, **environment) as server:
        yield twilio, server


def certificate(folder, name):
    """(certificate, key) of `name`, signed by itself."""
    files = str(pathlib.Path(folder, "cert.pem")), str(pathlib.Path(folder, "key.pem"))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-out", files[0],
                    "-keyout", files[1]], check=True, capture_output=True)
    return files


def settled(server, session, key, status):
    """The answer of a repeated event once it has that status."""
    deadline = time.monotonic() + 20
    while (answer := server.event(session, "done", key=key)).body.get("sms_status") != status:
        if time.monotonic() > deadline:
            raise AssertionError(f"{answer.body}, not {status}")
        time.sleep(0.25)  # there is a limit of requests a minute
    return answer


class Sending(unittest.TestCase):
    def test_a_text_goes_out_as_twilio_wants_it(self):
        with both() as (twilio, server):
            session = server.begin(server.log_in(), description="Müller & Söhne + 100 % ⏳")
            answer = server.event(session, "error", "api", "a=b&c=d")
            self.assertEqual((answer["sms_sent"], answer["sms_status"]), (True, "sent"))
            self.assertEqual(twilio.problems, [])
            code, text = twilio.messages
            self.assertEqual(code.to, PHONE)
            self.assertIn('Claude: "Müller & Söhne + 100 % ⏳"\nStopped: a=b&c=d\n', text.body)
            self.assertEqual(text.callback,
                             "https://texts.example.com/twilio/status?text=" + answer["sms_id"].removeprefix("sms_"))
            self.assertNotIn(TOKEN, server.log())
            self.assertNotIn("Claude:", server.console_text())
            # Twilio does not keep either for longer than it is of use.
            self.assertLessEqual(int(code.valid), 600)
            self.assertTrue(600 < int(text.valid) <= 900, text.valid)

    def test_no_public_url_no_callback(self):
        with both(PUBLIC_URL="") as (twilio, server):
            server.log_in()
            self.assertIsNone(twilio.messages[0].callback)
            self.assertIn("PUBLIC_URL is not set", server.log())

    def test_what_twilio_refuses_has_failed(self):
        with both() as (twilio, server):
            session = server.begin(server.log_in())
            twilio.plan = [(400, 21211), (403, 21408)]  # of this number, and of its country
            for event in ("error", "done"):
                answer = server.event(session, event)
                self.assertEqual((answer["sms_sent"], answer["sms_status"], answer["reason"]),
                                 (False, "failed", "not_sent"))
            self.assertTrue(server.event(session, "error")["sms_sent"])
            self.assertEqual(server.end(session)["session_summary"]["sms_sent"], 1)

    def test_an_account_that_is_refused_keeps_its_texts(self):
        for refusal in ((401, 20003), (403, 20005), (401, 0)):
            with both() as (twilio, server):
                session = server.begin(server.log_in())
                twilio.plan = [refusal, refusal]
                key = str(uuid.uuid4())
                self.assertEqual(server.event(session, "done", key=key)["sms_status"], "queued")
                settled(server, session, key, "sent")
                self.assertEqual((len(twilio.messages), twilio.requests), (2, 4))
                self.assertIn("TWILIO REFUSES THESE CREDENTIALS", server.log())

    def test_a_code_that_twilio_refuses(self):
        with both() as (twilio, server):
            twilio.plan = [(401, 20003), (400, 21211)]
            answer = server.ask_code()
            self.assertEqual((answer.status, answer["error"]), (503, "server_error"))
            self.assertEqual(server.ask_code().status, 400)

    def test_who_unsubscribed_at_twilio_is_remembered(self):
        with both() as (twilio, server):
            session = server.begin(server.log_in())
            twilio.opted_out.add(PHONE)
            self.assertEqual(server.event(session, "done")["reason"], "opted_out")
            asked = twilio.requests
            self.assertEqual(server.event(session, "error")["reason"], "opted_out")
            self.assertEqual(twilio.requests, asked)
            login = server.ask_code()  # only Twilio knows whether START was said to it
            self.assertEqual((login.status, login["error"]), (400, "opted_out"))
            self.assertIn("text START", login["message"])
            self.assertEqual(twilio.requests, asked + 1)
            twilio.opted_out.clear()
            self.assertEqual(server.ask_code().status, 200)
            self.assertTrue(server.event(session, "error")["sms_sent"])

    def test_too_many_requests_are_tried_again_when_twilio_says(self):
        with both() as (twilio, server):
            session = server.begin(server.log_in())
            twilio.plan = [(429, 20429, {"Retry-After": "2"})]
            key = str(uuid.uuid4())
            began = time.monotonic()
            self.assertEqual(server.event(session, "done", key=key)["sms_status"], "queued")
            settled(server, session, key, "sent")
            self.assertGreater(time.monotonic() - began, 2)
            self.assertEqual(len(twilio.messages), 2)
            self.assertEqual(twilio.requests, 3)

    def test_what_may_have_been_sent_is_not_sent_again(self):
        for action in ("close before", "close after", (500, 20500), (503, 0), (502, 0)):
            with both() as (twilio, server):
                session = server.begin(server.log_in())
                twilio.plan = [action]
                key = str(uuid.uuid4())
                answer = server.event(session, "done", key=key)
                self.assertEqual((answer["sms_sent"], answer["sms_status"]), (True, "unknown"), action)
                server.restart()
                self.assertEqual(server.event(session, "done", key=key)["sms_status"], "unknown")
                self.assertTrue(server.event(session, "done")["rate_limited"])
                self.assertEqual(twilio.requests, 2)

    def test_a_twilio_that_hangs_holds_an_answer_two_seconds(self):
        with both() as (twilio, server):
            session = server.begin(server.log_in())
            twilio.plan = ["hang"]
            began = time.monotonic()
            key = str(uuid.uuid4())
            answer = server.event(session, "done", key=key)
            self.assertLess(time.monotonic() - began, 3.5)
            self.assertEqual(answer["sms_status"], "queued")
            self.assertEqual(server.event(session, "error")["sms_status"], "sent")  # others need not wait for it
            twilio.released.set()
            settled(server, session, key, "unknown")
            self.assertEqual(len(twilio.messages), 2)

    def test_who_asks_again_and_again_keeps_no_thread_from_others(self):
        with FakeTwilio() as twilio, TwilioServer(twilio, "--behind-proxy") as server, contextlib.ExitStack() as opened:
            session = server.begin(server.log_in(address="192.0.2.1"), address="192.0.2.1")
            twilio.plan = [(429, 20429, {"Retry-After": "600"})]
            path, key = f"/sessions/{session['monitoring_id']}/events", str(uuid.uuid4())
            body = {"event_type": "done", "timestamp": time_text(), "details": {}}
            waiting = []
            for _ in range(300):  # more than there are threads
                waiting.append(server.send("POST", path, body, token=session["session_token"], key=key, address="192.0.2.1"))
                opened.callback(waiting[-1].close)
            for call in (server.show, server.beat, server.event):
                began = time.monotonic()
                self.assertEqual(call(session, address="192.0.2.1").status, 200)
                self.assertLess(time.monotonic() - began, 3.5)  # two of them for a text
            began = time.monotonic()
            self.assertEqual(server.ask_code("+14155550177", address="192.0.2.2").status, 200)
            self.assertLess(time.monotonic() - began, 3.5)
            self.assertEqual({connection.getresponse().status for connection in waiting}, {200})
            self.assertEqual(twilio.requests, 2)  # a code, and the text once

    def test_a_twilio_that_drips_has_a_deadline_and_then_the_worker_is_free(self):
        with both() as (twilio, server):
            access = server.log_in()
            workers = 3  # of four, one is kept free for codes
            sessions = [server.begin(access, f"claude-{i}") for i in range(workers + 1)]
            twilio.plan = ["drip"] * workers
            keys = [str(uuid.uuid4()) for _ in sessions]
            asked = twilio.requests
            all_at_once(workers, lambda i: server.event(sessions[i], "done", key=keys[i]))
            twilio.wait_for(lambda fake: fake.requests == asked + workers)
            self.assertEqual(server.event(sessions[-1], "done", key=keys[-1])["sms_status"], "queued")
            for session, key in zip(sessions[:-1], keys):
                settled(server, session, key, "unknown")
            settled(server, sessions[-1], keys[-1], "sent")
            self.assertEqual((twilio.requests, len(twilio.messages)), (workers + 2, workers + 2))  # none of them twice
            self.assertNotIn(TOKEN, server.log())

    def test_a_twilio_that_is_away_gets_the_text_when_it_is_back(self):
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))  # nobody listens: connections are refused
            port = held.getsockname()[1]
            with FakeTwilio() as before, TwilioServer(before) as server:
                session = server.begin(server.log_in())
                server.environment["TWILIO_API_BASE_URL"] = f"http://127.0.0.1:{port}"
                server.restart()
                key = str(uuid.uuid4())
                answer = server.event(session, "done", key=key)
                self.assertEqual((answer["sms_sent"], answer["sms_status"]), (True, "queued"))
                held.close()
                with FakeTwilio(port=port) as twilio:
                    settled(server, session, key, "sent")
                    self.assertEqual(len(twilio.messages), 1)

    def test_a_queued_text_is_sent_by_the_next_server(self):
        with both() as (twilio, server):
            session = server.begin(server.log_in())
            twilio.plan = [(429, 20429, {"Retry-After": "1"})]
            key = str(uuid.uuid4())
            self.assertEqual(server.event(session, "done", key=key)["sms_status"], "queued")
            server.restart()
            settled(server, session, key, "sent")
            self.assertEqual(len(twilio.messages), 2)


class Senders(unittest.TestCase):
    german = "+4915112345678"

    def test_each_kind_of_sender(self):
        none = {"TWILIO_PHONE_NUMBER": ""}
        for change, sender, phone, other in (
                ({"TWILIO_FROM": NUMBER}, NUMBER, PHONE, None),
                ({"TWILIO_FROM": SHORT_CODE, "SMS_COUNTRIES": "all"}, SHORT_CODE, PHONE, self.german),
                ({"TWILIO_FROM": "Tocsin 24-7", "SMS_COUNTRIES": "all"}, "Tocsin 24-7", self.german, PHONE),
                ({"TWILIO_MESSAGING_SERVICE_SID": SERVICE, "SMS_COUNTRIES": "all"}, SERVICE, PHONE, None)):
            with self.subTest(sender=sender), both(**none, **change) as (twilio, server):
                session = server.begin(server.log_in(phone))
                self.assertEqual(server.event(session, "done")["sms_status"], "sent")
                self.assertEqual([m.sender for m in twilio.messages], [sender] * 2)
                self.assertEqual("STOP" in twilio.messages[1].body, sender != "Tocsin 24-7")  # a name takes no replies
                self.assertEqual(twilio.problems, [])
                if other:  # where Twilio does not let it through, the person hears of it
                    self.assertEqual(server.ask_code(other).status, 503)

    def test_a_sender_that_is_not_the_accounts_keeps_its_texts(self):
        with both() as (twilio, server):
            session = server.begin(server.log_in())
            for change in ({"TWILIO_PHONE_NUMBER": NUMBER[:-1] + "2"},
                           {"TWILIO_PHONE_NUMBER": "", "TWILIO_MESSAGING_SERVICE_SID": SERVICE[:-1] + "0",
                            "SMS_COUNTRIES": "all"}):
                server.environment = {**twilio.environment(), **change}
                server.restart()
                key = str(uuid.uuid4())
                event = ("error", "done")["SMS_COUNTRIES" in change]
                self.assertEqual(server.event(session, event, key=key)["sms_status"], "queued")
                self.assertIn("TWILIO REFUSES THIS SENDER", server.log())
                server.environment = twilio.environment()
                server.restart()
                deadline = time.monotonic() + 20
                while server.event(session, event, key=key)["sms_status"] != "sent":
                    self.assertLess(time.monotonic(), deadline)
            self.assertEqual(len(twilio.messages), 3)

    def test_an_api_key_sends_and_the_token_beside_it_is_for_webhooks(self):
        key = {"TWILIO_API_KEY": KEY, "TWILIO_API_KEY_SECRET": KEY_SECRET}
        with both(**key) as (twilio, server):
            server.log_in()
            self.assertIsNotNone(twilio.messages[0].callback)
            self.assertEqual(report(server, "/twilio/inbound", {"From": PHONE, "Body": "x"}).status, 200)
        with both(**key, TWILIO_AUTH_TOKEN="") as (twilio, server):
            server.log_in()
            self.assertIsNone(twilio.messages[0].callback)
            self.assertEqual(twilio.problems, [])
            self.assertIn("no webhook is served", server.log())
            for token in ("", TOKEN, KEY_SECRET):
                self.assertEqual(report(server, "/twilio/inbound", {"From": PHONE, "Body": "STOP"},
                                        token=token).status, 403)
            self.assertNotIn(KEY_SECRET, server.log())
        with both(**key, TWILIO_AUTH_TOKEN="the-token-of-another") as (twilio, server):
            server.log_in()  # the key alone is asked for
        with both(**{**key, "TWILIO_API_KEY_SECRET": "wrong"}) as (twilio, server):
            self.assertEqual(server.ask_code().status, 503)
            self.assertIn("TWILIO REFUSES THESE CREDENTIALS", server.log())


class TwoServers(unittest.TestCase):
    def test_each_text_is_sent_by_one_of_them(self):
        with FakeTwilio() as twilio, TwilioServer(twilio) as first, TwilioServer(twilio) as second:
            second.stop()
            second.share(first)
            second.start()
            access = first.log_in()
            sessions = [first.begin(access, f"claude-{i}") for i in range(20)]
            twilio.plan = [(429, 20429, {"Retry-After": "1"})] * 6 + ["close after", "close before"]
            answers = all_at_once(20, lambda i: (first, second)[i % 2].event(sessions[i], "waiting", "question"))
            self.assertTrue(all(a["sms_sent"] for a in answers))
            deadline = time.monotonic() + 20
            while any(server.show(s)["texts"][0]["sms_status"] == "queued" for s in sessions
                      for server in (first, second)):
                self.assertLess(time.monotonic(), deadline)
            known = [second.show(s)["texts"][0]["sms_status"] for s in sessions]
            self.assertEqual((known.count("sent"), known.count("unknown")), (18, 2))
            sent = [m.callback for m in twilio.messages[1:]]
            self.assertEqual((len(sent), len(set(sent))), (19, 19))


class Replies(unittest.TestCase):
    def say(self, server, words, number=PHONE, sid=None):
        """The answer, as TwiML."""
        answer = report(server, "/twilio/inbound", {"From": number, "To": NUMBER, "Body": words,
                                                    "MessageSid": sid or "SM" + secrets.token_hex(16)})
        self.assertEqual(answer.status, 200)
        return answer.body

    def test_a_request_that_twilio_repeats_does_nothing_more(self):
        empty = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
        ours = {"TWILIO_OPT_OUT": "ours"}
        with both(**ours) as (twilio, server), TwilioServer(twilio, **ours) as second:
            second.stop()
            second.share(server)
            second.start()
            session = server.begin(server.log_in())
            sids = {word: "SM" + secrets.token_hex(16) for word in ("STOP", "START", "HELP")}
            for word in ("STOP", "HELP", "START"):
                self.assertIn("<Message>Tocsin", self.say(server, word, sid=sids[word]))
            for other in (server, second, server):  # the STOP is late: START was said since
                self.assertEqual(self.say(other, "STOP", sid=sids["STOP"]), empty)
            self.assertTrue(server.event(session, "done")["sms_sent"])
            self.say(server, "STOP")
            for word in ("START", "HELP"):
                server.restart()
                self.assertEqual(self.say(server, word, sid=sids[word]), empty)
            self.assertEqual(server.event(session, "error")["reason"], "opted_out")
            self.assertEqual(server.log().count("a number said"), 3)
            # Two servers that get it at once: one of them replies.
            sid = "SM" + secrets.token_hex(16)
            servers = (server, second) * 4
            answers = all_at_once(8, lambda i: self.say(servers[i], "HELP", sid=sid))
            self.assertEqual(len(answers) - answers.count(empty), 1)
            self.assertEqual(int(server.sql("SELECT COUNT(*) FROM answers WHERE scope = 'twilio:inbound'")[0]), 5)

    def test_who_says_stop_gets_no_text_until_start(self):
        with both() as (twilio, server):
            session = server.begin(server.log_in())
            self.say(server, "stop please do")  # not the word alone
            self.assertTrue(server.event(session, "error")["sms_sent"])
            self.say(server, " Stop.\n")
            answer = server.event(session, "done")
            self.assertEqual((answer["sms_sent"], answer["reason"]), (False, "opted_out"))
            self.assertEqual(server.ask_code().status, 400)
            self.assertEqual(server.ask_code("+14155550124").status, 200)
            server.restart()
            self.assertEqual(server.event(session, "done")["reason"], "opted_out")
            self.say(server, "start")
            self.assertTrue(server.event(session, "done")["sms_sent"])
            self.assertEqual(server.ask_code().status, 200)
            self.assertNotIn(PHONE[1:], server.log())

    def test_every_word_is_known(self):
        with both() as (_, server):
            session = server.begin(server.log_in())
            server.event(session, "done")  # what comes now is over the limit, or opted out
            for word in ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "Stop all",
                         "arret", "arrêt", "ARRÊT", "opt out"):
                self.say(server, word)
                self.assertEqual(server.event(session, "done").body.get("reason"), "opted_out", word)
                self.say(server, {"STOP": "UNSTOP", "END": "yes"}.get(word, "START"))
                self.assertTrue(server.event(session, "done")["rate_limited"], word)

    def test_twilios_own_word_for_a_reply_wins(self):
        with both() as (_, server):
            session = server.begin(server.log_in())
            server.event(session, "done")
            for kind, words, reason in (("STOP", "basta", "opted_out"), ("HELP", "STOP", "opted_out"),
                                        ("START", "si", None)):
                answer = report(server, "/twilio/inbound", {"From": PHONE, "To": NUMBER, "Body": words,
                                                            "OptOutType": kind})
                self.assertEqual(answer.status, 200)
                self.assertEqual(server.event(session, "done").body.get("reason"), reason, kind)

    def test_replies_are_twilios_or_ours(self):
        for ours in (False, True):
            with both(**({"TWILIO_OPT_OUT": "ours"} if ours else {})) as (_, server):
                for words in ("HELP", "STOP", "START", "info"):
                    fields = {"From": PHONE, "To": NUMBER, "Body": words}
                    self.assertEqual("<Message>Tocsin" in report(server, "/twilio/inbound", fields).body, ours)
                    self.assertNotIn("<Message>", report(server, "/twilio/inbound",
                                                         {**fields, "OptOutType": words}).body)
                self.assertNotIn("<Message>", report(server, "/twilio/inbound", {**fields, "Body": "hello"}).body)

    def test_the_port_of_our_address_may_be_signed_or_not(self):
        for url, others in (("https://texts.example.com:8443/sms", ("https://texts.example.com/sms",)),
                            ("https://texts.example.com/sms", ("https://texts.example.com:443/sms",))):
            with both(PUBLIC_URL=url) as (_, server):
                fields = {"From": PHONE, "To": NUMBER, "Body": "hello"}
                for base in (url, *others):
                    self.assertEqual(report(server, "/twilio/inbound", fields, base=base).status, 200, base)
                self.assertEqual(report(server, "/twilio/inbound", fields,
                                        base="https://texts.example.com:1/sms").status, 403)

    def test_only_what_twilio_signed_is_heard(self):
        with both() as (_, server):
            session = server.begin(server.log_in())
            path, fields = "/twilio/inbound", {"From": PHONE, "To": NUMBER, "Body": "STOP"}
            good = signature(TOKEN, "https://texts.example.com" + path, fields)
            for wrong in ({"sign": ""}, {"sign": "x"}, {"token": "another"}, {"base": "https://other.example.com"},
                          {"sign": signature(TOKEN, f"http://{server.host}:{server.port}{path}", fields)},
                          {"sign": good[:-2] + ("A=" if good[-2] != "A" else "B=")}):
                answer = report(server, path, fields, **wrong)
                self.assertEqual((answer.status, answer["error"]), (403, "unauthorized"), wrong)
            self.assertEqual(report(server, path, {**fields, "Body": "START"}, sign=good).status, 403)
            self.assertEqual(report(server, path + "?x=1", fields, sign=good).status, 403)
            self.assertEqual(report(server, "/twilio/status", fields, sign=good).status, 403)
            self.assertTrue(server.event(session, "done")["sms_sent"])
            self.assertEqual(report(server, path, fields, sign=good).status, 200)
            self.assertEqual(server.event(session, "error")["reason"], "opted_out")

    def test_without_an_account_nobody_is_heard(self):
        with RealServer() as server:
            for token in ("", TOKEN):
                self.assertEqual(report(server, "/twilio/inbound", {"From": PHONE, "Body": "STOP"},
                                        token=token).status, 403)


class Reports(unittest.TestCase):
    def tell(self, server, text, status, sid=None, **more):
        fields = {"MessageSid": sid or text.sid, "MessageStatus": status, "To": text.to, **more}
        answer = report(server, text.callback.removeprefix("https://texts.example.com"), fields)
        self.assertEqual(answer.status, 200)

    def test_a_report_is_on_the_event_and_on_the_session_and_never_goes_back(self):
        with both() as (twilio, server):
            access = server.log_in()
            session = server.begin(access)
            key = str(uuid.uuid4())
            sms_id = server.event(session, "done", key=key)["sms_id"]
            for said, known in (("sending", "sent"), ("sent", "sent"), ("delivered", "delivered"),
                                ("sent", "delivered"), ("failed", "delivered")):
                self.tell(server, twilio.messages[-1], said)
                self.assertEqual(server.event(session, "done", key=key)["sms_status"], known)
            shown = server.show(session)
            self.assertEqual((shown["status"], shown["description"]), ("active", "shop, branch main"))
            self.assertEqual([(t["sms_id"], t["event_type"], t["kind"], t["sms_status"]) for t in shown["texts"]],
                             [(sms_id, "done", "done", "delivered")])
            server.end(session)
            self.assertEqual(server.show(session)["error"], "token_expired")
            self.assertEqual(server.show(session, token=access)["status"], "ended")
            self.assertEqual(server.show(session, token=server.log_in()).status, 404)

    def test_what_was_not_delivered_says_why(self):
        with both() as (twilio, server):
            session = server.begin(server.log_in())
            server.event(session, "error")
            self.tell(server, twilio.messages[-1], "undelivered", ErrorCode="30003")
            text = server.show(session)["texts"][0]
            self.assertEqual((text["sms_status"], text["error_code"]), ("undelivered", 30003))
            self.assertIn('"message":"a text was not delivered","text":"' + text["sms_id"] + '","code":"30003"',
                          server.log())
            self.assertEqual(server.sql("SELECT outcome FROM events"), ["undelivered"])
            self.assertTrue(server.event(session, "error")["rate_limited"])
            server.event(session, "done")
            self.tell(server, twilio.messages[-1], "failed", ErrorCode="30006")
            self.assertTrue(server.event(session, "done")["sms_sent"])  # a text that failed took nothing

    def test_a_report_ends_the_doubt(self):
        with both() as (twilio, server):
            session = server.begin(server.log_in())
            twilio.plan = ["close after"]
            self.assertEqual(server.event(session, "done")["sms_status"], "unknown")
            self.tell(server, twilio.messages[-1], "delivered")
            self.assertEqual(server.show(session)["texts"][0]["sms_status"], "delivered")

    def test_a_report_that_an_opt_out_stopped_it_is_remembered(self):
        with both() as (twilio, server):
            session = server.begin(server.log_in())
            server.event(session, "done")
            stopped = twilio.messages[-1]
            self.tell(server, stopped, "failed", ErrorCode="21610")
            self.assertEqual(server.event(session, "error")["reason"], "opted_out")
            report(server, "/twilio/inbound", {"From": PHONE, "To": NUMBER, "Body": "START", "MessageSid": "SM2"})
            self.tell(server, stopped, "failed", ErrorCode="21610")  # said again, and late
            self.assertTrue(server.event(session, "error")["sms_sent"])

    def test_a_report_of_another_message_changes_nothing(self):
        with both() as (twilio, server):
            session = server.begin(server.log_in())
            server.event(session, "done")
            self.tell(server, twilio.messages[-1], "delivered", sid="SM" + "0" * 32)
            self.tell(server, twilio.messages[-1]._replace(callback="https://texts.example.com/twilio/status"), "failed")
            self.assertEqual(server.show(session)["texts"][0]["sms_status"], "sent")


class Tls(unittest.TestCase):
    def test_a_certificate_has_to_be_trusted_and_for_the_host(self):
        with RealServer() as place:
            mine = certificate(place.folder.name, "localhost")
            with FakeTwilio(mine) as twilio:
                with TwilioServer(twilio, host="localhost", SSL_CERT_FILE=mine[0]) as server:
                    server.log_in()
                    self.assertEqual(len(twilio.messages), 1)
                with TwilioServer(twilio, host="localhost") as server:  # signed by nobody it knows
                    self.assertEqual(server.ask_code().status, 200)  # nothing was said to a stranger
                    self.assertIn("cannot be reached", server.log())
                    self.assertIn('"outcome":"tried again later"', server.log())
                with TwilioServer(twilio, host="127.0.0.1", SSL_CERT_FILE=mine[0]) as server:  # another name
                    server.ask_code()
                    self.assertIn("cannot be reached", server.log())
                    self.assertIn('"outcome":"tried again later"', server.log())
                self.assertEqual((len(twilio.messages), twilio.requests), (1, 1))


class Countries(unittest.TestCase):
    german, british, american, canadian = "+4915112345678", "+447400123456", PHONE, "+14165550123"

    def allowed(self, *arguments, **environment):
        with FakeTwilio() as twilio, TwilioServer(twilio, "--behind-proxy", *arguments, **environment) as server:
            numbers = (self.german, self.british, self.american, self.canadian)
            answers = [server.ask_code(n, address=f"192.0.2.{i}").status for i, n in enumerate(numbers)]
            self.assertEqual(len(twilio.messages), answers.count(200))
            return answers

    def test_the_country_of_our_own_number_unless_others_are_named(self):
        self.assertEqual(self.allowed(), [400, 400, 200, 400])
        self.assertEqual(self.allowed(SMS_COUNTRIES="de,44"), [200, 200, 400, 400])
        self.assertEqual(self.allowed(SMS_COUNTRIES="all"), [200, 200, 200, 200])
        self.assertEqual(self.allowed("--countries", "1", SMS_COUNTRIES="DE"), [400, 400, 200, 200])
        self.assertEqual(self.allowed("--countries", "all", SMS_COUNTRIES="DE"), [200, 200, 200, 200])

    def test_the_days_cap(self):
        self.assertEqual(self.allowed(SMS_COUNTRIES="all", SMS_LIMITS="daily-codes=2"), [200, 200, 429, 429])
        self.assertEqual(self.allowed("--limit", "daily-codes=3", SMS_COUNTRIES="all", SMS_LIMITS="daily-codes=2"),
                         [200, 200, 200, 429])

    def test_numbers_that_cannot_be_texted_get_nothing(self):
        with both(SMS_COUNTRIES="all") as (twilio, server):
            for number, words in (("+15550001234", "no such number"), ("+19005551234", "cost extra"),
                                  ("+448712345678", "cost extra")):
                answer = server.ask_code(number)
                self.assertEqual((answer.status, answer["error"]), (400, "invalid_request"))
                self.assertIn(words, answer["message"])
            self.assertEqual(twilio.requests, 0)


class Configuration(unittest.TestCase):
    good = {"TWILIO_ACCOUNT_SID": SID, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_PHONE_NUMBER": NUMBER}

    def test_it_is_refused_by_name_and_without_a_secret(self):
        for change, named in (({"TWILIO_AUTH_TOKEN": ""}, "TWILIO_AUTH_TOKEN is missing"),
                              ({"TWILIO_AUTH_TOKEN": "", "TWILIO_PHONE_NUMBER": ""},
                               "TWILIO_AUTH_TOKEN and TWILIO_PHONE_NUMBER are missing"),
                              ({"TWILIO_ACCOUNT_SID": ""}, "TWILIO_ACCOUNT_SID is missing"),
                              ({"TWILIO_ACCOUNT_SID": "AC123"}, "TWILIO_ACCOUNT_SID"),
                              ({"TWILIO_API_KEY": KEY}, "TWILIO_API_KEY_SECRET is missing"),
                              ({"TWILIO_API_KEY_SECRET": "x"}, "TWILIO_API_KEY is missing"),
                              ({"TWILIO_API_KEY": "SK1", "TWILIO_API_KEY_SECRET": "x"}, "TWILIO_API_KEY"),
                              ({"TWILIO_FROM": "Tocsin"}, "TWILIO_PHONE_NUMBER and TWILIO_FROM are set"),
                              ({"TWILIO_PHONE_NUMBER": "", "TWILIO_FROM": "Tocsin"}, "SMS_COUNTRIES is missing"),
                              ({"TWILIO_PHONE_NUMBER": "", "TWILIO_MESSAGING_SERVICE_SID": SERVICE}, "SMS_COUNTRIES is missing"),
                              ({"TWILIO_PHONE_NUMBER": "", "TWILIO_MESSAGING_SERVICE_SID": "MG1"}, "TWILIO_MESSAGING_SERVICE_SID"),
                              *(({"TWILIO_PHONE_NUMBER": "", "TWILIO_FROM": wrong}, "TWILIO_FROM")
                                for wrong in ("12", "123456789", "Twelve signs", "Töcsin", "Tocsin!", " Tocsin")),
                              ({"TWILIO_PHONE_NUMBER": "4155552671"}, "TWILIO_PHONE_NUMBER"),
                              ({"TWILIO_API_BASE_URL": "http://api.twilio.com"}, "TWILIO_API_BASE_URL"),
                              ({"TWILIO_API_BASE_URL": "https://u:p@localhost"}, "TWILIO_API_BASE_URL"),
                              ({"SMS_COUNTRIES": "Germany"}, "SMS_COUNTRIES"), ({"SMS_DAILY_CAP": "0"}, "SMS_DAILY_CAP"),
                              *(({"SMS_LIMITS": list}, "SMS_LIMITS") for list in ("x=1", "open-sessions=0", "open-sessions")),
                              ({"SMS_MARKS": "never"}, "SMS_MARKS"), ({"TWILIO_OPT_OUT": "x"}, "TWILIO_OPT_OUT"),
                              *(({"SMS_RESERVED_TEXTS": number}, "SMS_RESERVED_TEXTS") for number in ("20", "-1", "x", "8x")),
                              ({"PUBLIC_URL": "texts.example.com"}, "PUBLIC_URL")):
            answer = run("--port", "0", **{**self.good, **change})
            self.assertEqual((answer.returncode, answer.stdout), (78, ""), change)
            self.assertIn(named, answer.stderr)
            self.assertNotIn(TOKEN, answer.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
