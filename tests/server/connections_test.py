# SPDX-License-Identifier: MIT
"""What strangers may do to the server's sockets, and that others are still answered meanwhile."""
import collections
import json
import resource
import socket
import threading
import time
import unittest

from readable import readable
from real_server import RealServer

START = b"GET /health HTTP/1.1\r\nHost: localhost\r\n"


def setUpModule():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, most), most))


def connect(server, address="127.0.0.1"):
    return socket.create_connection((server.host, server.port), timeout=40, source_address=(address, 0))


def read_answer(connection):
    """(status, headers, body) of one answer; None when the connection ends before it does."""
    text = b""
    while b"\r\n\r\n" not in text:
        piece = connection.recv(1)
        if not piece:
            return None
        text += piece
    lines = text.decode().split("\r\n")
    headers = {k.lower(): v for k, v in (line.split(": ", 1) for line in lines[1:] if line)}
    body = b""
    while len(body) < int(headers["content-length"]):
        body += connection.recv(int(headers["content-length"]) - len(body))
    return int(lines[0].split()[1]), headers, body


def ended(connection):
    """True when the other side has closed, after at most a moment."""
    if not readable(connection, 5):
        return False
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def answered_at_last(server):
    """The status of a new connection's request, which may be refused for a moment; None when it still is after 5 s."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        with connect(server) as connection:
            try:
                connection.sendall(START + b"\r\n")
                answer = read_answer(connection)
            except ConnectionError:
                answer = None
        if answer:
            return answer[0]
    return None


def is_open(connection):
    return not readable(connection, 0)


class SlowClients(unittest.TestCase):
    def trickle(self, server, start, piece, every):
        """Seconds until the server has had enough."""
        with connect(server) as slow:
            began = time.monotonic()
            slow.sendall(start)
            while not readable(slow, every):
                try:
                    slow.sendall(piece)
                except OSError:
                    break
            self.assertTrue(ended(slow))
            return time.monotonic() - began

    def test_each_part_of_a_request_has_its_time_in_all(self):
        body = b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        cases = {"a head, a byte a second": (START + b"X: ", b"y", 1.0, 10),
                 "nothing at all": (b"", b"", 1.0, 10),
                 "empty lines": (b"", b"\r\n", 1.0, 10),
                 "a body, a byte a second": (body + b"Content-Length: 1000\r\n\r\n", b" ", 1.0, 20),
                 "a chunk, a byte a second": (body + b"Transfer-Encoding: chunked\r\n\r\nff\r\n", b" ", 1.0, 20)}
        took = {}
        with RealServer() as server:
            def run(name, start, piece, every, _):
                took[name] = self.trickle(server, start, piece, every)

            threads = [threading.Thread(target=run, args=(name, *case)) for name, case in cases.items()]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        for name, (*_, seconds) in cases.items():
            self.assertIn(name, took)
            self.assertGreater(took[name], seconds - 1.5, name)
            self.assertLess(took[name], seconds + 4, name)

    def test_1250_half_requests_from_25_addresses_keep_nobody_out(self):
        with RealServer("--limit", "connections=1000") as server:
            slow = []
            try:
                for i in range(1250):
                    slow.append(connect(server, f"127.0.1.{i // 50 + 1}"))
                    slow[-1].sendall(START + b"X: ")
                for _ in range(20):
                    began = time.monotonic()
                    self.assertEqual(server.call("GET", "/health").status, 200)
                    self.assertLess(time.monotonic() - began, 2)
                open_now = [s for s in slow if is_open(s)]
                self.assertLessEqual(len(open_now), 1000)
                self.assertGreater(len(open_now), 900)
                self.assertTrue(is_open(slow[-1]))
                self.assertFalse(is_open(slow[0]))
            finally:
                for connection in slow:
                    connection.close()


    def test_who_takes_no_answers_is_dropped(self):
        with RealServer() as server, socket.socket() as greedy:
            greedy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            greedy.connect((server.host, server.port))
            greedy.settimeout(1)
            began = time.monotonic()
            with self.assertRaises(ConnectionError):  # it goes on asking, and never reads
                while True:
                    try:
                        greedy.send((START + b"\r\n") * 1000)
                    except TimeoutError:
                        pass
            self.assertLess(time.monotonic() - began, 40)
            self.assertEqual(server.call("GET", "/health", address="x").status in (200, 429), True)


class OneAddress(unittest.TestCase):
    def test_has_50_connections(self):
        with RealServer() as server:
            mine = [connect(server) for _ in range(50)]
            try:
                for connection in mine:
                    connection.sendall(START)
                # One after the other is taken in the order of their coming: when this is answered, all 50 are in.
                with connect(server, "127.0.0.2") as other:
                    other.sendall(START + b"\r\n")
                    self.assertEqual(read_answer(other)[0], 200)
                with connect(server) as one_more:
                    self.assertTrue(ended(one_more))
                mine[0].sendall(b"\r\n")
                self.assertEqual(read_answer(mine[0])[0], 200)
                # The one that waits now goes; it counts as waiting a moment after its answer is here.
                self.assertEqual(answered_at_last(server), 200)
                self.assertTrue(ended(mine[0]))
                self.assertTrue(is_open(mine[1]))
            finally:
                for connection in mine:
                    connection.close()

    def test_a_proxy_speaks_for_many(self):
        for option in (["--behind-proxy"], ["--trust-proxy", "127.0.0.0/8"]):
            with RealServer(*option) as server:
                connections = [connect(server) for _ in range(80)]
                try:
                    for connection in connections:
                        connection.sendall(START + b"\r\n")
                    self.assertEqual({read_answer(c)[0] for c in connections}, {200})
                finally:
                    for connection in connections:
                        connection.close()


class Names(unittest.TestCase):
    def statuses(self, server, hosts):
        found = {}
        for host in hosts:
            with connect(server) as connection:
                connection.sendall(b"GET /health HTTP/1.1\r\nHost: " + host + b"\r\n\r\n")
                found[host] = read_answer(connection)[0]
        return found

    def test_a_page_cannot_reach_a_server_on_loopback_under_a_name_of_its_own(self):
        ours = (b"localhost", b"LOCALHOST:3000", b"127.0.0.1", b"127.0.0.1:3000", b"127.9.9.9", b"[::1]:3000", b"[::1]")
        others = (b"evil.example", b"evil.example:3000", b"localhost.evil.example", b"127.0.0.1.evil.example", b"192.0.2.1", b"", b"[", b"[]", b":", b"[::2]:1")
        with RealServer() as server:
            self.assertEqual(set(self.statuses(server, ours).values()), {200})
            self.assertEqual(self.statuses(server, others), dict.fromkeys(others, 421))
        with RealServer("--host", "localhost") as server:
            self.assertEqual(set(self.statuses(server, ours).values()), {200})
        with RealServer("--trust-proxy", "127.0.0.1") as server:  # the proxy has checked it
            self.assertEqual(self.statuses(server, [b"texts.example.com"]), {b"texts.example.com": 200})


class Refusals(unittest.TestCase):
    def refused(self, server, request, count, address="127.0.0.1"):
        """What came of so many of them: their statuses, None for a connection that was closed without an answer."""
        found = collections.Counter()
        for _ in range(count):
            with connect(server, address) as connection:
                try:
                    connection.sendall(request)
                    answer = read_answer(connection)
                except ConnectionError:
                    answer = None
                found[answer and answer[0]] += 1
        return found

    def test_they_are_counted_with_their_address(self):
        misled = b"GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n"
        unreadable = b"GET /health HTTP/1.1\r\n\r\n"
        too_long = START + b"Content-Length: 99999999\r\n\r\n"
        with RealServer() as server:
            for number, (request, status) in enumerate(((misled, 421), (unreadable, 400), (too_long, 413)), 2):
                address = f"127.0.0.{number}"
                self.assertEqual(self.refused(server, request, 130, address), {status: 100, None: 30})
                self.assertEqual(self.refused(server, START + b"\r\n", 1, address), {429: 1})
                self.assertEqual(server.log().count(f'"status":{status}'), 100)  # those without an answer have no line
            self.assertEqual(self.refused(server, START + b"\r\n", 1), {200: 1})

    def test_those_of_a_proxy_are_counted_with_whom_it_names(self):
        named = START + b"X-Forwarded-For: 192.0.2.1\r\nContent-Length: 99999999\r\n\r\n"
        with RealServer("--trust-proxy", "127.0.0.1") as server:
            self.assertEqual(self.refused(server, named, 101), {413: 100, None: 1})
            self.assertEqual(self.refused(server, b"GET /health HTTP/1.1\r\n\r\n", 101), {400: 101})
            self.assertEqual(server.call("GET", "/ready").status, 200)


class Proxies(unittest.TestCase):
    def statuses(self, server, forwarded):
        return [server.ask_code(f"+1415555{abs(hash(str(f))) % 1000:03}{i}", address=f).status
                for i, f in enumerate(forwarded)]

    def test_the_header_is_read_from_its_end_past_trusted_addresses(self):
        with RealServer("--trust-proxy", "127.0.0.1", "--trust-proxy", "10.0.0.0/8",
                        "--trust-proxy", "fd00::/8") as server:
            # The client is 192.0.2.1 each time; what is further left is its own word.
            client = [f"198.51.100.{i}, 192.0.2.1, 10.1.2.{i}, fd12::{i}" for i in range(6)]
            self.assertEqual(self.statuses(server, client), [200] * 5 + [429])
            self.assertEqual(self.statuses(server, ["192.0.2.2"]), [200])
            self.assertEqual(self.statuses(server, ["192.0.2.3:4711, [fd12::1]:80"]), [200])
            # All of them ours: the furthest is the client.
            self.assertEqual(self.statuses(server, ["10.7.7.7, 10.0.0.1"] * 6), [200] * 5 + [429])

    def test_the_word_of_others_is_not_taken(self):
        with RealServer("--trust-proxy", "10.0.0.0/8") as server:
            self.assertEqual(self.statuses(server, [f"192.0.2.{i}" for i in range(6)]), [200] * 5 + [429])


class Requests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = RealServer("--behind-proxy").start()

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    def say(self, text, then_ended=True):
        with connect(self.server) as connection:
            connection.sendall(text)
            answer = read_answer(connection)
            if then_ended:
                self.assertTrue(ended(connection), text[:80])
            return answer

    def test_headers_over_16_kib_are_refused(self):
        room = 16 * 1024 - len(START) - len(b"\r\n")
        lines = b"".join(b"A%03d: %s\r\n" % (i, b"x" * 239) for i in range(64))
        fits = lines + b"B: " + b"x" * (room - len(lines) - 5) + b"\r\n"
        self.assertEqual(self.say(START + fits + b"\r\n", then_ended=False)[0], 200)
        status, _, body = self.say(START + fits[:-2] + b"x\r\n\r\n")
        self.assertEqual((status, json.loads(body)["error"]), (431, "invalid_request"))
        self.assertEqual(self.say(b"GET /" + b"x" * 100_000)[0], 431)
        self.assertEqual(self.say(START + b"A: b\r\n" * 101 + b"\r\n")[0], 431)

    def test_what_two_servers_could_understand_differently_is_refused(self):
        post = b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        for text in (post + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
                     post + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
                     post + b"Content-Length: +2\r\n\r\n{}", post + b"Content-Length: 2, 2\r\n\r\n{}",
                     post + b"Content-Length: 99999999999999999999\r\n\r\n{}", post + b"Content-Length:\r\n\r\n",
                     post + b"X : y\r\n\r\n", post + b" folded\r\n\r\n", post + b"X: a\nY: b\r\n\r\n",
                     post + b"X: a\0b\r\n\r\n", post + b"Host: y\r\n\r\n", b"GET /health HTTP/1.1\r\n\r\n",
                     b"GET  /health HTTP/1.1\r\nHost: x\r\n\r\n", b"GET http://y/health HTTP/1.1\r\nHost: x\r\n\r\n",
                     b"GET /he\xc3\xa4lth HTTP/1.1\r\nHost: x\r\n\r\n", b"G\x00T / HTTP/1.1\r\nHost: x\r\n\r\n",
                     post + b"Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
                     post + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}x\r\n0\r\n\r\n",
                     post + b"Transfer-Encoding: chunked\r\n\r\n" + b"2;" + b"x" * 70_000):
            status, headers, body = self.say(text)
            self.assertEqual((status, headers["connection"], json.loads(body)["error"]),
                             (400, "close", "invalid_request"), text)
        self.assertEqual(self.say(post + b"Transfer-Encoding: gzip, chunked\r\n\r\n")[0], 400)
        self.assertEqual(self.say(b"GET /health HTTP/2.0\r\nHost: x\r\n\r\n")[0], 400)

    def test_bodies_in_pieces_and_requests_in_a_row(self):
        ask = b'{"phone":"123","state":"s"}'
        chunked = (b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                   b"Transfer-Encoding: Chunked\r\n\r\n5;a=b\r\n" + ask[:5] + b"\r\n16\r\n" + ask[5:] +
                   b"\r\n0\r\nTrailer: x\r\n\r\n")
        with connect(self.server) as connection:
            connection.sendall(b"\r\n" + START + b"\r\n" + chunked + START + b"Connection: close\r\n\r\n")
            first, second, third = (read_answer(connection) for _ in range(3))
            self.assertEqual((first[0], first[1]["connection"]), (200, "keep-alive"))
            self.assertIn(b"`phone`", second[2])
            self.assertEqual((third[0], third[1]["connection"]), (200, "close"))
            self.assertTrue(ended(connection))

    def test_older_clients_and_heads_alone(self):
        self.assertEqual(self.say(b"GET /health HTTP/1.0\r\n\r\n")[0], 200)
        with connect(self.server) as connection:
            connection.sendall(b"HEAD /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            text = b""
            while piece := connection.recv(4096):
                text += piece
        self.assertTrue(text.endswith(b"\r\n\r\n"), text)

    def test_the_address_may_be_in_the_target_if_the_host_says_the_same(self):
        for target in (b"http://x/health", b"HTTP://X/health?a=b", b"https://x/health"):
            self.assertEqual(self.say(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\n\r\n", then_ended=False)[0], 200, target)
        self.assertEqual(self.say(b"GET http://x HTTP/1.1\r\nHost: x\r\n\r\n", then_ended=False)[0], 404)
        for target in (b"http://x:80/health", b"http://y@x/health", b"http:///health", b"ftp://x/health", b"*", b"x:443"):
            self.assertEqual(self.say(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\n\r\n")[0], 400, target)

    def test_a_refused_head_has_no_body(self):
        for rest in (b"\r\n", b"Host: x\r\n folded\r\n\r\n", b"Host: x\r\nContent-Length: 70000\r\n\r\n", b"X: " + b"y" * 20_000):
            with connect(self.server) as connection:
                connection.sendall(b"HEAD /health HTTP/1.1\r\n" + rest)
                text = b""
                while piece := connection.recv(4096):
                    text += piece
            self.assertRegex(text, rb"^HTTP/1\.1 4\d\d ")
            self.assertTrue(text.endswith(b"\r\n\r\n") and text.count(b"\r\n\r\n") == 1, text)

    def test_a_body_is_asked_for_when_the_client_waits_with_it(self):
        post = b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
        with connect(self.server) as connection:
            connection.sendall(post + b"Content-Length: 2\r\n\r\n")
            self.assertEqual(connection.recv(25), b"HTTP/1.1 100 Continue\r\n\r\n")
            connection.sendall(b"{}")
            self.assertEqual(read_answer(connection)[0], 400)
        status, _, body = self.say(post + b"Content-Length: 70000\r\n\r\n")
        self.assertEqual((status, json.loads(body)["error"]), (413, "payload_too_large"))

    def test_the_log_has_nothing_that_a_client_made_up(self):
        self.say(b"NOBODYSWORD /+14155550199?t=NOBODYSWORD HTTP/1.1\r\nHost: NOBODYSWORD\r\nX: NOBODYSWORD\r\nConnection: close\r\n\r\n")
        self.say(b"NOBODYSWORD /NOBODYSWORD\r\n\r\n")
        self.say(b"POST /NOBODYSWORD HTTP/1.1\r\nHost: x\r\nContent-Length: NOBODYSWORD\r\n\r\n")
        log = self.server.log()
        self.assertNotIn("NOBODYSWORD", log)
        self.assertNotIn("4155550199", log)
        lines = [json.loads(line) for line in log.splitlines()]
        self.assertIn(("(other)", "(other)", 400), [(m.get("method"), m.get("path"), m.get("status")) for m in lines])


if __name__ == "__main__":
    unittest.main(verbosity=2)
