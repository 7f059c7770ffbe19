# SPDX-License-Identifier: MIT
"""What a stop does to requests that are on their way."""
import http.client
import json
import signal
import socket
import sqlite3
import threading
import time
import unittest
import uuid

from fake_twilio import FakeTwilio
from real_server import RealServer, time_text


class Stop(unittest.TestCase):
    def test_an_event_has_an_answer_or_was_not_taken(self):
        with RealServer("--behind-proxy") as server:
            sessions = [server.begin(server.log_in(f"+1415555010{i}", address=f"192.0.2.{i}"), address=f"192.0.2.{i}")
                        for i in range(8)]
            answered = [[] for _ in sessions]
            sent = [[] for _ in sessions]
            busy = threading.Barrier(len(sessions) + 1)

            def send(i, session):
                connection = http.client.HTTPConnection(server.host, server.port, timeout=20)
                try:
                    while True:
                        key = str(uuid.uuid4())
                        sent[i].append(key)
                        connection.request("POST", f"/sessions/{session['monitoring_id']}/events",
                                           json.dumps({"event_type": "done", "timestamp": time_text(), "details": {}}),
                                           {"Content-Type": "application/json", "Idempotency-Key": key,
                                            "Authorization": f"Bearer {session['session_token']}"})
                        answer = connection.getresponse()
                        answer.read()
                        self.assertEqual(answer.status, 200)
                        answered[i].append(key)
                        if len(answered[i]) == 5:
                            busy.wait()
                except (ConnectionError, http.client.HTTPException):
                    pass
                finally:
                    connection.close()

            threads = [threading.Thread(target=send, args=case) for case in enumerate(sessions)]
            for thread in threads:
                thread.start()
            busy.wait()
            began = time.monotonic()
            self.assertEqual(server.stop(), 0)
            self.assertLess(time.monotonic() - began, 10)
            for thread in threads:
                thread.join()
            database = sqlite3.connect(server.data / "tocsin.sqlite")
            stored = database.execute("SELECT COUNT(*) FROM events").fetchone()[0]
            database.close()
            total = sum(map(len, answered))
            self.assertEqual(stored, total)
            self.assertGreater(sum(map(len, sent)), total)  # it did stop in the middle of it

    def test_a_request_that_has_begun_may_end_and_one_that_does_not_is_not_waited_for(self):
        with RealServer() as server:
            half = b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{"
            asks, sleeps, silent = (socket.create_connection((server.host, server.port), timeout=20) for _ in range(3))
            with asks, sleeps, silent:
                asks.sendall(half + b"}" + half)
                self.assertIn(b" 400 ", asks.recv(4096))  # now the second request is being read
                sleeps.sendall(half[:30])
                server.call("GET", "/health")
                began = time.monotonic()
                server.process.send_signal(signal.SIGTERM)
                self.assertEqual(silent.recv(1), b"")  # nothing of a request: it goes at once
                self.assertLess(time.monotonic() - began, 5)
                asks.sendall(b"}")
                answer = asks.recv(4096)
                self.assertIn(b" 400 ", answer)
                self.assertIn(b"Connection: close", answer)
                self.assertEqual(server.process.wait(20), 0)
                self.assertLess(time.monotonic() - began, 10)
            server.stop()

    def test_texts_that_hang_and_a_request_that_does_not_end_do_not_add_up(self):
        with FakeTwilio() as twilio, RealServer("--behind-proxy", environment=twilio.environment()) as server:
            phones = [f"+1415555010{i}" for i in range(8)]
            twilio.plan = ["hang"] * len(phones)
            threads = [threading.Thread(target=server.ask_code, args=(phone,), kwargs={"address": f"192.0.2.{i}"})
                       for i, phone in enumerate(phones)]
            with socket.create_connection((server.host, server.port), timeout=20) as slow:
                slow.sendall(b"GET /health HTTP/1.1\r\n")
                for thread in threads:
                    thread.start()
                twilio.wait_for(lambda fake: fake.requests == 4)  # as many as it has workers
                for thread in threads:
                    thread.join()  # answered after two seconds: the rest waits in the outbox
                began = time.monotonic()
                self.assertEqual(server.stop(), 0)
                self.assertLess(time.monotonic() - began, 10.5)
            self.assertEqual(twilio.requests, 4)
            twilio.plan = []
            server.start()
            twilio.wait_for(lambda fake: len(fake.messages) == 4)  # the other four, now


if __name__ == "__main__":
    unittest.main(verbosity=2)
