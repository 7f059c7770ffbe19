# SPDX-License-Identifier: MIT
"""TLS as the server speaks it by itself."""
import pathlib
import signal
import socket
import ssl
import subprocess
import tempfile
import time
import unittest

from real_server import BINARY, RealServer, die_with_parent


def make_certificate(folder, name, days=30, more=()):
    """(certificate, key) for localhost, signed by itself."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", str(days), "-subj", f"/CN={name}", "-addext",
                    "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate, *more],
                   check=True, capture_output=True)
    return certificate, key


class Tls(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tocsin-tls-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.certificate, self.key = make_certificate(self.folder, "one")

    def context(self, *certificates):
        context = ssl.create_default_context(cafile=self.certificate)
        for certificate in certificates:
            context.load_verify_locations(certificate)
        return context

    def server(self, tls=None):
        return RealServer("--tls-cert", str(self.certificate), "--tls-key", str(self.key), tls=tls or self.context())

    def talk(self, server, context, text=b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"):
        """(TLS version, all that was said)"""
        with socket.create_connection((server.host, server.port), timeout=20) as plain:
            with context.wrap_socket(plain, server_hostname="localhost") as secure:
                secure.sendall(text)
                said = b""
                while piece := secure.recv(65536):
                    said += piece
                return secure.version(), said

    def test_a_whole_session(self):
        with self.server() as server:
            session = server.begin(server.log_in())
            self.assertTrue(server.event(session, "done")["sms_sent"])
            self.assertEqual(server.end(session).headers["Strict-Transport-Security"], "max-age=31536000")

    def test_versions_and_ciphers(self):
        with self.server() as server:
            for version, name in ((ssl.TLSVersion.TLSv1_2, "TLSv1.2"), (ssl.TLSVersion.TLSv1_3, "TLSv1.3")):
                context = self.context()
                context.minimum_version = context.maximum_version = version
                spoken, said = self.talk(server, context)
                self.assertEqual(spoken, name)
                self.assertIn(b"200 OK", said)  # and an orderly end: without one recv() would have raised
            for arguments in (["-tls1_1"], ["-tls1_2", "-cipher", "AES128-SHA:ECDHE-ECDSA-AES128-SHA:AES128-GCM-SHA256"]):
                arguments[-1] = arguments[-1] + ":@SECLEVEL=0" if len(arguments) > 1 else arguments[-1]
                refused = subprocess.run(["openssl", "s_client", "-connect", f"{server.host}:{server.port}", *arguments]
                                         + (["-cipher", "ALL:@SECLEVEL=0"] if len(arguments) == 1 else []),
                                         input=b"", capture_output=True, timeout=20)
                self.assertIn(b"Cipher is (NONE)", refused.stdout, arguments)
            self.assertEqual(server.call("GET", "/health").status, 200)

    def test_who_speaks_plain_http_or_nonsense_is_dropped(self):
        with self.server() as server:
            for text in (b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n", b"\x16\x03\x01\xff\xff" + b"x" * 70000, b"\x80" * 100):
                with socket.create_connection((server.host, server.port), timeout=20) as plain:
                    said = b""
                    try:
                        plain.sendall(text)
                        while piece := plain.recv(4096):
                            said += piece
                    except ConnectionError:
                        pass
                self.assertNotIn(b"HTTP", said)
            self.assertEqual(server.call("GET", "/health").status, 200)

    def test_a_handshake_has_10_seconds(self):
        hello = bytes.fromhex("16030100c8010000c40303")  # begins a ClientHello, and promises more
        with self.server() as server, socket.create_connection((server.host, server.port), timeout=20) as slow:
            began = time.monotonic()
            slow.sendall(hello)
            slow.settimeout(1)
            while True:
                try:
                    if slow.recv(4096) == b"":
                        break
                except TimeoutError:
                    slow.sendall(b"\0")
                except ConnectionError:
                    break
            self.assertGreater(time.monotonic() - began, 8.5)
            self.assertLess(time.monotonic() - began, 14)

    def test_sighup_brings_the_renewed_certificate_to_new_connections(self):
        new, new_key = make_certificate(self.folder, "two")
        with self.server(self.context(new)) as server:
            def shown():
                with socket.create_connection((server.host, server.port), timeout=20) as plain:
                    with server.tls.wrap_socket(plain, server_hostname="localhost") as secure:
                        return secure.getpeercert()["subject"][0][0][1]

            def hang_up():
                before = server.log().count("the TLS files again")
                server.process.send_signal(signal.SIGHUP)
                while server.log().count("the TLS files again") == before:
                    server.call("GET", "/health")  # a round trip instead of a pause

            old = server.connection()
            self.addCleanup(old.close)
            old.request("GET", "/health")
            self.assertIn(b'"status":"ok"', old.getresponse().read())
            self.assertEqual(shown(), "one")
            self.certificate.write_bytes(new.read_bytes())
            hang_up()  # the key is still the old one
            self.assertIn("does not belong to the certificate", server.log())
            self.assertEqual(shown(), "one")
            self.key.write_bytes(new_key.read_bytes())
            hang_up()
            self.assertEqual(shown(), "two")
            old.request("GET", "/health")  # goes on with what it began with
            self.assertEqual(old.getresponse().status, 200)

    def test_files_that_cannot_be_used(self):
        other, other_key = make_certificate(self.folder, "other")
        empty = self.folder / "empty.pem"
        empty.write_text("")
        for certificate, key, said in ((self.certificate, other_key, "does not belong"),
                                       (empty, self.key, str(empty)), (self.certificate, empty, str(empty)),
                                       (self.folder / "none.pem", self.key, "none.pem"),
                                       (self.key, self.certificate, str(self.key))):
            answer = subprocess.run([BINARY, "--port", "0", "--data-dir", self.folder / "data", "--tls-cert", certificate,
                                     "--tls-key", key], capture_output=True, text=True, timeout=20,
                                    preexec_fn=die_with_parent)
            self.assertEqual((answer.returncode, answer.stdout), (78, ""), answer.stderr)
            self.assertIn(said, answer.stderr)
            self.assertNotIn("PRIVATE", answer.stderr)

    def test_a_public_address_is_allowed(self):
        with RealServer("--host", "0.0.0.0", "--tls-cert", str(self.certificate), "--tls-key", str(self.key),
                        tls=self.context()) as server:
            server.host = "127.0.0.1"
            self.assertEqual(server.call("GET", "/health").status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
