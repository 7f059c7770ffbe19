# SPDX-License-Identifier: MIT
"""A run to try things out texts nobody and touches no real database, whatever the environment says."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = """set -eu
. packaging/parts.sh
start_tocsin_server "$1" "$(free_port 3100)" "$2" "$2/sms.log" "$2/server.log"
tr '\\0' '\\n' <"/proc/$server_pid/environ"
end_part "$server_pid"
"""


class Server(unittest.TestCase):
    def test_it_starts_without_an_account(self):
        names = set(re.findall(r"\bTWILIO_[A-Z_]+", (ROOT / "server" / "README.md").read_text()))
        self.assertGreater(len(names), 6)
        names |= {"DATABASE_URL", "PUBLIC_URL"}
        with tempfile.TemporaryDirectory(prefix="tocsin-parts-") as folder:
            done = subprocess.run(["bash", "-c", SCRIPT, "bash", BUILD / "bin", folder], cwd=ROOT, capture_output=True, text=True,
                                  timeout=60, env={**os.environ, **{name: "http://192.0.2.1/" for name in names}})
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertEqual([line for line in done.stdout.splitlines() if line.split("=")[0] in names], [])
            self.assertTrue(pathlib.Path(folder, "tocsin.sqlite").exists())


if __name__ == "__main__":
    BUILD = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
