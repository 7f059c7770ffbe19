# SPDX-License-Identifier: MIT
"""Kills the server with SIGKILL at random moments while clients with idempotency keys send events, then counts:
every event that was answered is stored once, and every text that was due went out once. A text that was in flight
at a kill may be `unknown`: sent or not, but not twice.

In the suite it runs in short; the whole of it: kill_test.py --kills 50 --events 5000"""
import argparse
import collections
import http.client
import itertools
import queue
import random
import signal
import sys
import threading
import time
import uuid

from fake_twilio import FakeTwilio
from real_server import RealServer

KINDS = [("done", None), *(("error", kind) for kind in (None, "tool", "api", "lost")),
         *(("waiting", kind) for kind in ("permission", "question", "message", "limit_over", "idle", "inactive"))]
EVENTS_PER_PHONE = 50  # 20 of them are texted, as the limit for an hour says
WORKERS_OF_A_SERVER = 4


class Server(RealServer):
    def __init__(self, twilio):
        super().__init__("--behind-proxy", "--daily-texts", "1000000", environment=twilio.environment())
        self.twilio, self.up = twilio, threading.Event()
        self.up.set()

    def texts(self):
        return [{"to": m.to, "body": m.body} for m in list(self.twilio.messages)]

    def kill(self):
        self.up.clear()
        self.restart(signal.SIGKILL)
        self.up.set()


class Run:
    def __init__(self, server, kills, events):
        self.server, self.events = server, events
        self.answers = {}  # (monitoring_id, type, kind) -> (session, key, answer)
        self.repeats = 0
        self.lock = threading.Lock()
        self.progress = threading.Condition(self.lock)
        self.kill_at = sorted(random.sample(range(1, events - 1), kills))

    def due(self):
        """Every event, each of another session, type or kind; those of one phone in order."""
        phones = []
        for number in range(-(-self.events // EVENTS_PER_PHONE)):
            address = f"192.0.{number // 250}.{number % 250 + 1}"
            access = self.server.log_in(f"+1415555{1000 + number}", address=address)
            sessions = [self.server.begin(access, f"claude-{number}-{i}")
                        for i in range(-(-EVENTS_PER_PHONE // len(KINDS)))]
            some = list(itertools.product(sessions, KINDS))[:EVENTS_PER_PHONE]
            random.shuffle(some)
            phones.append(some)
        return phones

    def send(self, session, event_type, kind):
        key = str(uuid.uuid4())
        while True:
            self.server.up.wait(60)
            try:
                answer = self.server.event(session, event_type, kind, "what happened", key=key)
                break
            except (OSError, http.client.HTTPException):
                with self.lock:
                    self.repeats += 1
                time.sleep(0.01)  # as a client would: not at once
        with self.progress:
            self.answers[session["monitoring_id"], event_type, kind] = session, key, answer
            self.progress.notify_all()

    def client(self, phones):
        while True:
            try:
                some = phones.get_nowait()
            except queue.Empty:
                return
            for session, (event_type, kind) in some:
                self.send(session, event_type, kind)

    def go(self):
        phones = queue.Queue()
        for some in self.due():
            phones.put(some)
        self.codes = len(self.server.twilio.messages)
        clients = [threading.Thread(target=self.client, args=(phones,)) for _ in range(8)]
        began = time.monotonic()
        for client in clients:
            client.start()
        for count in self.kill_at:
            with self.progress:
                self.progress.wait_for(lambda: len(self.answers) >= count)
            time.sleep(random.random() * 0.05)  # anywhere between two answers
            self.server.kill()
        for client in clients:
            client.join()
        self.seconds = time.monotonic() - began

    def problems(self):
        server, wrong = self.server, []

        def check(true, what):
            if not true:
                wrong.append(what)

        deadline = time.monotonic() + 60
        while server.sql("SELECT COUNT(*) FROM outbox WHERE status IN ('queued', 'sending')") != ["0"]:
            check(time.monotonic() < deadline, "texts are still under way")
            if wrong:
                return wrong
            time.sleep(0.2)
        stored = collections.Counter(tuple(row.split("|")) for row in
                                     server.sql("SELECT monitoring_id, type, kind FROM events"))
        check(len(self.answers) == self.events, f"{len(self.answers)} answers")
        check(sum(stored.values()) == self.events, f"{sum(stored.values())} events are stored")
        for (session, event_type, kind), (_, _, answer) in self.answers.items():
            kind = kind or {"done": "done", "error": "error"}[event_type]
            check(answer.status == 200, f"answered {answer.status}")
            check(stored[session, event_type, kind] == 1, f"stored {stored[session, event_type, kind]} times")
        answered = {a["sms_id"] for _, _, a in self.answers.values() if a["sms_sent"]}
        rows = dict(row.split("|") for row in
                    server.sql("SELECT id, status FROM outbox WHERE monitoring_id IS NOT NULL"))
        self.statuses = collections.Counter(rows.values())
        check(set(rows) == answered, f"{len(rows)} texts in the outbox, {len(answered)} answered")
        phones = self.events // EVENTS_PER_PHONE
        check(len(rows) == phones * 20, f"{len(rows)} texts for {phones} phones")
        sent = collections.Counter("sms_" + m.callback.rpartition("=")[2] for m in server.twilio.messages[self.codes:])
        self.doubtful_sent = sum(sent[text] for text, status in rows.items() if status == "unknown")
        for text, status in rows.items():
            check(status in ("sent", "unknown"), f"a text is {status}")
            check(sent[text] == 1 if status == "sent" else sent[text] <= 1, f"{status}, and sent {sent[text]} times")
        check(set(sent) <= set(rows), "a text of nobody's was sent")
        most = len(self.kill_at) * WORKERS_OF_A_SERVER
        check(self.statuses["unknown"] <= most, f"{self.statuses['unknown']} texts are unknown")
        for (_, *what), (session, key, answer) in random.sample(list(self.answers.items()), min(200, self.events)):
            again = server.event(session, *what, "what happened", key=key)
            same = again["sms_sent"] == answer["sms_sent"] and again.body.get("sms_id") == answer.body.get("sms_id")
            check(same, "a repeated key got another answer")
        check(not server.twilio.problems, str(server.twilio.problems[:3]))
        return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--events", type=int, default=400)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    random.seed(options.seed)
    with FakeTwilio() as twilio, Server(twilio) as server:
        run = Run(server, options.kills, options.events)
        run.go()
        wrong = run.problems()
        print(f"seed {options.seed}: {options.events} events, {options.kills} kills in {run.seconds:.1f} s, "
              f"{run.repeats} requests repeated; texts: {dict(getattr(run, 'statuses', {}))}, "
              f"{getattr(run, 'doubtful_sent', '?')} of the unknown were sent")
        for count in collections.Counter(wrong).most_common(20):
            print("wrong:", *count)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
