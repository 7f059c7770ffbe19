# SPDX-License-Identifier: MIT
"""The version stands in CMakeLists.txt; what cannot read it there says the same. packaging/release.sh changes them all."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
VERSION = re.search(r"^project\(tocsin VERSION (\d+\.\d+\.\d+) ", (ROOT / "CMakeLists.txt").read_text(), re.M)[1]


# What a release changes.
FILES = ("CMakeLists.txt", "CHANGELOG.md", "debian/changelog", "plugin/.claude-plugin/plugin.json", "packaging/npm/package.json",
         "packaging/linux/io.github.tocsin_app.tocsin.metainfo.xml", "packaging/man/tocsin.1", "packaging/release.sh")


class Versions(unittest.TestCase):
    def test_the_plugin_and_the_npm_package(self):
        for name in ("plugin/.claude-plugin/plugin.json", "packaging/npm/package.json"):
            self.assertEqual(json.loads((ROOT / name).read_text())["version"], VERSION, name)

    def test_the_changelogs_begin_with_it(self):
        self.assertEqual(re.match(r"tocsin \((\S+)\) unstable; ", (ROOT / "debian" / "changelog").read_text())[1], VERSION)
        self.assertEqual(re.findall(r"^## (\d\S*) ", (ROOT / "CHANGELOG.md").read_text(), re.M)[0], VERSION)

    def test_the_software_centres_text_begins_with_it_and_with_the_day_of_the_changelog(self):
        metainfo = xml.etree.ElementTree.parse(ROOT / "packaging" / "linux" / "io.github.tocsin_app.tocsin.metainfo.xml")
        release = metainfo.getroot().find("releases")[0]
        day = re.search(r"^## \S+ \((\d{4}-\d\d-\d\d)\)$", (ROOT / "CHANGELOG.md").read_text(), re.M)[1]
        self.assertEqual((release.get("version"), release.get("date")), (VERSION, day))

    def test_the_programs_print_it(self):
        for program in ("tocsin", "tocsin-hookbridge", "tocsin-server"):
            done = subprocess.run([BUILD / "bin" / program, "--version"], capture_output=True, text=True)
            self.assertEqual(done.stdout, f"{program} {VERSION}\n")

    def test_a_release_changes_them_all(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in FILES:
                copy = pathlib.Path(folder, name)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, copy)
            log = pathlib.Path(folder, "CHANGELOG.md")
            log.write_text(log.read_text().replace("## ", "## 9.8.7 (unreleased)\n\n### Fixed\n\n- The first\n  & `last` thing.\n\n## ", 1))
            release = [pathlib.Path(folder, "packaging", "release.sh"), "--only-files"]
            self.assertNotEqual(subprocess.run([*release, "9.8.8"], capture_output=True).returncode, 0)
            subprocess.run([*release, "9.8.7"], check=True, capture_output=True)
            for name in FILES[:-2]:
                text = pathlib.Path(folder, name).read_text()
                self.assertIn("9.8.7", text, name)
                if name.endswith(("changelog", ".xml")):
                    self.assertRegex(text, r"(\* |<li>)The first (&|&amp;) last thing\.")
            before = {name: pathlib.Path(folder, name).read_text() for name in FILES}
            subprocess.run([*release, "9.8.7"], check=True, capture_output=True)  # again: nothing twice
            self.assertEqual({name: pathlib.Path(folder, name).read_text() for name in FILES}, before)


if __name__ == "__main__":
    BUILD = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
