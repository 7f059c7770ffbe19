# SPDX-License-Identifier: MIT
"""Where a file for a platform is missing, CMake says which before it compiles anything; the scripts say what they know."""
import pathlib
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def check(system):
    return subprocess.run(["cmake", "-D", f"system={system}", "-P", ROOT / "cmake" / "platforms.cmake"],
                          capture_output=True, text=True)


class Platforms(unittest.TestCase):
    def test_linux_is_taken_silently(self):
        done = check("Linux")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_windows_is_refused_with_the_files_that_it_lacks(self):
        done = check("Windows")
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot be built on Windows yet", done.stderr)
        self.assertIn("core/ipc/file_lock_unix.cpp", done.stderr)
        self.assertNotIn("status_file_unix.cpp", done.stderr)  # it has a counterpart

    def test_macos_is_taken_with_a_warning(self):
        done = check("Darwin")
        self.assertEqual(done.returncode, 0)
        self.assertIn("has never been built on Darwin", done.stderr)

    def test_the_scripts_say_that_they_need_debian(self):
        # As the bash of macOS, which has no mapfile.
        done = subprocess.run(["/bin/bash", "-c", 'enable -n mapfile; . "$0/packaging/packages.sh"; need_packages build', ROOT],
                              env={"PATH": "/nonexistent"}, capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r'^Tocsin\'s scripts know Debian\'s packages only: see README.md, "Where it runs"\..*\n$')
        self.assertIn("\n## Where it runs\n", (ROOT / "README.md").read_text())


if __name__ == "__main__":
    unittest.main(argv=["platforms_test.py"], verbosity=2)
