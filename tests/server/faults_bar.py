# SPDX-License-Identifier: MIT
"""A mixed load, and faults at random: what was accepted is texted once, and memory stays as it is.

Users log in, send heartbeats and events, stop their sessions and log out, beside 1,500 clients that keep their
connections. Meanwhile the database goes away (PostgreSQL is stopped or hangs; for SQLite the disk is full), Twilio hangs,
hangs up, fails, refuses or is gone, and the server is killed. Afterwards every event that was answered with 200 is stored
once and was texted once. A text of which Twilio never said whether it took it, or that was under way when the server was
killed, may have been sent or not, but not twice.

In the suite it runs in short; the whole of it, on SQLite and on a PostgreSQL of its own:

    faults_bar.py --minutes 30
    faults_bar.py --minutes 30 --postgres
"""
import argparse
import collections
import contextlib
import http.client
import pathlib
import random
import re
import resource
import signal
import socket
import statistics
import sys
import threading
import time
import urllib.parse
import uuid

import postgres
from crowd_test import REQUEST, connect, status_of_answer
from fake_twilio import FakeTwilio
from readable import readable
from real_server import RealServer

USERS = 6
CROWD = 1500
CROWD_ROUND = 10  # seconds in which each of the crowd asks once
MARK = re.compile(r"\bno\. (\d+)\b")
LIMITS = {"same-kind-after": 0, "texts-per-phone": 1000, "daily-codes": 100_000, "codes-per-address": 100_000,
          "codes-per-phone": 1000, "codes-per-phone-day": 1000, "requests-per-address": 1_000_000,
          "requests-per-login": 1_000_000, "changes-per-phone": 1_000_000, "connections-per-address": 1000}
LAST_KILL = 0.4  # of the time: memory is judged in the life after it
JUDGED_SECONDS = 120  # a life that is shorter is still getting warm
MOST_MIB_MORE = 4
SAID_LINES = 2000  # of the log, when something is wrong

# name: (how likely a request meets it, what it meets). After the first three nobody knows whether the text was taken.
TWILIO_FAULTS = {"hangs": (0.2, "hang"), "hangs up": (0.3, "close after"), "fails": (0.3, (503, 20503)),
                 "has too many": (0.6, (429, 20429, {"Retry-After": "1"})), "refuses the account": (1, (401, 20003)),
                 "is gone": (0, None)}
DOUBTFUL = ["hang", "close after", (503, 20503)]


def text_id(callback):
    return "sms_" + callback.rpartition("=")[2]


class FaultyTwilio(FakeTwilio):
    def __init__(self, rng):
        super().__init__()
        self.random, self.likely, self.fault = rng, 0, None
        self.doubtful = set()  # texts of which the server cannot know whether they were taken

    def next_action(self):
        super().next_action()
        return self.fault if self.random.random() < self.likely else None

    def heard(self, action, body):
        if action in DOUBTFUL:
            self.doubtful.add(text_id(dict(urllib.parse.parse_qsl(body))["StatusCallback"]))

    def set(self, name):
        self.likely, self.fault = TWILIO_FAULTS.get(name, (0, None))

    @contextlib.contextmanager
    def gone(self):
        port = self.port
        self.server.shutdown()
        self.server.timeout = 0
        while readable(self.server.socket, 0):
            self.server.handle_request()  # who is connected already would be cut off, and never know
        self.server.server_close()
        try:
            yield
        finally:
            self.server = self.listen(port)
            self.serve()


class Problem(Exception):
    pass


