# SPDX-License-Identifier: MIT
"""`cmake --install` into a prefix, and the uninstall target."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*command, **environment):
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})
    if done.returncode:
        raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def files_in(folder):
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if not file.is_dir()}


class Installation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        # What a person has installed from this build folder can still be uninstalled afterwards.
        for manifest in BUILD.glob("install_manifest*.txt"):
            shutil.copy2(manifest, cls.folder)
            cls.addClassCleanup(shutil.copy2, cls.folder / manifest.name, manifest)
            manifest.unlink()
        cls.prefix = cls.folder / "usr" / "local"
        # As on Debian, where these are there, and empty.
        for name in ("bin", "lib", "share/man"):
            (cls.prefix / name).mkdir(parents=True)
        run("cmake", "--install", str(BUILD), "--prefix", str(cls.prefix), "--strip")

    def test_1_everything_is_where_it_belongs(self):
        wanted = set((ROOT / "packaging" / "install-tree.txt").read_text().split())
        self.assertEqual(wanted - files_in(self.prefix), set())
        others = {name for name in files_in(self.prefix) - wanted if not name.startswith("share/icons/hicolor/")}
        self.assertEqual(others, set(), "please add to install-tree.txt")

    def test_2_the_programs_run_and_are_stripped(self):
        for program in ("tocsin", "tocsin-hookbridge", "tocsin-server"):
            self.assertIn(program, run(self.prefix / "bin" / program, "--version"))
            self.assertNotIn(".debug_info", run("readelf", "-S", self.prefix / "bin" / program))

    def test_3_units_name_the_programs_that_were_installed(self):
        units = sorted((self.prefix / "lib" / "systemd").rglob("*.service"))
        self.assertEqual(len(units), 4)
        for unit in units:
            program = re.search(r"^ExecStart=(\S+)", unit.read_text(), re.M)[1]
            self.assertEqual(pathlib.Path(program).parent, self.prefix / "bin", unit)
            self.assertTrue(os.access(program, os.X_OK), unit)
            self.assertNotIn("@TOCSIN", unit.read_text())

    def test_4_the_plugin_that_came_with_the_program_is_found(self):
        said = subprocess.run([self.prefix / "bin" / "tocsin", "doctor", "--json"], capture_output=True, text=True,
                              env={**os.environ, "PATH": f"{self.prefix}/bin:/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen",
                                   "CLAUDE_CONFIG_DIR": self.empty_claude()}).stdout
        self.assertIn(f"marketplace add {self.prefix}/share/tocsin/claude-plugin", said)

    def test_4_without_a_plugin_the_command_is_for_the_sources(self):
        # Claude Code takes `./`, and refuses `.`.
        lone = self.folder / "one" / "of" / "its" / "own"
        lone.mkdir(parents=True)
        shutil.copy2(self.prefix / "bin" / "tocsin", lone)
        said = subprocess.run([lone / "tocsin", "doctor", "--json"], capture_output=True, text=True,
                              env={**os.environ, "PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_DIRS": str(lone),
                                   "XDG_DATA_HOME": str(lone), "CLAUDE_CONFIG_DIR": self.empty_claude()}).stdout
        self.assertIn("marketplace add ./ && ", said)

    def empty_claude(self):
        folder = self.folder / "claude"
        folder.mkdir(exist_ok=True)
        return str(folder)

    def test_5_an_installation_can_be_packed(self):
        root = self.folder / "root"
        run("cmake", "--install", str(BUILD), "--prefix", "/usr", "--component", "server", DESTDIR=str(root))
        unit = (root / "usr" / "lib" / "systemd" / "system" / "tocsin-server.service").read_text()
        self.assertIn("\nExecStart=/usr/bin/tocsin-server ", unit)
        self.assertFalse((root / "usr" / "bin" / "tocsin").exists())
        (BUILD / "install_manifest_server.txt").unlink()

    def test_6_uninstall_leaves_nothing(self):
        run("cmake", "--build", str(BUILD), "--target", "uninstall")
        self.assertEqual(files_in(self.prefix), set())
        self.assertEqual([str(folder) for folder in self.prefix.rglob("*tocsin*")], [])
        self.assertTrue((self.prefix / "bin").is_dir())
        self.assertEqual(list(BUILD.glob("install_manifest*.txt")), [])


if __name__ == "__main__":
    BUILD = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
