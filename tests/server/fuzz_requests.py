# SPDX-License-Identifier: MIT
"""Requests that nobody should send: broken HTTP, JSON, UTF-8, forms, sizes, methods and tokens.

Every answer must be an answer below 500 that tells nothing of another person; the server must end as it should, with
nothing from the sanitizers (build it with the preset asan for that). Without arguments a short run for the suite:

    fuzz_requests.py [COUNT] [SEED]      TOCSIN_SERVER names the server
"""
import base64
import json
import multiprocessing
import os
import random
import re
import socket
import sys
import time
import urllib.parse

from real_server import RealServer, die_with_parent, time_text

VICTIM = "+14155557391"
VICTIM_WORDS = "plum orchard ledger"
WORKERS = 3

NUMBERS = ["0", "-0", "-1", "1e999", "-1e-999", "9" * 400, "0x10", "01", "1.", ".5", "+1", "NaN", "Infinity", "2147483648",
           "18446744073709551616", "1E+2"]
TEXTS = ["", " ", "\0", "\u202e", "\ufeff", "\ud83d", "\u0000", "a" * 101, "x" * 5000, "'; DROP TABLE events; --", "%s%n%x",
         "{{nonce}}", "<script>", "../../etc/passwd", "\u0661\u0662", "\U0001f514" * 60, "e\u0301" * 50, "null", "true",
         "2026-02-30T00:00:00Z", "0000-00-00T00:00:00Z", "9999-12-31T23:59:60Z", "-262144-01-01T00:00:00Z", "1e5", "[", "\\"]
METHODS = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "PoSt", "", "X" * 300, "P\0ST",
           "POST\t", "PRI", "\u00e9", "-"]
CALLS = ["/login", "/login/browser", "/auth/exchange", "/auth/refresh", "/auth/logout", "/sessions/start", "/sessions/{id}/events",
         "/sessions/{id}/events", "/sessions/{id}/events/{key}/withdraw", "/sessions/{id}/heartbeat", "/sessions/{id}/stop",
         "/twilio/inbound", "/twilio/status", "/health", "/ready"]
PATHS = ["/", "//", "/sessions/{id}", "/sessions//events", "/sessions/%00/events", "/sessions/{id}/events/x/withdraw", "/sessions/{id}/events//withdraw",
         "/sessions/../start", "/health/", "/health;x", "*",
         "http://x/health", "/%", "/?", "/login?", "/\u00e4", "/sessions/" + "m" * 3000 + "/events", "/.well-known/x"]
ENDINGS = ("logout", "refresh", "stop")  # only some logins and sessions get these, or soon nobody would be logged in


