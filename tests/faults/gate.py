# SPDX-License-Identifier: MIT
"""A gate before the server: keeps what went through, and can be shut in each of the ways a network fails."""
import collections
import http.client
import http.server
import json
import random
import socket
import threading
import time


class Passed:
    """One request that the server answered."""

    def __init__(self, at, path, key, body, status, answer):
        self.at, self.path, self.key, self.body, self.status, self.answer = at, path, key, body, status, answer


class Gate:
    """`mode` is open, refuse (hang up at once), silent (take the request and never answer) or forget (let the
    request through, and lose the answer). `planned` has other modes for the next requests to a path, one for each;
    `seen` how many came to each path, and `before_answer` is called with the path when the server has answered.
    With `age` the server behind it looks as old as that one."""

    def __init__(self, port, age=None):
        self.mode = "open"
        self.age = age
        self.planned = {}
        self.seen = collections.Counter()
        self.before_answer = lambda path: None
        self.passed = []
        self.lock = threading.Lock()
        self.shut_seconds = 0.0
        self.closings = []  # (from, to) of the times when nothing came through
        self.since = time.monotonic()
        gate = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 30

            def do_GET(self):
                """/health: past the modes, which are for what the app tells."""
                upstream = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
                try:
                    upstream.request("GET", self.path)
                    response = upstream.getresponse()
                    text = response.read()
                except (OSError, http.client.HTTPException):
                    self.close_connection = True
                    return
                finally:
                    upstream.close()
                self.answer(response.status, response.getheaders(), text)

            def do_POST(self):
                with gate.lock:
                    planned = gate.planned.get(self.path)
                    mode = planned.pop(0) if planned else gate.mode
                    gate.seen[self.path] += 1
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if mode == "refuse":
                    self.close_connection = True
                    return
                if mode == "silent":
                    time.sleep(random.uniform(0.2, 2))
                    self.close_connection = True
                    return
                if gate.age and not gate.age.knows(self.path):
                    return self.answer(404, [], gate.age.unknown_path())
                upstream = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
                try:
                    asked = gate.age.request(body) if gate.age else body
                    upstream.request("POST", self.path, asked, {**self.headers, "Content-Length": str(len(asked))})
                    response = upstream.getresponse()
                    text = response.read()
                    text = gate.age.answer(text) if gate.age else text
                except (OSError, http.client.HTTPException):
                    self.close_connection = True  # the server was killed
                    return
                finally:
                    upstream.close()
                with gate.lock:
                    gate.passed.append(Passed(time.monotonic(), self.path, self.headers.get("Idempotency-Key"),
                                              json.loads(body or b"null"), response.status,
                                              json.loads(text or b"null")))
                gate.before_answer(self.path)
                if mode == "forget":
                    self.close_connection = True
                    return
                self.answer(response.status, response.getheaders(), text)

            def answer(self, status, headers, text):
                self.send_response(status)
                for name, value in headers:
                    if name.lower() not in ("connection", "date", "server", "content-length"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256

            def handle_error(self, *_):
                pass  # the app was killed in the middle of a request

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def set(self, mode):
        now = time.monotonic()
        if self.mode != "open":
            self.shut_seconds += now - self.since
        if self.mode in ("refuse", "silent"):
            self.closings.append((self.since, now))
        self.since, self.mode = now, mode

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
