# SPDX-License-Identifier: MIT
"""Many clients at a time that keep their TLS connections and say nothing."""
import argparse
import concurrent.futures
import pathlib
import re
import resource
import ssl
import sys
import tempfile
import time
import unittest

from connections_test import START, connect
from crowd_test import SPARE_FILES, resident_mib, status_of_answer
from real_server import RealServer
from tls_test import make_certificate

UNIT = pathlib.Path(__file__).resolve().parents[2] / "packaging" / "server" / "tocsin-server.service.in"
OF_AN_ADDRESS = 45
AT_A_TIME = 4  # handshakes
PATIENCE = 120  # seconds for each of them
options = argparse.Namespace(clients=300, seconds=1)


def raise_file_limit(files):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, files), max(hard, files)))
    except ValueError:
        sys.exit(f"{options.clients} connections need {files} files, and this user may have {hard}: ulimit -n {files}, as root")


class TlsCrowd(unittest.TestCase):
    def connect(self, server, context, i):
        address = i // OF_AN_ADDRESS
        plain = connect(server, f"127.1.{address // 200}.{address % 200 + 1}")
        plain.settimeout(PATIENCE)
        return context.wrap_socket(plain, server_hostname="localhost")

    def ask(self, client):
        """The status; None when the connection is not there any more."""
        try:
            client.sendall(START + b"\r\n")
            return status_of_answer(client)
        except OSError:
            return None

    def test_idle_tls_connections_cost_little_and_are_answered(self):
        raise_file_limit(options.clients + SPARE_FILES)
        certificate, key = make_certificate(pathlib.Path(self.enterContext(tempfile.TemporaryDirectory())), "crowd")
        context = ssl.create_default_context(cafile=certificate)
        own = RealServer("--tls-cert", str(certificate), "--tls-key", str(key), tls=context)
        clients = []

        def begin(i):
            clients.append(self.connect(server, context, i))
            return self.ask(clients[-1])

        with own as server, concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as threads:
            try:
                before, began = resident_mib(server), time.monotonic()
                first = list(threads.map(begin, range(options.clients)))
                made = time.monotonic() - began
                time.sleep(options.seconds)  # what is tried: that they keep their connections
                took = resident_mib(server)
                began = time.monotonic()
                second = list(map(self.ask, clients))
                asked = time.monotonic() - began
                each = (took - before) * 1024 / len(clients)
                print(f"{len(clients)} idle TLS connections: made and asked in {made:.0f} s; {second.count(200)} answered again "
                      f"after {options.seconds} s more, in {asked:.1f} s; {took:.0f} MiB, {each:.0f} KiB each")
                self.assertEqual((first.count(200), second.count(200)), (len(clients), len(clients)))
                self.assertLess(took, int(re.search(r"^MemoryMax=(\d+)M$", UNIT.read_text(), re.M)[1]))
                self.assertEqual(server.call("GET", "/health").status, 200)
            finally:
                for client in clients:
                    client.close()
            self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--clients", type=int, default=options.clients)
    parser.add_argument("--seconds", type=int, default=options.seconds)
    options = parser.parse_args()
    unittest.main(argv=sys.argv[:1], verbosity=2)
