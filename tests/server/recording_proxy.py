# SPDX-License-Identifier: MIT
"""Stands between a client and the server and keeps what both say, as contract.py reads it."""
import http.client
import http.server
import json
import threading


def parsed(text):
    if not text:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text.decode(errors="replace")


class RecordingProxy:
    def __init__(self, host, port):
        self.requests = []
        self.changed = threading.Condition()
        record = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def forward(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                upstream = http.client.HTTPConnection(host, port, timeout=20)
                try:
                    upstream.request(self.command, self.path, body or None, dict(self.headers))
                    response = upstream.getresponse()
                    text = response.read()
                finally:
                    upstream.close()
                entry = {"method": self.command, "path": self.path, "headers": dict(self.headers),
                         "body": parsed(body), "status": response.status,
                         "answer_headers": dict(response.getheaders()), "answer": parsed(text)}
                with record.changed:
                    record.requests.append(entry)
                    record.changed.notify_all()
                self.send_response(response.status)
                for name, value in response.getheaders():
                    if name.lower() not in ("connection", "date", "server"):
                        self.send_header(name, value)
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = do_PUT = do_DELETE = forward

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def wait_for(self, template, contract, count=1, seconds=20):
        """Until `count` requests to that path of the contract have their answers; those requests."""
        def found():
            return [r for r in self.requests if contract.template(r["path"]) == template]

        with self.changed:
            if not self.changed.wait_for(lambda: len(found()) >= count, seconds):
                raise AssertionError(f"{len(found())} of {count} requests to {template} came; in all: "
                                     f"{[(r['path'], r['status']) for r in self.requests]}")
            return found()