class User:
    """One after the other: logs in with a new number, works for a while, and logs out or just goes away."""

    def __init__(self, run, number):
        self.run, self.number, self.random = run, number, random.Random(run.options.seed * 1000 + number)
        self.address = f"192.0.2.{number + 1}"

    def live(self):
        try:
            while not self.run.is_over():
                self.log_in_and_work()
        except Exception as error:  # whatever it is, the run must hear of it
            self.run.problems.append(f"user {self.number}: {error!r}")

    def until_answered(self, what, call, good=(200,)):
        """As a client would: again when the server is away, or says that its database is."""
        asked = 0
        while not self.run.problems:
            asked += 1
            try:
                answer = call()
            except (OSError, http.client.HTTPException):
                answer = None
            if answer and answer.status in good:
                self.run.count(what)
                self.run.count("repeated", asked - 1)
                return answer
            if answer and answer.status != 503:
                raise Problem(f"{what} was answered {answer.status} {answer.body}")
            time.sleep(0.1)
        raise Problem(f"{what}: given up, as something else is wrong")

    def log_in(self):
        """The token; with another code when the text with the first does not come."""
        server, twilio, phone = self.run.server, self.run.twilio, self.run.new_phone()
        while True:
            asked = self.until_answered("codes", lambda: server.ask_code(phone, address=self.address))
            until = time.monotonic() + 15
            while time.monotonic() < until:
                codes = [m.body for m in list(twilio.messages) if m.to == phone]
                for code in reversed(codes):
                    answer = self.until_answered("tries to log in", lambda: server.exchange(
                        asked["temp_token"], re.search(r"\b\d{6}\b", code)[0], address=self.address), (200, 400, 401))
                    if answer.status == 200:
                        return answer["access_token"]
                time.sleep(0.5)
            self.run.count("codes that never came")

    def log_in_and_work(self):
        server, run = self.run.server, self.run
        access = self.log_in()
        run.count("logins")
        stops = self.random.random() < 0.5  # a session that stops has no held texts: its end ends them
        for number in range(self.random.randint(1, 3)):
            session = self.until_answered("sessions", lambda: server.begin(access, f"claude-{number}"))
            for _ in range(self.random.randint(5, 40)):
                if run.is_over():
                    return
                for _ in range(self.random.randint(1, 4)):
                    self.until_answered("heartbeats", lambda: server.beat(session))
                    time.sleep(self.random.random() * 0.4)
                self.report(session, None if stops or self.random.random() < 0.7 else self.random.randint(1, 3))
            if stops:
                self.until_answered("stops", lambda: server.end(session))
        if stops:
            self.until_answered("logouts", lambda: server.post("/auth/logout", token=access), (200, 401))

    def report(self, session, hold):
        number, key = self.run.new_event(), str(uuid.uuid4())
        kind = self.random.choice(["tool", "api", "lost"])

        def send():
            return self.run.server.event(session, "error", kind, f"no. {number}", key=key, hold=hold)

        answer = self.until_answered("events", send)
        if "sms_id" not in answer.body:
            raise Problem(f"event {number} was answered {answer.body}")
        self.run.accepted[number] = answer["sms_id"]
        if self.random.random() < 0.05 and self.until_answered("events again", send).body.get("sms_id") != answer["sms_id"]:
            raise Problem(f"event {number} got another text when its key came again")


class Crowd:
    """Keeps its connections, and asks on one after the other. The server may end one only by dying."""

    def __init__(self, run):
        self.run, self.connections, self.lives = run, [None] * CROWD, [0] * CROWD

    def live(self):
        try:
            due = time.monotonic()
            while not self.run.is_over():
                for i in range(CROWD):
                    if self.run.is_over():
                        break
                    self.ask(i)
                    due = max(due + CROWD_ROUND / CROWD, time.monotonic() - 1)
                    time.sleep(max(0, due - time.monotonic()))
        except Exception as error:
            self.run.problems.append(f"the crowd: {error!r}")
        finally:
            for connection in filter(None, self.connections):
                connection.close()

    def ask(self, i):
        life = self.run.life
        try:
            if not self.connections[i]:
                self.connections[i] = connect(self.run.server, f"127.1.{i // 200}.{i % 200 + 1}")
                self.lives[i] = life
            self.connections[i].sendall(REQUEST)
            status = status_of_answer(self.connections[i])
        except OSError as error:
            status = repr(error)
        if status == 200:
            self.run.count("requests of the crowd")
            return
        if self.connections[i]:
            self.connections[i].close()
            self.connections[i] = None
        if self.lives[i] == self.run.life and self.run.up.is_set() and life == self.run.life:
            raise Problem(f"a kept connection got {status}")


