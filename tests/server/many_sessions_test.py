# SPDX-License-Identifier: MIT
"""One login's silent sessions are in nobody's way: another login's heartbeats go on while they are told of and ended, and
so does a stop. In the suite it runs in short and judges no times; the whole of it:

    many_sessions_test.py --sessions 5000 --most-ms 50
"""
import argparse
import random
import sys
import threading
import time

from real_server import RealServer

SILENT = 6  # seconds until a session counts as stale, here


def seed(server, login, count, random_source):
    """Sessions of one login, silent for ever: half of them of one computer, the others each of its own; a tenth has
    been silent for more than a day."""
    now = int(time.time() * 1000)
    rows = []
    for number in range(count):
        host = "desk" if number % 2 else f"desk-{number}"
        beat = now - (25 * 3600 if number % 10 == 0 else 3600) * 1000
        rows.append(f"('mon_{random_source.getrandbits(96):024x}', '{login}', 'seeded-{number}', 'shop', '{host}', {beat}, "
                    f"{beat}, {beat}, {beat}, 0, 0, 1, 0)")
    for first in range(0, count, 500):
        server.sql("INSERT INTO sessions (monitoring_id, login_id, claude_session_id, description, hostname, started_at, "
                   "created_at, last_beat_at, last_activity_at, texts_sent, errors_seen, notify_no_contact, "
                   "no_contact_told) VALUES " + ", ".join(rows[first:first + 500]))


def left(server):
    return int(server.sql("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL AND claude_session_id LIKE 'seeded-%' AND "
                          "no_contact_told = 0")[0])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sessions", type=int, default=400)
    parser.add_argument("--most-ms", type=float, help="fail when a beat of the other login took longer")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    arguments = ("--look-every", "1", "--limit", f"stale-after={SILENT}", "--limit", "requests-per-login=1000000",
                 "--behind-proxy")
    with RealServer(*arguments) as server:
        beats = server.begin(server.log_in("+14155550124"), address="192.0.2.2")
        mine = server.begin(server.log_in())
        login = server.sql(f"SELECT login_id FROM sessions WHERE monitoring_id = '{mine['monitoring_id']}'")[0]
        seed(server, login, options.sessions, random.Random(options.seed))
        waiting, took, over = left(server), [], threading.Event()

        def beat():
            while not over.is_set():
                began = time.monotonic()
                status = server.beat(beats).status
                took.append((time.monotonic() - began, status))
                time.sleep(0.02)

        other = threading.Thread(target=beat)
        other.start()
        began, progress = time.monotonic(), waiting
        while progress:  # on a busy machine that takes long: CTest's limit is the only one
            time.sleep(0.5)
            progress = left(server)
        done = time.monotonic() - began
        over.set()
        other.join()
        stopping = time.monotonic()
        code = server.stop()
        stopping = time.monotonic() - stopping
        worst = max(time for time, _ in took) * 1000
        print(f"seed {options.seed}: {options.sessions} silent sessions of one login, {waiting} seen to in "
              f"{done:.1f} s; {len(took)} beats of another login meanwhile, the slowest took {worst:.0f} ms; "
              f"stopped in {stopping:.1f} s")
        wrong = []
        if {status for _, status in took} != {200}:
            wrong.append("a beat was not answered 200")
        if code != 0:
            wrong.append(f"it ended with {code}")
        if options.most_ms is not None and (worst > options.most_ms or stopping > 10):
            wrong.append(f"a beat took {worst:.0f} ms, the stop {stopping:.1f} s")
    for what in wrong:
        print("wrong:", what)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
