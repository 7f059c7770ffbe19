# SPDX-License-Identifier: MIT
"""The sites for nginx and Caddy in packaging/server, with the real proxies and the real server."""
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import unittest

from real_server import RealServer, die_with_parent
from tls_test import make_certificate

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "packaging" / "server"
HOST = "texts.example.com"
NGINX = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
CADDY = shutil.which("caddy")


class Proxies(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tocsin-proxy-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.certificate, self.key = make_certificate(self.folder, HOST)
        self.context = ssl.create_default_context(cafile=self.certificate)
        with socket.socket() as free, socket.socket() as other:
            free.bind(("127.0.0.1", 0))
            other.bind(("127.0.0.1", 0))
            self.port, self.plain_port = free.getsockname()[1], other.getsockname()[1]

    def site(self, name, server, changes):
        text = (SAMPLES / name).read_text()
        for pattern, instead in [(r"127\.0\.0\.1:3000", f"127.0.0.1:{server.port}"), *changes]:
            text, times = re.subn(pattern, instead, text)
            self.assertGreater(times, 0, pattern)
        return text

    def through(self, server, command):
        """Runs the proxy and has a whole login go through it."""
        environment = {**os.environ, "HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder)}
        with open(self.folder / "proxy.log", "wb") as log:
            proxy = subprocess.Popen(command, stdout=log, stderr=log, preexec_fn=die_with_parent, env=environment)
        try:
            while True:
                try:
                    socket.create_connection(("127.0.0.1", self.port), timeout=20).close()
                    break
                except ConnectionRefusedError:
                    self.assertIsNone(proxy.poll(), (self.folder / "proxy.log").read_text()[-2000:])
            own_port, server.port, server.tls = server.port, self.port, self.context
            self.addCleanup(setattr, server, "port", own_port)
            session = server.begin(server.log_in())
            self.assertTrue(server.event(session, "done")["sms_sent"])
            self.assertEqual(server.post("/login", raw=b"x" * 70000, headers={"Content-Type": "application/json"}).status, 413)
            # The client is who the proxy saw, whatever it says of itself; 127.0.0.1 has had one code.
            claims = [server.ask_code(f"+1415555600{i}", address=f"192.0.2.{i}").status for i in range(5)]
            self.assertEqual(claims, [200] * 4 + [429])
            self.assertEqual(self.ask_from(server, "127.0.0.7"), 200)
        finally:
            proxy.send_signal(signal.SIGTERM)
            proxy.wait(20)

    def ask_from(self, server, address):
        connection = server.connection()
        connection.source_address = (address, 0)
        body = b'{"phone":"+14155556999","state":"s","mode":"remote"}'
        connection.request("POST", "/login", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status

    @unittest.skipUnless(NGINX, "nginx is not installed")
    def test_nginx(self):
        with RealServer("--trust-proxy", "127.0.0.1") as server:
            site = self.site("nginx.conf", server, [
                (r"listen (\[::\]:)?80;", f"listen 127.0.0.1:{self.plain_port};"), (r"listen 443 ssl;", f"listen 127.0.0.1:{self.port} ssl;"),
                (r"    listen \[::\]:443 ssl;\n", ""), (r"/etc/letsencrypt\S*/fullchain\.pem", str(self.certificate)),
                (r"/etc/letsencrypt\S*/privkey\.pem", str(self.key))])
            site = site.replace(f"    listen 127.0.0.1:{self.plain_port};\n" * 2, f"    listen 127.0.0.1:{self.plain_port};\n")
            (self.folder / "site.conf").write_text(site)
            places = "".join(f"{name}_temp_path {self.folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
            (self.folder / "nginx.conf").write_text(
                f"pid {self.folder}/pid;\ndaemon off;\nmaster_process off;\nerror_log stderr;\nevents {{}}\n"
                f"http {{\n{places}include {self.folder}/site.conf;\n}}\n")
            command = [NGINX, "-p", self.folder, "-c", self.folder / "nginx.conf",
                       "-e", "stderr"]
            tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
            self.assertEqual(tested.returncode, 0, tested.stderr)
            self.through(server, command)

    @unittest.skipUnless(CADDY, "Caddy is not installed")
    def test_caddy(self):
        with RealServer("--trust-proxy", "127.0.0.1") as server:
            site = self.site("Caddyfile", server, [
                (HOST.replace(".", r"\.") + r" \{", f"https://localhost:{self.port}, https://127.0.0.1:{self.port} {{\n"
                 f"\tbind 127.0.0.1\n\ttls {self.certificate} {self.key}")])
            file = self.folder / "Caddyfile"
            file.write_text("{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + site)
            self.through(server, [CADDY, "run", "--adapter", "caddyfile", "--config", file])


if __name__ == "__main__":
    unittest.main(verbosity=2)
