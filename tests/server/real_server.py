# SPDX-License-Identifier: MIT
"""The real tocsin-server as a child process, and a client of it that holds every answer to the contract."""
import contextlib
import datetime
import html
import http.client
import json
import os
import pathlib
import re
import resource
import signal
import sqlite3
import subprocess
import tempfile
import threading
import urllib.parse
import uuid

import postgres
from contract import Contract

BINARY = os.environ.get("TOCSIN_SERVER", "tocsin-server")
ON_POSTGRES = os.environ.get(postgres.VARIABLE)  # the whole suite is run on SQLite and on PostgreSQL
FINGERPRINT = "0123456789abcdef"

die_with_parent = postgres.die_with_parent


def time_text(seconds_from_now=0):
    when = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds_from_now)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def __getitem__(self, key):
        return self.body[key]


# Makes the tables those of version 9, the last in which session tokens were not keyed; every phone is locked.
AS_OF_VERSION_15 = """
CREATE INDEX sessions_login ON sessions (login_id); CREATE INDEX session_tokens_session ON session_tokens (monitoring_id);
CREATE INDEX access_tokens_login ON access_tokens (login_id);
DROP INDEX sessions_of_login; DROP INDEX sessions_ended; DROP INDEX session_tokens_life; DROP INDEX access_tokens_life;
DROP INDEX outbox_of_session; DROP INDEX outbox_held_session; DROP INDEX outbox_counted; DROP INDEX outbox_counted_phone;
DROP INDEX outbox_may_be_sent; ALTER TABLE logins DROP COLUMN address; ALTER TABLE logins DROP COLUMN site;
DELETE FROM migrations WHERE version > 15;
"""

AS_OF_VERSION_9 = AS_OF_VERSION_15 + """
DROP INDEX sessions_unended; DROP INDEX session_tokens_dead; DROP INDEX access_tokens_expired;
DROP INDEX pairing_failures_at; DROP INDEX pairing_codes_site; DROP INDEX pairing_failures_address;
ALTER TABLE opt_outs DROP COLUMN learned; ALTER TABLE pairing_codes DROP COLUMN site;
ALTER TABLE pairing_failures DROP COLUMN address; ALTER TABLE answers DROP COLUMN request_hash; ALTER TABLE logins DROP COLUMN last_used_at;
UPDATE phones SET locked_until = 32503680000000; DELETE FROM migrations WHERE version > 9;
"""


