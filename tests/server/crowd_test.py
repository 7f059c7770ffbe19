# SPDX-License-Identifier: MIT
"""Many clients at a time that keep their connections."""
import pathlib
import re
import resource
import unittest

from connections_test import START, connect, is_open
from real_server import RealServer

REQUEST = START + b"\r\n"
SPARE_FILES = 300


def setUpModule():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def connections_there_may_be(wanted):
    return min(wanted, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - SPARE_FILES)


def resident_mib(server):
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024


def crowd(server, count, of_an_address):
    return [connect(server, f"127.1.{i // of_an_address // 200}.{i // of_an_address % 200 + 1}") for i in range(count)]


def status_of_answer(connection):
    text = b""
    while not text.endswith(b"}"):  # of the body, an object without others in it
        piece = connection.recv(4096)
        if not piece:
            return None
        text += piece
    return int(text.split()[1])


def ask_all(connections):
    """The statuses of one request on each."""
    for connection in connections:
        connection.sendall(REQUEST)
    return {status_of_answer(connection) for connection in connections}


class Crowd(unittest.TestCase):
    def test_1500_clients_keep_their_connections(self):
        with RealServer() as server:
            clients = crowd(server, 1500, 10)
            try:
                for _ in range(6):
                    self.assertEqual(ask_all(clients), {200})
                self.assertTrue(all(map(is_open, clients)))
            finally:
                for client in clients:
                    client.close()

    def test_10000_idle_connections_cost_little_and_are_answered(self):
        with RealServer() as server:
            before = resident_mib(server)
            clients = crowd(server, connections_there_may_be(10_000), 45)
            try:
                self.assertEqual(ask_all(clients), {200})
                took = resident_mib(server) - before
                print(f"{len(clients)} idle connections: {took:.0f} MiB")
                self.assertLess(took, 160)  # a sanitizer's memory is its own
                self.assertEqual(server.call("GET", "/health").status, 200)
                self.assertTrue(all(map(is_open, clients)))
                self.assertEqual(ask_all(clients), {200})
            finally:
                for client in clients:
                    client.close()
            self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