class Fuzz:
    def __init__(self, host, port, facts, seed):
        self.host, self.port, self.facts = host, port, facts
        self.random = random.Random(seed)

    # What is sent

    def token(self, path):
        r, facts = self.random, self.facts
        ends_it = path.endswith(ENDINGS)
        jwt = r.choice(facts["access"][:2] if ends_it else facts["access"][2:])
        if r.random() < 0.7:
            if path.startswith("/sessions/") and path != "/sessions/start":
                return r.choice(facts["sessions"][:2] if ends_it else facts["sessions"][2:])["session_token"]
            return jwt
        head, claims, signature = jwt.split(".")

        def part(value):
            return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

        return r.choice([
            r.choice(facts["sessions"][:1])["session_token"], "", "x", "." * r.randint(1, 9), head + "." + claims + ".",
            part({"alg": r.choice(["none", "HS384", "RS256", "", None, 7, [], {"a": 1}])}) + "." + claims + "." + signature,
            head + "." + part({"sub": facts["victim_login"], "jti": "x", "exp": 9999999999}) + "." + signature,
            head + "." + claims + "." + signature[::-1], jwt[:r.randint(0, len(jwt))], jwt + "=", jwt.swapcase(),
            "\u00ff" * 20, "a" * 12000, part([]) + "." + part(7) + "." + part(None), " " + jwt, jwt + "." + jwt,
            "st_" + "0" * 64, "tmp_" + "0" * 64])

    def monitoring_id(self, token):
        r, facts = self.random, self.facts
        for session in facts["sessions"]:
            if session["session_token"] == token and r.random() < 0.8:
                return session["monitoring_id"]
        return r.choice([r.choice(facts["sessions"])["monitoring_id"], facts["victim_session"], "mon_" + "0" * 24, "", "x", "..",
                         "%00", "mon_" + "g" * 24, facts["victim_session"].upper(), facts["victim_session"] + "%20"])

    def good_body(self, path):
        r, facts = self.random, self.facts
        now = time_text(r.choice([0, 0, 0, -10000, 10**9, -10**9]))
        bodies = {
            "/login": {"phone": f"+1415555{r.randint(0, 999):04}", "state": "s", "mode": "remote"},
            "/exchange": {"temp_token": r.choice(facts["temp_tokens"]), "pairing_code": f"{r.randint(0, 999999):06}",
                          "device_fingerprint": "0123456789abcdef"},
            "/start": {"claude_session_id": f"c{r.randint(0, 50)}", "description": "d", "hostname": "h", "started_at": now},
            "/events": {"event_type": r.choice(["error", "done", "waiting", "x"]), "timestamp": now,
                        "details": {"kind": r.choice(["api", "permission", "message", "limit_over", "", "x" * 50]), "message": "m"},
                        **r.choice([{}, {"hold_seconds": r.choice([0, 1, 900, 901, -1]), "grace_seconds": r.randint(0, 900)}])},
            "/heartbeat": {"timestamp": now, "last_activity": now, **r.choice([{}, {"present": r.choice([True, False, 1])}])},
            "/stop": {"reason": "completed", "final_state": r.choice(["success", "error", "?"]), "ended_at": now}}
        fitting = [body for end, body in bodies.items() if path.endswith(end)]
        return fitting[0] if fitting and r.random() < 0.9 else r.choice(list(bodies.values()))

    def nasty(self, depth=0):
        r = self.random
        kind = r.randint(0, 7 if depth < 3 else 4)
        if kind <= 1:
            return r.choice(TEXTS)
        if kind == 2:
            return r.choice([None, True, False, 0, -1, 10**30, 1.5, -1e300, r.randint(-2**70, 2**70)])
        if kind <= 4:
            return "".join(chr(r.choice([r.randint(0, 0x2f), r.randint(0x30, 0x7f), r.randint(0x80, 0x2fff), 0x1f600]))
                           for _ in range(r.randint(0, 60)))
        if kind == 5:
            return [self.nasty(depth + 1) for _ in range(r.randint(0, 4))]
        return {r.choice(["kind", "message", "phone", "", "\0", "a" * 200, "__proto__"]): self.nasty(depth + 1)
                for _ in range(r.randint(0, 4))}

    def json_body(self, path):
        r = self.random
        body = self.good_body(path)
        for _ in range(r.choice([0, 0, 0, 1, 1, 2, 5])):
            change = r.randint(0, 3)
            key = r.choice(list(body) or ["x"])
            if change == 0:
                body.pop(key, None)
            elif change == 1:
                body[str(self.nasty(3))[:30]] = self.nasty()
            else:
                body[key] = self.nasty()
        text = json.dumps(body, ensure_ascii=r.random() < 0.5).encode("utf-8", "surrogatepass")
        if r.random() < 0.15:
            text = self.mutate(text, [b'"', b"{", b"}", b"[", b",", b":", b"\\", b"\\u", b"\\ud800", b"\xc0\xaf", b"\xff", b"\0",
                                      b"/*", b"//", *[n.encode() for n in NUMBERS]])
        if r.random() < 0.03:
            text = r.choice([b"[" * r.randint(1, 30000), b'{"a":' * r.randint(1, 6000), b"\xef\xbb\xbf" + text, text + text, b"",
                             b'"' + b"x" * 65000 + b'"', b'{"phone":"' + b"\\u0041" * 10000 + b'"}', text[:len(text) // 2]])
        return text

    def form_body(self):
        r = self.random
        fields = {"src": "claude", "callback_uri": "http://127.0.0.1:4711/callback", "state": "a-nonce",
                  "form_token": self.facts["form_tokens"][0], "phone": f"+1415555{r.randint(0, 999):04}",
                  "From": VICTIM, "Body": "STOP", "MessageSid": "SM" + "0" * 32, "MessageStatus": "delivered"}
        for _ in range(r.choice([0, 0, 1, 2])):
            fields[r.choice(list(fields))] = r.choice(TEXTS + ["http://127.0.0.1@x/", "http://[::1]:1", "http://127.0.0.1:99999/"])
        text = urllib.parse.urlencode(fields, errors="surrogatepass").encode()
        return self.mutate(text, [b"%", b"%f", b"%zz", b"&", b"=", b"+", b"%00", b"%0d%0a", b"\xff"]) if r.random() < 0.2 else text

    def mutate(self, text, pieces):
        r = self.random
        text = bytearray(text)
        for _ in range(r.randint(1, 4)):
            at = r.randint(0, len(text))
            change = r.randint(0, 5)
            if change == 0 and text:
                text[min(at, len(text) - 1)] = r.randint(0, 255)
            elif change == 1:
                del text[at:at + r.randint(1, 20)]
            elif change == 2:
                text[at:at] = text[at:at + r.randint(1, 40)]
            elif change == 3:
                del text[at:]
            else:
                text[at:at] = r.choice(pieces)
        return bytes(text)

    def request(self):
        r = self.random
        method = r.choice(METHODS) if r.random() < 0.15 else r.choice(["POST"] * 6 + ["GET"])
        path = r.choice(CALLS if r.random() < 0.9 else PATHS)
        token = self.token(path)
        key = r.choice(self.facts["keys"] if r.random() < 0.8 else ["x", "", "%00", "0" * 36, "..", "\u00e9", "k" * 3000])
        path = path.replace("{id}", self.monitoring_id(token)).replace("{key}", key)
        is_form = path in ("/login/browser", "/twilio/inbound", "/twilio/status")
        if path.startswith("/login") and method == "GET" or r.random() < 0.05:
            path += "?" + self.form_body().decode("latin-1")
        body = self.form_body() if is_form or r.random() < 0.05 else self.json_body(path)
        kind = "application/x-www-form-urlencoded" if is_form else "application/json"
        headers = [("Host", "x"), ("X-Forwarded-For", f"10.{r.randint(0, 255)}.{r.randint(0, 255)}.{r.randint(0, 255)}"),
                   ("Content-Type", kind if r.random() < 0.97 else r.choice(TEXTS)), ("Connection", "close")]
        if r.random() < 0.9:
            headers.append(("Authorization", r.choice(["Bearer "] * 7 + ["Bearer ", "bearer  ", "Basic ", ""]) + token))
        if r.random() < 0.2:
            headers.append(("Idempotency-Key", r.choice([*self.facts["keys"], "x", "", "0" * 36, "\u00e9"])))
        if is_form:
            headers.append(("Cookie", r.choice(self.facts["cookies"][:1] * 5 + ["tocsin_login=", "tocsin_login=x; " * 50, ";;;=", "a" * 3000])))
        if r.random() < 0.05:
            headers.append((r.choice(["X-Twilio-Signature", "Expect", "Upgrade", "Te", "Trailer", "X", "Transfer-Encoding", "X-Forwarded-For"]),
                            r.choice(["100-continue", "chunked", "websocket", "x" * 5000, "\t", *TEXTS])))
        length = len(body) if r.random() < 0.95 else r.choice([0, 1, len(body) + 1, 65536, 65537, 10**7, 2**64, -1, "x", "1 1", ""])
        if r.random() < 0.1:
            headers.append(("Transfer-Encoding", "chunked"))
            body = self.chunks(body)
        else:
            headers.append(("Content-Length", str(length)))
        r.shuffle(headers)
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{n}: {v}\r\n" for n, v in headers)
        text = head.encode("utf-8", "surrogatepass") + b"\r\n" + body
        if r.random() < 0.15:
            text = self.mutate(text, [b"\r\n", b"\n", b"\r", b"\0", b" ", b":", b"\r\n\r\n", b" HTTP/1.1", b"HTTP/9.9", b"\xff" * 8,
                                      b"X: y\r\n" * 120, b"x" * 17000, b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n"])
        return text

    def chunks(self, body):
        r = self.random
        out = b""
        while body:
            size = r.randint(1, len(body))
            out += b"%x\r\n" % (size if r.random() < 0.98 else r.choice([0, 2**40, 2**64])) + body[:size] + b"\r\n"
            body = body[size:]
        return out + r.choice([b"0\r\n\r\n", b"0\r\n\r\n", b"0\r\n\r\n", b"0\r\nX: y\r\n\r\n", b"", b"0\r\n", b"-1\r\n\r\n"])

    # What comes back

    def once(self):
        text = self.request()
        source = f"127.0.{self.random.randint(1, 250)}.{self.random.randint(1, 250)}"
        with socket.create_connection((self.host, self.port), timeout=30, source_address=(source, 0)) as connection:
            answer = b""
            try:
                connection.sendall(text)
                connection.shutdown(socket.SHUT_WR)  # what was cut short is not waited for
                while piece := connection.recv(65536):
                    answer += piece
            except TimeoutError:
                raise AssertionError(f"no answer and no end for {text[:3000]!r}") from None
            except OSError:
                pass  # it may hang up at any moment
        self.check(text, answer)
        return int(answer[9:12]) if answer else 0

    def check(self, text, answer):
        def wrong(what):
            raise AssertionError(f"{what}\n--- sent\n{text[:3000]!r}\n--- answered\n{answer[:3000]!r}")

        if not answer:
            return  # dropped: nobody has to answer what is no request
        for one in re.finditer(rb"HTTP/1\.1 (\d{3})", answer):
            if not 200 <= int(one[1]) < 500 and one[1] != b"100":
                wrong("an answer that says that it is our fault")
        if not answer.startswith(b"HTTP/1.1 "):
            wrong("not HTTP")
        said = text + urllib.parse.unquote_to_bytes(text.replace(b"+", b" "))
        for secret in self.facts["secrets"]:  # what was sent may come back, in a form's field
            if secret.encode() in answer and secret.encode() not in said:
                wrong("a word of another person")


def work(host, port, facts, seed, count, results):
    die_with_parent()
    fuzz = Fuzz(host, port, facts, seed)
    seen = {}
    try:
        for _ in range(count):
            status = fuzz.once()
            seen[status] = seen.get(status, 0) + 1
        results.put(seen)
    except Exception as problem:  # whatever it is, the parent must hear of it
        results.put(f"seed {seed}: {problem}")


def prepare(server):
    """People who are logged in, so that requests get further than the door."""
    access = [server.log_in(f"+1415555200{i}", address=f"192.0.2.{i}") for i in range(6)]
    sessions = [server.begin(token, f"c{i}", address="192.0.2.1") for i, token in enumerate(access)]
    victim = server.log_in(VICTIM, address="198.51.100.1")
    theirs = server.begin(victim, "victim's", VICTIM_WORDS)
    pages = [server.show_login(address=f"192.0.2.{i}") for i in range(3)]
    claims = json.loads(base64.urlsafe_b64decode(victim.split(".")[1] + "=="))
    facts = {"access": access, "sessions": [s.body for s in sessions], "victim_login": claims["sub"],
             "victim_session": theirs["monitoring_id"],
             "temp_tokens": [server.ask_code(f"+1415555300{i}", address=f"192.0.2.2{i}")["temp_token"] for i in range(3)],
             "form_tokens": [re.search(r'name="form_token" value="([^"]*)"', p.body)[1] for p in pages],
             "cookies": [p.headers["Set-Cookie"].split(";")[0] for p in pages],
             "keys": [f"00000000-0000-4000-8000-{i:012}" for i in range(40)],
             "secrets": [VICTIM, VICTIM[1:], VICTIM_WORDS, victim, theirs["session_token"], theirs["monitoring_id"]]}
    return victim, theirs, facts


def main(count, seed):
    began = time.monotonic()
    # As many texts as it takes: the daily cap would answer 429 before anything interesting happens.
    with RealServer("--behind-proxy", "--daily-texts", "1000000") as server:
        victim, theirs, facts = prepare(server)
        before = len([t for t in server.texts() if t["to"].endswith(VICTIM[-4:])])
        results = multiprocessing.Queue()
        workers = [multiprocessing.Process(target=work, args=(server.host, server.port, facts, seed * 1000 + i,
                                                              count // WORKERS + (i < count % WORKERS), results)) for i in range(WORKERS)]
        for worker in workers:
            worker.start()
        seen = {}
        for _ in workers:
            result = results.get()
            if isinstance(result, str):
                for worker in workers:
                    worker.terminate()
                sys.exit(result + "\n--- the server said\n" + server.log()[-2000:])
            for status, times in result.items():
                seen[status] = seen.get(status, 0) + times
        for worker in workers:
            worker.join()
        # The other person's login and session are what they were, and her phone was left alone.
        assert server.beat(theirs).status == 200
        assert server.begin(victim, "victim's", VICTIM_WORDS)["monitoring_id"] == theirs["monitoring_id"]
        assert len([t for t in server.texts() if t["to"].endswith(VICTIM[-4:])]) == before
        summary = server.end(theirs)["session_summary"]
        assert (summary["sms_sent"], summary["errors_encountered"]) == (0, 0), summary
        assert server.stop() == 0, server.log()[-6000:]
        log = server.log()
        for trouble in ("AddressSanitizer", "LeakSanitizer", "runtime error:"):
            assert trouble not in log, log[log.index(trouble) - 200:][:6000]
        for secret in (VICTIM[1:], VICTIM_WORDS, victim, theirs["session_token"], *facts["access"]):
            assert secret not in log
    took = time.monotonic() - began
    print(f"{sum(seen.values())} requests in {took:.0f} s, seed {seed}; answers by status (0: none): {dict(sorted(seen.items()))}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