class Run:
    def __init__(self, options, server, twilio, cluster):
        self.options, self.server, self.twilio, self.cluster = options, server, twilio, cluster
        self.random = random.Random(options.seed)
        self.began = time.monotonic()
        self.seconds = options.minutes * 60
        self.longest = min(8, self.seconds / 12)  # of a fault
        self.over, self.up = threading.Event(), threading.Event()
        self.up.set()
        self.life = 1
        self.lock = threading.Lock()
        self.counts, self.faults = collections.Counter(), collections.Counter()
        self.phones = self.events = 0
        self.accepted = {}  # number of an event -> the ID of its text
        self.under_way = set()  # texts that a kill met
        self.memory = []
        self.problems = []

    def count(self, what, times=1):
        with self.lock:
            self.counts[what] += times

    def new_phone(self):
        with self.lock:
            self.phones += 1
            return f"+1415555{1000 + self.phones}"

    def new_event(self):
        with self.lock:
            self.events += 1
            return self.events

    def is_over(self):
        return self.over.is_set() or bool(self.problems)

    def elapsed(self):
        return time.monotonic() - self.began

    # Faults

    def trouble_twilio(self):
        rng = random.Random(self.options.seed + 1)
        try:
            while not self.over.wait(rng.uniform(0.2, self.longest)):
                name = rng.choice(list(TWILIO_FAULTS))
                self.faults[f"Twilio {name}"] += 1
                self.twilio.set(name)
                with self.twilio.gone() if name == "is gone" else contextlib.nullcontext():
                    self.over.wait(rng.uniform(0.2, self.longest))
                self.twilio.set(None)
        except Exception as error:
            self.problems.append(f"the fake Twilio: {error!r}")

    def database_fault(self):
        if not self.cluster:
            return self.random.choice([("the disk is full", self.server.full_disk),
                                       ("the database is locked", self.server.locked_database)])
        return self.random.choice([("PostgreSQL is stopped", lambda: self.stopped(signal.SIGINT)),
                                   ("PostgreSQL dies", lambda: self.stopped(signal.SIGQUIT)),
                                   ("PostgreSQL hangs", self.cluster.hanging)])

    @contextlib.contextmanager
    def stopped(self, how):
        self.cluster.stop(how)
        try:
            yield
        finally:
            self.cluster.start()

    def kill(self):
        self.up.clear()
        self.server.stop(signal.SIGKILL)
        self.under_way |= set(self.server.sql("SELECT id FROM outbox WHERE status = 'sending'"))
        self.server.start()
        self.life += 1
        self.memory.clear()
        self.up.set()

    def wait(self, seconds):
        """In the main thread, which started the server: it would die with another."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.problems:
            if self.ended_by_itself():
                return
            self.memory.append(self.rss_anon())
            time.sleep(min(1, max(0, until - time.monotonic())))
        self.ended_by_itself()

    def trouble(self):
        said = 0
        while self.elapsed() < self.seconds and not self.problems:
            self.wait(self.random.uniform(0.2, self.longest))
            if self.elapsed() < self.seconds * LAST_KILL and self.random.random() < 0.5:
                self.faults["the server is killed"] += 1
                self.kill()
                continue
            if self.problems:
                break
            name, fault = self.database_fault()
            self.faults[name] += 1
            with fault():
                self.wait(self.random.uniform(0.2, self.longest))
            if self.elapsed() - said > 60:
                said = self.elapsed()
                print(f"{said:5.0f} s: {self.counts['events']} events, {sum(self.faults.values())} faults, "
                      f"{self.memory[-1] if self.memory else 0:.1f} MiB", flush=True)

    def ended_by_itself(self):
        if self.server.process.poll() is None:
            return False
        self.problems.append(f"the server ended with {self.server.process.returncode}: {self.server.log()[-3000:]}")
        return True

    def rss_anon(self):
        status = pathlib.Path(f"/proc/{self.server.process.pid}/status").read_text()
        return int(re.search(r"^RssAnon:\s+(\d+) kB", status, re.M)[1]) / 1024

    def go(self):
        who = [User(self, i).live for i in range(USERS)] + [Crowd(self).live, self.trouble_twilio]
        threads = [threading.Thread(target=one, daemon=True) for one in who]
        for thread in threads:
            thread.start()
        self.trouble()
        self.over.set()
        for thread in threads:
            thread.join(60)
            if thread.is_alive():
                self.problems.append("a client does not come to its end")

    # What came of it

    def settle(self):
        until = time.monotonic() + 180
        while left := self.server.sql("SELECT id, status FROM outbox WHERE status IN ('held', 'queued', 'sending')"):
            if time.monotonic() > until:
                self.problems.append(f"texts are still under way: {left[:5]}")
                return
            time.sleep(0.5)

    def judge(self):
        check = self.problems.append
        # A code that failed was answered 503: it was not accepted.
        rows = dict(row.split("|") for row in self.server.sql("SELECT id, status FROM outbox WHERE NOT (type = 'code' AND "
                                                              "status = 'failed')"))
        taken = collections.Counter(text_id(m.callback) for m in self.twilio.messages)
        said = collections.Counter(int(found[1]) for m in self.twilio.messages if (found := MARK.search(m.body)))
        outcome = collections.Counter()
        for text, status in rows.items():
            in_doubt = text in self.twilio.doubtful or text in self.under_way
            if taken[text] > 1:
                check(f"{text}, {status}, was sent {taken[text]} times")
            if taken[text] == 1:
                outcome["sent"] += 1
            elif in_doubt and status == "unknown":
                outcome["in doubt and not sent"] += 1
            else:
                check(f"{text}, {status}, was not sent")
            if status not in ("sent", "unknown"):
                check(f"{text} is {status}")
        for number, text in self.accepted.items():
            if text not in rows:
                check(f"event {number} has no text")
            elif said[number] != taken[text]:
                check(f"event {number} was texted {said[number]} times, its text {text} was sent {taken[text]} times")
        stored = int(self.server.sql("SELECT COUNT(*) FROM events")[0])
        if not stored == len(self.accepted) == len(set(self.accepted.values())):
            check(f"{stored} events are stored, {len(self.accepted)} were accepted with "
                  f"{len(set(self.accepted.values()))} texts")
        if self.twilio.problems:
            check(f"Twilio would have refused: {self.twilio.problems[:3]}")
        return outcome

    def judge_memory(self):
        quarter = len(self.memory) // 4
        if not quarter:
            return "memory was not seen"
        early, late = statistics.median(self.memory[quarter:2 * quarter]), statistics.median(self.memory[-quarter:])
        judged = len(self.memory) > JUDGED_SECONDS
        if judged and late > early + MOST_MIB_MORE:
            self.problems.append(f"memory grew from {early:.1f} to {late:.1f} MiB")
        return (f"RssAnon in the last life, {len(self.memory)} samples: {early:.1f} MiB in its second quarter, {late:.1f} in "
                f"its last{'' if judged else ' (too short to be judged)'}")


def counted(counts):
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()) if count)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=1 / 3)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    socket.setdefaulttimeout(60)
    with contextlib.ExitStack() as stack:
        cluster = stack.enter_context(postgres.Cluster()) if options.postgres else None
        twilio = stack.enter_context(FaultyTwilio(random.Random(options.seed + 2)))
        arguments = ["--behind-proxy", "--daily-texts", "1000000", "--look-every", "1"]
        for name, value in LIMITS.items():
            arguments += ["--limit", f"{name}={value}"]
        url = postgres.fresh_database(cluster.url()) if cluster else ""
        server = stack.enter_context(RealServer(*arguments, environment={**twilio.environment(), "DATABASE_URL": url}))
        run = Run(options, server, twilio, cluster)
        run.go()
        memory = run.judge_memory()
        outcome = collections.Counter()
        if not run.problems:
            run.settle()
            outcome = run.judge()
        print(f"{run.elapsed():.0f} s on {'PostgreSQL' if cluster else 'SQLite'}: {counted(run.counts)}")
        print(f"faults: {counted(run.faults)}")
        print(f"texts: {counted(outcome)}; {len(run.under_way)} met a kill, {len(twilio.doubtful)} met a Twilio that did "
              "not say what it did")
        print(memory)
        said = [line for line in server.log().splitlines() if '"level":"info"' not in line]
        if "Sanitizer" in server.log() or "runtime error:" in server.log():
            run.problems.append(server.log()[-6000:])
        if (code := server.stop()) != 0:
            run.problems.append(f"the server ended with {code}")
    for problem in run.problems[:20]:
        print("wrong:", problem)
    if run.problems:
        print("the server said:", *said[-SAID_LINES:], sep="\n")
        print(f"{len(run.problems)} things are wrong, seed {options.seed}")
    return 1 if run.problems else 0


if __name__ == "__main__":
    sys.exit(main())
