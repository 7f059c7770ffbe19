# SPDX-License-Identifier: MIT
"""The server is built without Qt, and a build folder that was used for it can have the client afterwards."""
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


class ServerAlone(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tocsin-server-alone-")
        self.addCleanup(folder.cleanup)
        self.build = pathlib.Path(folder.name)

    def configure(self, *options):
        done = subprocess.run(["cmake", "--preset", "release", "-B", self.build, *options], cwd=ROOT, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        cache = (self.build / "CMakeCache.txt").read_text()
        return re.search(r"^TOCSIN_CLIENT:BOOL=(\w+)$", cache, re.M)[1]

    def test_it_needs_no_qt_and_is_forgotten_afterwards(self):
        # As on a computer without Qt: whatever is asked for must not be required.
        without = [f"-DCMAKE_DISABLE_FIND_PACKAGE_{name}=ON" for name in ("Qt6", "Qt6Keychain", "Qt6Test")]
        self.assertEqual(self.configure("-DTOCSIN_CLIENT=OFF", *without), "OFF")
        self.assertEqual(self.configure(*(option.replace("=ON", "=OFF") for option in without)), "ON")


if __name__ == "__main__":
    unittest.main(argv=["server_alone_test.py"], verbosity=2)
