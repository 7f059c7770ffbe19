# SPDX-License-Identifier: MIT
"""A Twilio that costs nothing. It refuses what the published description of CreateMessage
(support/twilio_create_message.json, which names its source) would have refused, and fails when it is told to."""
import base64
import collections
import hashlib
import hmac
import http.server
import json
import pathlib
import re
import secrets
import socket
import ssl
import threading
import urllib.parse

import jsonschema

from readable import readable

RULES = json.loads((pathlib.Path(__file__).parent / "support" / "twilio_create_message.json").read_text())
SID = "AC" + "0123456789abcdef" * 2
TOKEN = "the-auth-token-of-nobody"
KEY, KEY_SECRET = "SK" + "fedcba9876543210" * 2, "the-secret-of-nobodys-key"
NUMBER = "+14155552671"
SHORT_CODE = "54321"
SERVICE = "MG" + "00112233445566778899aabbccddeeff"

Message = collections.namedtuple("Message", "sid to body callback valid sender")


def signature(token, url, fields):
    """What Twilio puts into X-Twilio-Signature: https://www.twilio.com/docs/usage/security"""
    text = url + "".join(name + value for name, value in sorted(fields.items()))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()


def report(server, path, fields, token=TOKEN, base="https://texts.example.com", sign=None):
    """What Twilio sends us, signed as it does (or with `sign`)."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if sign != "":
        headers["X-Twilio-Signature"] = sign or signature(token, base + path, fields)
    return server.post(path, raw=urllib.parse.urlencode(fields).encode(), headers=headers)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        fake = self.server.fake
        action = fake.next_action()
        if action == "close before":
            return self.hang_up()
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        fake.heard(action, body)
        if action == "hang":
            fake.released.wait(60)
            return self.hang_up()
        if isinstance(action, tuple):  # (status, code[, headers])
            return self.refuse(*action)
        status, answer = fake.judge(self.path, self.headers, body)
        if action == "drip":
            return self.drip()
        if action == "close after":
            return self.hang_up()
        self.answer(status, answer)

    def do_GET(self):
        self.answer(*self.server.fake.look_up(self.path, self.headers))

    def refuse(self, status, code, headers=None):
        self.answer(status, {"code": code, "message": "told to", "status": status,
                             "more_info": f"https://www.twilio.com/docs/errors/{code}"}, headers)

    def answer(self, status, answer, headers=None):
        raw = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def drip(self):
        """A byte a second of an answer that would take for ever, until the other side has had enough."""
        self.wfile.write(b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n")
        while not readable(self.connection, 1):
            self.wfile.write(b" ")
        self.close_connection = True

    def hang_up(self):
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it is gone already


class FakeTwilio:
    """with FakeTwilio() as twilio: …  `plan` holds what to do with the next requests, in order: "hang",
    "close before" (nothing is read), "close after" (it was taken), "drip" (taken, and answered too slowly to wait for),
    (status, code) or (status, code, headers); without a plan a request is judged as Twilio would."""

    def __init__(self, certificate=None, port=0):
        self.plan, self.messages, self.requests, self.problems = [], [], 0, []
        self.opted_out = set()
        self.account_status = "active"
        self.key_may = "all"  # but what is about accounts; "send": only that, as a restricted key
        self.released = threading.Event()
        self.lock = threading.Lock()
        self.arrived = threading.Condition(self.lock)
        self.server = self.listen(port)
        self.scheme = "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
            self.scheme = "https"

    def listen(self, port):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # a client that is killed, or does not trust us
        server.fake = self
        return server

    @property
    def port(self):
        return self.server.server_address[1]

    account = {"TWILIO_ACCOUNT_SID": SID, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_PHONE_NUMBER": NUMBER,
               "PUBLIC_URL": "https://texts.example.com", "TWILIO_API_BASE_URL": "http://127.0.0.1:9"}

    def environment(self, host="127.0.0.1"):
        return {**self.account, "no_proxy": "127.0.0.1,localhost", "TWILIO_API_BASE_URL": f"{self.scheme}://{host}:{self.port}"}

    def serve(self):
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def __enter__(self):
        self.serve()
        return self

    def __exit__(self, *_):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    def next_action(self):
        with self.arrived:
            self.requests += 1
            self.arrived.notify_all()
            return self.plan.pop(0) if self.plan else None

    def heard(self, action, body):
        """For those who note which text met what."""

    def wait_for(self, what, seconds=20):
        """Until what(self) is true; it is asked whenever a request came."""
        with self.arrived:
            if not self.arrived.wait_for(lambda: what(self), seconds):
                raise AssertionError(f"{self.requests} requests, {len(self.messages)} messages, {self.problems}")

    def who_asks(self, headers):
        """"account" or "key", or None."""
        for name, user, password in (("account", SID, TOKEN), ("key", KEY, KEY_SECRET)):
            if headers.get("Authorization") == "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode():
                return name
        return None

    def look_up(self, path, headers):
        """The account and its senders, with what tocsin-server check looks at."""
        who = self.who_asks(headers)
        path, _, query = path.partition("?")
        # https://www.twilio.com/docs/iam/api-keys: only a main key may ask for accounts
        if who is None or (who == "key" and re.fullmatch(r"/2010-04-01/Accounts(/[^/]+)?\.json", path)):
            return 401, {"code": 20003, "message": "Authenticate", "status": 401}
        if who == "key" and self.key_may == "send":
            return 401, {"code": 70051, "message": "Authorization Failed", "status": 401}
        asked = urllib.parse.parse_qs(query)
        if path.startswith("/v1/Services/"):
            if path == "/v1/Services/" + SERVICE:
                return 200, {"sid": SERVICE, "account_sid": SID, "friendly_name": "nobody's"}
            return 404, {"code": 20404, "message": "not found", "status": 404}
        if path == f"/2010-04-01/Accounts/{SID}/SMS/ShortCodes.json":
            found = asked.get("ShortCode") == [SHORT_CODE]
            return 200, {"short_codes": [{"short_code": SHORT_CODE}] if found else [], "page": 0}
        if path == f"/2010-04-01/Accounts/{SID}/Messages.json":
            return 200, {"messages": [], "page": 0}
        if path == f"/2010-04-01/Accounts/{SID}.json":
            return 200, {"sid": SID, "status": self.account_status, "type": "Full", "friendly_name": "nobody's"}
        if path == f"/2010-04-01/Accounts/{SID}/IncomingPhoneNumbers.json":
            found = asked.get("PhoneNumber") == [NUMBER]
            return 200, {"incoming_phone_numbers": [{"phone_number": NUMBER}] if found else [], "page": 0}
        return 404, {"code": 20404, "message": "not found", "status": 404}

    def judge(self, path, headers, body):
        """(status, answer), and the message kept when it is taken."""
        def error(status, code, why):
            self.problems.append((code, why))
            return status, {"code": code, "message": why, "status": status,
                            "more_info": f"https://www.twilio.com/docs/errors/{code}"}

        account = re.match(RULES["path"], path)
        if not account:
            return error(404, 20404, "no such resource")
        if self.who_asks(headers) is None or account["AccountSid"] != SID:
            return error(401, 20003, "authenticate")
        if headers.get("Content-Type") != RULES["contentType"]:
            return error(400, 20001, "not a form")
        pairs = urllib.parse.parse_qsl(body, keep_blank_values=True, strict_parsing=True, errors="strict")
        fields = dict(pairs)
        if len(fields) != len(pairs):
            return error(400, 20001, "a field twice")
        for problem in jsonschema.Draft202012Validator(RULES["request"]).iter_errors(fields):
            missing = {"To": 21604, "From": 21603, "Body": 21602}
            where = (str(problem.absolute_path[0]) if problem.absolute_path else
                     "From" if problem.validator == "anyOf" else problem.message.split("'")[1])
            invalid = {"To": 21211, "From": 21212, "Body": 21617, "StatusCallback": 21609, "MessagingServiceSid": 21701}
            return error(400, (invalid if problem.absolute_path else missing).get(where, 20001), problem.message)
        sender = fields.get("MessagingServiceSid") or fields["From"]
        if "MessagingServiceSid" in fields and sender != SERVICE:
            return error(404, 21701, "no such Messaging Service")
        if sender.startswith("+") and sender != NUMBER:
            return error(400, 21606, "not a sender of this account")
        if sender.isdigit() and sender != SHORT_CODE:
            return error(400, 21606, "not a short code of this account")
        if re.search("[A-Za-z]", sender) and sender != SERVICE and fields["To"].startswith("+1"):
            return error(400, 21657, "no names as senders in this country")
        if sender == SHORT_CODE and not fields["To"].startswith("+1"):
            return error(400, 21612, "a short code reaches its own country alone")
        if fields["To"] in self.opted_out:
            return error(400, 21610, "unsubscribed")
        message = Message("SM" + secrets.token_hex(16), fields["To"], fields["Body"], fields.get("StatusCallback"),
                          fields.get("ValidityPeriod"), sender)
        with self.arrived:
            self.messages.append(message)
            self.arrived.notify_all()
        by_service = sender == SERVICE  # which chooses later: until then there is no number
        answer = {"sid": message.sid, "status": "accepted" if by_service else "queued", "account_sid": SID,
                  "to": message.to, "from": None if by_service else sender,
                  "messaging_service_sid": SERVICE if by_service else None, "body": message.body, "num_segments": "1", "error_code": None, "error_message": None}
        jsonschema.Draft202012Validator(RULES["answer"]).validate(answer)
        return RULES["answerStatus"], answer