class RealServer:
    """with RealServer() as server: …  The data folder lives as long as the object, over restarts."""

    contract = Contract()
    seen = set()  # (method, template, status) of every answer, over all servers of this process

    def __init__(self, *arguments, environment=None, tls=None):
        self.folder = tempfile.TemporaryDirectory(prefix="tocsin-server-")
        self.arguments = arguments
        self.environment = environment or {}
        self.tls = tls  # an ssl.SSLContext for the requests, when the server speaks TLS
        self.sms_folder = pathlib.Path(self.folder.name, "sms")
        self.sms_folder.mkdir()
        self.sms_log = self.sms_folder / "log.jsonl"
        self.data = pathlib.Path(self.folder.name, "data")
        self.process = None
        self.wrong = []
        self.database_url = self.environment.get("DATABASE_URL")
        if ON_POSTGRES and self.database_url is None:
            self.database_url = postgres.fresh_database(ON_POSTGRES)

    def start(self):
        self.errors = open(pathlib.Path(self.folder.name, "stderr"), "ab")
        self.process = subprocess.Popen(
            [BINARY, "--port", "0", "--data-dir", str(self.data), "--sms-log", str(self.sms_log), *self.arguments],
            stdout=subprocess.PIPE, stderr=self.errors, preexec_fn=die_with_parent,
            env={**os.environ, **self.environment, "DATABASE_URL": self.database_url or ""})
        line = self.process.stdout.readline().decode()
        found = re.fullmatch(r"tocsin-server listening on https?://(\S+):(\d+)\n", line)
        if not found:
            raise AssertionError(f"first line: {line!r}, stderr: {self.log()}")
        self.host, self.port = found[1].strip("[]"), int(found[2])
        # The console texts, read all the time so that the pipe never fills.
        self.console = []
        self.reader = threading.Thread(target=lambda out=self.process.stdout: self.console.extend(out), daemon=True)
        self.reader.start()
        return self

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        code = self.process.wait(20)
        self.reader.join()
        self.process.stdout.close()
        self.errors.close()
        self.process = None
        return code

    def restart(self, how=signal.SIGTERM):
        self.stop(how)
        return self.start()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process:
            self.stop()
        self.folder.cleanup()

    def log(self):
        return pathlib.Path(self.folder.name, "stderr").read_text()

    def console_text(self):
        return b"".join(list(self.console)).decode()

    def texts(self):
        if not self.sms_log.exists():
            return []
        return [json.loads(line) for line in self.sms_log.read_text().splitlines()]

    def event_texts(self):
        return [t["body"] for t in self.texts() if "Claude" in t["body"]]

    def share(self, other):
        """Use the other's database, secret and texts; before start()."""
        self.data, self.sms_log, self.database_url = other.data, other.sms_log, other.database_url

    def sql(self, text):
        """What the database says; rows as texts, columns divided by |."""
        if self.database_url:
            return postgres.sql(self.database_url, text)
        with contextlib.closing(sqlite3.connect(self.data / "tocsin.sqlite", isolation_level=None)) as database:
            rows = []
            for statement in filter(None, map(str.strip, text.split(";"))):
                rows = ["|".join("" if v is None else str(v) for v in row) for row in database.execute(statement)]
            return rows

    @contextlib.contextmanager
    def locked_database(self):
        """Somebody else has all of it, and does not let go."""
        if self.database_url:
            with postgres.holding(self.database_url, "DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM "
                                  "pg_tables WHERE schemaname = 'public' LOOP EXECUTE 'LOCK TABLE ' || t; END LOOP; "
                                  "END $$"):
                yield
            return
        with contextlib.closing(sqlite3.connect(self.data / "tocsin.sqlite", isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            yield

    @contextlib.contextmanager
    def full_disk(self):
        """Its files cannot grow meanwhile beyond what its log needs; an SQLite database is longer from the start."""
        usual = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (16 * 1024, usual[1]))
        try:
            yield
        finally:
            resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, usual)

    def stored(self):
        """Every byte that is kept."""
        kept = b"".join(path.read_bytes() for path in self.data.iterdir())
        return kept + postgres.dump(self.database_url) if self.database_url else kept

    # Requests

    def connection(self):
        if self.tls:
            return http.client.HTTPSConnection(self.host, self.port, timeout=20, context=self.tls)
        return http.client.HTTPConnection(self.host, self.port, timeout=20)

    def send(self, method, path, body=None, token=None, key=None, address=None, headers=None, raw=None,
             more_forwarded=None):
        """The connection on which the answer will come."""
        sent = dict(headers or {})
        if body is not None:
            raw = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if key:
            sent["Idempotency-Key"] = key
        if address:
            sent["X-Forwarded-For"] = address
        connection = self.connection()
        try:
            if more_forwarded:  # the same name twice, which a dict cannot say
                connection.putrequest(method, path)
                for name, value in [*sent.items(), ("X-Forwarded-For", more_forwarded),
                                    ("Content-Length", str(len(raw)))]:
                    connection.putheader(name, value)
                connection.endheaders(raw)
            else:
                connection.request(method, path, raw, sent)
        except BaseException:
            connection.close()
            raise
        return connection

    def call(self, method, path, *what, **more):
        connection = self.send(method, path, *what, **more)
        try:
            response = connection.getresponse()
            text = response.read()
        finally:
            connection.close()
        is_json = response.getheader("Content-Type", "application/json").startswith("application/json")
        answer = Answer(response.status, dict(response.getheaders()),
                        json.loads(text or "null") if is_json else text.decode())
        template = self.contract.template(path)
        if self.contract.operation(method, path):
            problems = self.contract.check_answer(method, path, answer.status, answer.headers, answer.body)
            if problems:
                raise AssertionError(f"{method} {path} -> {answer.status} {answer.body}: {problems}")
            self.seen.add((method, template, answer.status))
        return answer

    def post(self, path, body=None, **more):
        return self.call("POST", path, body, **more)

    def ask_code(self, phone="+14155550123", **more):
        return self.post("/login", {"phone": phone, "state": str(uuid.uuid4()), "mode": "remote"}, **more)

    def show_login(self, callback="http://127.0.0.1:4711/callback", state="a-nonce", src="claude", **more):
        query = urllib.parse.urlencode({"src": src, "callback_uri": callback, "state": state})
        return self.call("GET", "/login?" + query, **more)

    def send_login(self, page, phone="+14155550123", cookie=None, change=None, **more):
        """Fills in the form of that page, as a browser would."""
        fields = {html.unescape(name): html.unescape(value)
                  for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page.body)}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if cookie is None:
            cookie = page.headers["Set-Cookie"].split(";")[0]
        if cookie:
            headers["Cookie"] = f"other=1; {cookie}"
        body = urllib.parse.urlencode({**fields, "phone": phone, **(change or {})})
        return self.call("POST", "/login/browser", raw=body.encode(), headers=headers, **more)

    def last_code(self):
        return re.findall(r"\b\d{6}\b", [t["body"] for t in self.texts() if "code" in t["body"]][-1])[0]

    def exchange(self, temp_token, code, **more):
        return self.post("/auth/exchange", {"temp_token": temp_token, "pairing_code": code,
                                            "device_fingerprint": FINGERPRINT}, **more)

    def log_in(self, phone="+14155550123", **more):
        """An access token."""
        answer = self.ask_code(phone, **more)
        assert answer.status == 200, answer.body
        return self.exchange(answer["temp_token"], self.last_code(), **more)["access_token"]

    def code_status(self, temp_token, **more):
        return self.call("GET", "/login/status", token=temp_token, **more)

    def logins(self, access, **more):
        return self.call("GET", "/auth/logins", token=access, **more)

    def revoke(self, access, login, **more):
        return self.post(f"/auth/logins/{login}/revoke", token=access, **more)

    def begin(self, access, claude_id="claude-1", description="shop, branch main", **more):
        return self.post("/sessions/start", {"claude_session_id": claude_id, "description": description,
                                             "hostname": "desk", "started_at": time_text()}, token=access, **more)

    def event(self, session, event_type="error", kind=None, message=None, at=None, hold=None, grace=None, **more):
        details = {k: v for k, v in (("kind", kind), ("message", message)) if v is not None}
        waits = {k: v for k, v in (("hold_seconds", hold), ("grace_seconds", grace)) if v is not None}
        return self.post(f"/sessions/{session['monitoring_id']}/events",
                         {"event_type": event_type, "timestamp": at or time_text(), "details": details, **waits},
                         token=session["session_token"], **more)

    def withdraw(self, session, key, **more):
        return self.post(f"/sessions/{session['monitoring_id']}/events/{key}/withdraw",
                         **{"token": session["session_token"], **more})

    def beat(self, session, present=None, **more):
        return self.post(f"/sessions/{session['monitoring_id']}/heartbeat",
                         {"timestamp": time_text(), "last_activity": time_text(-3),
                          **({} if present is None else {"present": present})},
                         **{"token": session["session_token"], **more})

    def show(self, session, **more):
        return self.call("GET", f"/sessions/{session['monitoring_id']}",
                         **{"token": session["session_token"], **more})

    def end(self, session, **more):
        return self.post(f"/sessions/{session['monitoring_id']}/stop",
                         {"reason": "completed", "final_state": "success", "ended_at": time_text()},
                         **{"token": session["session_token"], **more})


def all_at_once(count, work):
    """Runs work(i) in `count` threads that begin together; their results in order."""
    gate = threading.Barrier(count)
    results = [None] * count

    def run(i):
        gate.wait()
        results[i] = work(i)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
