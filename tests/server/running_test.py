# SPDX-License-Identifier: MIT
"""What packaging/server brings to run the server with: the units, the sample of the configuration."""
import os
import pathlib
import re
import shlex
import subprocess
import tempfile
import unittest

from real_server import BINARY, RealServer

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "packaging" / "server"


def unit_for(program, source, folder):
    """As an installation writes it, with the program's path in it."""
    unit = pathlib.Path(folder, source.name.removesuffix(".in"))
    unit.write_text(re.sub(r"@TOCSIN_BINDIR@/[a-z-]+", program, source.read_text()))
    return unit


class Units(unittest.TestCase):
    def test_systemd_takes_them_and_finds_them_closed_well(self):
        with tempfile.TemporaryDirectory() as folder:
            units = []
            for name in ("tocsin-server.service", "tocsin-server-check.service"):
                units.append(unit_for(BINARY, SAMPLES / f"{name}.in", folder))
            done = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            for unit in units:
                done = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--no-pager", "--threshold=15", unit],
                                      capture_output=True, text=True)  # exposure at most 1.5 of 10
                self.assertEqual(done.returncode, 0, done.stdout[-300:] + done.stderr)

    def test_systemd_takes_those_of_users(self):
        with tempfile.TemporaryDirectory() as folder:
            units = [unit_for("/bin/true", source, folder) for source in sorted((SAMPLES.parent / "user").glob("*.in"))]
            self.assertEqual([unit.name for unit in units], ["tocsin-headless.service", "tocsin-server.service"])
            done = subprocess.run(["systemd-analyze", "--user", "verify", "--man=no", *units], capture_output=True, text=True,
                                  env={**os.environ, "XDG_RUNTIME_DIR": folder})
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_both_are_shut_in_alike(self):
        def rules(name):
            lines = (SAMPLES / f"{name}.in").read_text().splitlines()
            return [line for line in lines if re.match(r"(Protect|Private|Restrict|System|Capab|Memory|Lock|NoNew|Dynamic|User|State)", line)
                    and not line.startswith(("MemoryMax", "RestartP"))]

        self.assertEqual(rules("tocsin-server.service"), rules("tocsin-server-check.service"))

    def test_the_sample_of_the_configuration_can_be_used_as_it_is(self):
        given = dict(line.split("=", 1) for line in (SAMPLES / "tocsin-server.env").read_text().splitlines()
                     if line and not line.startswith("#"))
        offered = re.findall(r"^#([A-Z_]+)=", (SAMPLES / "tocsin-server.env").read_text(), re.M)
        options = shlex.split(given.pop("TOCSIN_OPTIONS"))
        self.assertEqual(given, {})
        with RealServer(*options) as server:
            self.assertEqual(server.call("GET", "/health").status, 200)
        man = (SAMPLES.parent / "man" / "tocsin-server.8").read_text()
        for name in offered:
            self.assertIn(f".B {name}", man)


if __name__ == "__main__":
    unittest.main(verbosity=2)
