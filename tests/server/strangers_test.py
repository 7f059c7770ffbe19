# SPDX-License-Identifier: MIT
"""Who may talk to the server without TLS: this machine and the trusted proxies. Run by tests/support/own-network.sh."""
import pathlib
import socket
import ssl
import tempfile
import unittest

from real_server import RealServer
from tls_test import make_certificate

STRANGER, PROXY, SERVER = "198.51.100.7", "198.51.100.8", "198.51.100.1"
STRANGER6, PROXY6, SERVER6 = "2001:db8::7", "2001:db8::8", "2001:db8::1"
TRUST = "--trust-proxy", PROXY, "--trust-proxy", PROXY6
REQUEST = b"GET /health HTTP/1.1\r\nHost: texts.example.com\r\nConnection: close\r\n\r\n"

LOCAL = REQUEST.replace(b"texts.example.com", b"localhost")


def said(server, who, where, tls=None, request=REQUEST):
    """All that the server says to a request from that address; nothing when it hangs up."""
    with socket.create_connection((where, server.port), timeout=20, source_address=(who, 0)) as connection:
        answer = b""
        try:
            with tls.wrap_socket(connection, server_hostname="localhost") if tls else connection as stream:
                stream.sendall(request)
                while piece := stream.recv(65536):
                    answer += piece
        except (ConnectionResetError, BrokenPipeError):
            pass  # closed with our request unread
        return answer


class Strangers(unittest.TestCase):
    def answered(self, server, who, where, **more):
        self.assertTrue(said(server, who, where, **more).startswith(b"HTTP/1.1 200 "), (who, where))

    def refused(self, server, who, where, **more):
        self.assertEqual(said(server, who, where, **more), b"", (who, where))

    def test_without_tls_only_the_proxies_and_this_machine_are_answered(self):
        for host in ("0.0.0.0", "::"):
            with RealServer("--host", host, *TRUST) as server:
                for _ in range(3):
                    self.refused(server, STRANGER, SERVER)
                    self.refused(server, SERVER, SERVER)  # its own address is not loopback, and not named
                    self.answered(server, PROXY, SERVER)
                    self.answered(server, "127.0.0.1", "127.0.0.1", request=LOCAL)
                server.stop()
                self.assertEqual(server.log().count('"message":"request"'), 6)  # nobody else's was even read

    def test_nor_over_ipv6(self):
        with RealServer("--host", "::", *TRUST) as server:
            self.refused(server, STRANGER6, SERVER6)
            self.answered(server, PROXY6, SERVER6)
            self.answered(server, "::1", "::1", request=LOCAL)

    def test_the_watchdog_of_a_server_on_such_an_address_gets_its_answers(self):
        with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.bind(folder + "/notify")
            manager.settimeout(20)
            certificate, key = make_certificate(pathlib.Path(folder), "another name")
            for arguments in (TRUST, ("--tls-cert", str(certificate), "--tls-key", str(key))):
                for host in (SERVER, SERVER6):
                    with RealServer("--host", host, *arguments, environment={
                            "NOTIFY_SOCKET": folder + "/notify", "WATCHDOG_USEC": "900000"}) as server:
                        self.assertEqual([manager.recv(100) for _ in range(4)], [b"READY=1"] + [b"WATCHDOG=1"] * 3)
                        self.assertNotIn("did not answer", server.log())
                        server.stop()
                        while manager.recv(100) != b"STOPPING=1":
                            pass

    def test_a_stranger_who_says_to_be_forwarded_is_one_still(self):
        with RealServer("--host", "0.0.0.0", *TRUST) as server:
            forwarded = REQUEST.replace(b"Host:", f"X-Forwarded-For: {PROXY}\r\nHost:".encode())
            self.refused(server, STRANGER, SERVER, request=forwarded)

    def test_a_server_that_believes_whoever_connects_answers_them(self):
        with RealServer("--host", "0.0.0.0", "--behind-proxy") as server:
            self.answered(server, STRANGER, SERVER)

    def test_with_tls_everybody_may_talk(self):
        with tempfile.TemporaryDirectory(prefix="tocsin-tls-") as folder:
            certificate, key = make_certificate(pathlib.Path(folder), "one")
            tls = ssl.create_default_context(cafile=certificate)
            with RealServer("--host", "0.0.0.0", "--tls-cert", str(certificate), "--tls-key", str(key), *TRUST) as server:
                for who in (STRANGER, PROXY):
                    self.answered(server, who, SERVER, tls=tls)


if __name__ == "__main__":
    unittest.main(verbosity=2)
