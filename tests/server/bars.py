# SPDX-License-Identifier: MIT
"""The bars that the server has to clear, in full; the suite has each of them in short.

    TOCSIN_SERVER=$PWD/build/release/bin/tocsin-server python3 tests/server/bars.py [NAME...]

Needs an optimised build on a machine with nothing else to do, and, for some, PostgreSQL and PgBouncer. A bar that is not
cleared makes it end with 1.
"""
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent

# name: (what is shown, the command, the environment)
BARS = {
    "silent-sessions": ("5,000 silent sessions of one login delay another's beat by less than 50 ms",
                        ["many_sessions_test.py", "--sessions", "5000", "--most-ms", "50"], {}),
    "silent-sessions-postgres": ("12,000 of them on PostgreSQL are all seen to",
                                 ["postgres.py", sys.executable, "-B", str(HERE / "many_sessions_test.py"), "--sessions",
                                  "12000"], {}),
    "addresses": ("640,000 addresses take less than 32 MiB",
                  ["many_addresses_test.py", "--addresses", "640000", "--most-mib", "32"], {}),
    "tls-crowd": ("10,000 idle TLS connections are kept, in less memory than the unit gives",
                  ["tls_crowd_test.py", "--clients", "10000", "--seconds", "30"], {}),
    "idle": ("an idle server asks its database nothing for 10 minutes", ["idle_test.py"], {"TOCSIN_IDLE_MINUTES": "10"}),
    "faults": ("half an hour of mixed load with faults: every event that was accepted is texted once",
               ["faults_bar.py", "--minutes", "30"], {}),
    "faults-postgres": ("the same on PostgreSQL", ["faults_bar.py", "--minutes", "30", "--postgres"], {}),
    "hostile": ("100,000 hostile requests are survived (with TOCSIN_SERVER from the preset asan)", ["fuzz_requests.py", "100000"], {}),
    "hostile-postgres": ("the same on PostgreSQL", ["postgres.py", sys.executable, "-B", str(HERE / "fuzz_requests.py"), "100000"],
                         {}),
    "pgbouncer": ("306 of 306 logins through PgBouncer in transaction mode", ["pgbouncer_test.py"], {"TOCSIN_LOGINS": "306"}),
}


def main(names):
    failed = []
    for name in names or BARS:
        what, command, environment = BARS[name]
        print(f"== {name}: {what}", flush=True)
        began = time.monotonic()
        done = subprocess.run([sys.executable, "-B", str(HERE / command[0]), *command[1:]], env={**os.environ, **environment})
        print(f"== {name}: {'cleared' if done.returncode == 0 else 'NOT CLEARED'} in {time.monotonic() - began:.0f} s\n", flush=True)
        if done.returncode:
            failed.append(name)
    return 1 if failed else 0


if __name__ == "__main__":
    if unknown := set(sys.argv[1:]) - set(BARS):
        sys.exit(f"no such bar: {', '.join(sorted(unknown))}. There are: {', '.join(BARS)}")
    sys.exit(main(sys.argv[1:]))
