# SPDX-License-Identifier: MIT
"""What the server counts of itself, for Prometheus, and that it warns before a cap is used up."""
import http.client
import re
import time
import unittest

from fake_twilio import FakeTwilio, report
from program_test import run
from real_server import RealServer

TOKEN = "a-token-for-metrics-alone"
SAMPLE = re.compile(r'([a-z_]+)(\{[a-z]+="[^"\n]*"\})? ([0-9.e+]+)')  # of the text format, what is used of it


def parsed(text):
    """{name and labels: value}; every line has to be as the format says, and every family announced before it."""
    values, announced = {}, set()
    for line in text.splitlines():
        if about := re.fullmatch(r"# (HELP|TYPE) (\S+) (.+)", line):
            announced.add((about[1], about[2]))
            continue
        sample = SAMPLE.fullmatch(line)
        assert sample, line
        assert {("HELP", sample[1]), ("TYPE", sample[1])} <= announced, line
        assert sample[1] + (sample[2] or "") not in values, line
        values[sample[1] + (sample[2] or "")] = float(sample[3])
    assert text.endswith("\n")
    return values


def ask(port, path="/metrics", method="GET"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.getheader("Content-Type"), body


def own_port(server):
    """Of the second listener, which is announced on the second line."""
    deadline = time.monotonic() + 20
    while not (found := re.search(r"^metrics on http://127\.0\.0\.1:(\d+)/metrics$", server.console_text(), re.M)):
        assert time.monotonic() < deadline, server.console_text()
        time.sleep(0.02)  # the reader thread has it soon
    return int(found[1])


class Metrics(unittest.TestCase):
    def test_a_listener_of_its_own_counts_what_was_done(self):
        with RealServer("--metrics", "0") as server:
            port = own_port(server)
            status, content_type, body = ask(port)
            self.assertEqual((status, content_type), (200, "text/plain; version=0.0.4"))
            before = parsed(body)
            session = server.begin(server.log_in())
            self.assertTrue(server.event(session, "done")["sms_sent"])
            self.assertEqual(server.begin("x").status, 401)
            after = parsed(ask(port)[2])
            self.assertEqual(after['tocsin_texts_total{outcome="sent"}'], 2)
            self.assertEqual(after['tocsin_http_answers_total{class="4xx"}'], 1)
            self.assertEqual(after['tocsin_http_answers_total{class="2xx"}'] -
                             before['tocsin_http_answers_total{class="2xx"}'], 5)  # four calls, and the first look
            self.assertEqual((after["tocsin_alerts_day"], after["tocsin_alerts_day_limit"]), (1, 2000))
            self.assertEqual(after["tocsin_codes_day_limit"], 500)
            self.assertGreater(after["process_resident_memory_bytes"], 1_000_000)
            self.assertLess(abs(time.time() - after["process_start_time_seconds"]), 3600)
            self.assertEqual(ask(port, "/health")[0], 404)
            self.assertEqual(ask(port, method="POST")[0], 405)
            self.assertEqual(server.call("GET", "/metrics").status, 404)
            for secret in ("4155550123", session["session_token"], session["monitoring_id"]):
                self.assertNotIn(secret, ask(port)[2])
            self.assertEqual(server.stop(), 0)

    def test_a_database_that_is_away_is_counted_and_asked_nothing(self):
        with RealServer("--metrics", "127.0.0.1:0") as server:
            port = own_port(server)
            server.sql("ALTER TABLE migrations RENAME TO migrations_gone")
            self.assertEqual(server.call("GET", "/ready").status, 500)
            self.assertEqual(parsed(ask(port)[2])["tocsin_database_failures_total"], 1)

    def test_with_the_api_for_who_has_the_token(self):
        with RealServer(environment={"METRICS_TOKEN": TOKEN}) as server:
            for wrong in (None, "x", TOKEN + "x", server.log_in()):
                answer = server.call("GET", "/metrics", token=wrong)
                self.assertEqual((answer.status, answer["error"]), (401, "unauthorized"))
            answer = server.call("GET", "/metrics", token=TOKEN)
            self.assertEqual(answer.status, 200)
            self.assertEqual(parsed(answer.body)['tocsin_http_answers_total{class="4xx"}'], 4)
            self.assertNotIn(TOKEN, server.log())

    def test_what_was_not_delivered(self):
        with FakeTwilio() as twilio, RealServer("--metrics", "0", environment=twilio.environment()) as server:
            code, temp_token = None, server.ask_code()["temp_token"]
            code = re.search(r"\d{6}", twilio.messages[-1].body)[0]
            session = server.begin(server.exchange(temp_token, code)["access_token"])
            for event, status in (("error", "undelivered"), ("done", "failed"), ("waiting", "delivered")):
                server.event(session, event)
                text = twilio.messages[-1]
                for _ in range(2):  # a report that comes again is no news
                    self.assertEqual(report(server, text.callback.removeprefix("https://texts.example.com"),
                                            {"MessageSid": text.sid, "MessageStatus": status, "ErrorCode": "30007"}).status, 200)
            self.assertEqual(parsed(ask(own_port(server))[2])["tocsin_texts_undelivered_total"], 2)
            self.assertEqual(server.log().count('"a text was not delivered"'), 2)


class Caps(unittest.TestCase):
    def test_the_log_warns_once_at_80_percent_of_the_days_alerts(self):
        with RealServer("--metrics", "0", "--daily-texts", "5") as server:
            session = server.begin(server.log_in())
            port = own_port(server)
            warnings = []
            for kind in ("permission", "question", "message", "idle", "inactive", "limit_over"):
                server.event(session, "waiting", kind)
                warnings.append(server.log().count("80 % of the day's alerts are used"))
            self.assertEqual(warnings, [0, 0, 0, 1, 1, 1])
            self.assertIn('"used":"4","most":"5"', server.log())
            self.assertEqual(parsed(ask(port)[2])["tocsin_alerts_day"], 5)
            self.assertEqual(len(server.event_texts()), 5)

    def test_the_log_warns_before_strangers_have_used_their_codes(self):
        with RealServer("--behind-proxy", "--limit", "daily-codes=12") as server:
            answers, warnings = [], []
            for i in range(10):
                answers.append(server.ask_code(f"+1415555010{i}", address=f"192.0.2.{i}").status)
                warnings.append(server.log().count("80 % of the day's pairing codes"))
            self.assertEqual(answers, [200] * 9 + [429])  # the last three are for phones that are logged in
            self.assertEqual(warnings, [0] * 8 + [1] * 2)


class Mistakes(unittest.TestCase):
    def test_an_address_that_others_reach_and_a_token_that_can_be_guessed(self):
        for arguments, environment, code, says in (
                (["--metrics", "0.0.0.0:9464"], {}, 78, "METRICS_TOKEN"), (["--metrics", "[::]:1"], {}, 78, "loopback"),
                ([], {"METRICS_TOKEN": "x" * 15}, 78, "METRICS_TOKEN has 15 bytes")):
            for command in ([], ["check"]):
                answer = run(*command, "--port", "0", *arguments, **environment)
                self.assertEqual(answer.returncode, code, (arguments, command))
                self.assertIn(says, answer.stdout if command else answer.stderr)
        for wrong in ("", "x", "127.0.0.1", ":1", "::1:1", "127.0.0.1:70000"):
            answer = run("--metrics", wrong)
            self.assertEqual((answer.returncode, answer.stdout), (64, ""), wrong)
        self.assertRegex(run("check", "--metrics", "[::1]:9464", METRICS_TOKEN=TOKEN).stdout, r"ok +metrics +at ::1, port 9464")
        with RealServer() as server:
            answer = run("--port", "0", "--metrics", str(server.port), "--data-dir", server.folder.name + "/other")
            self.assertEqual(answer.returncode, 69)


if __name__ == "__main__":
    unittest.main(verbosity=2)
