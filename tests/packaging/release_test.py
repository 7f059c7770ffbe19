# SPDX-License-Identifier: MIT
"""packaging/release.sh in a repository of its own with a bare remote: what it refuses, what it changes, checks, commits and tags.
The long checks and the build of the packages are stand-ins that write down that they ran."""
import datetime
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from versions_test import FILES, ROOT, VERSION

STEPS = ("test.sh", "test-packages.sh", "package.sh")
PAGES = ("packaging/man/tocsin-hookbridge.1", "packaging/man/tocsin-server.8")
SECTION = "## {} (unreleased)\n\n### Fixed\n\n- The first thing.\n\n"


class Release(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tocsin-release-")
        self.addCleanup(folder.cleanup)
        self.steps = pathlib.Path(folder.name, "steps")
        self.remote = pathlib.Path(folder.name, "remote.git")
        self.work = pathlib.Path(folder.name, "work")
        for name in (*FILES, *PAGES):
            copy = self.work / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy)
        for step in STEPS:
            file = self.work / "packaging" / step
            file.write_text(f'#!/bin/sh\necho "{step} $*" >>"$STEPS"\n[ "${{FAILS:-}}" != {step} ]\n')
            file.chmod(0o755)
        self.environment = {**os.environ, "STEPS": str(self.steps), "GIT_CONFIG_NOSYSTEM": "1",
                            **{f"GIT_{who}_{what}": "someone@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}}
        self.git("init", "-q", "--initial-branch=main")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Begin")
        subprocess.run(["git", "init", "-q", "--bare", self.remote], check=True)
        self.git("remote", "add", "origin", self.remote)
        self.git("push", "-q", "-u", "origin", "main")

    def git(self, *arguments):
        return subprocess.run(["git", *arguments], cwd=self.work, env=self.environment, check=True, capture_output=True,
                              text=True).stdout.strip()

    def release(self, *arguments, fails=""):
        return subprocess.run([self.work / "packaging" / "release.sh", *arguments], env={**self.environment, "FAILS": fails},
                              capture_output=True, text=True)

    def begin_section(self, version):
        log = self.work / "CHANGELOG.md"
        log.write_text(log.read_text().replace("## ", SECTION.format(version) + "## ", 1))
        self.git("commit", "-q", "-a", "-m", "Something new")

    def steps_run(self):
        return self.steps.read_text().splitlines() if self.steps.exists() else []

    def assert_refused(self, done, why):
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(why, done.stderr)
        self.assertEqual(self.steps_run(), [])
        self.assertEqual(self.git("tag"), "")

    def test_it_checks_commits_and_tags_and_pushes_nothing(self):
        self.begin_section("9.8.7")
        done = self.release("9.8.7")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.steps_run(), ["test.sh --tidy-all", "test-packages.sh --build", "package.sh "])
        self.assertEqual(self.git("status", "--porcelain"), "")
        self.assertEqual(self.git("log", "-1", "--format=%s"), "Release 9.8.7")
        self.assertEqual(self.git("cat-file", "-t", "v9.8.7"), "tag")
        self.assertEqual(self.git("rev-parse", "v9.8.7^{commit}"), self.git("rev-parse", "HEAD"))
        changed = set(self.git("diff", "--name-only", "HEAD~1").splitlines())
        self.assertLessEqual(changed, {*FILES, *PAGES})
        day = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d")
        self.assertIn(f"## 9.8.7 ({day})\n", self.git("show", "v9.8.7:CHANGELOG.md"))
        for name in ("CMakeLists.txt", "debian/changelog", "plugin/.claude-plugin/plugin.json", "packaging/npm/package.json",
                     "packaging/linux/io.github.tocsin_app.tocsin.metainfo.xml"):
            self.assertIn("9.8.7", self.git("show", f"v9.8.7:{name}"), name)
        for name in ("packaging/man/tocsin.1", *PAGES):
            self.assertIn(f" {day} ", self.git("show", f"v9.8.7:{name}"), name)

        self.assertIn("Left to a person", done.stdout)
        remote = subprocess.run(["git", "-C", self.remote, "tag"], capture_output=True, text=True, check=True)
        self.assertEqual(remote.stdout, "")
        left = [line.split(". ", 1)[1] for line in done.stdout.splitlines() if ". git push" in line]
        self.assertEqual(left, ["git push --follow-tags"])
        self.git(*left[0].split()[1:])
        self.assertEqual(subprocess.run(["git", "-C", self.remote, "tag"], capture_output=True, text=True).stdout, "v9.8.7\n")

    def test_a_second_time_it_refuses(self):
        self.begin_section("9.8.7")
        self.assertEqual(self.release("--no-check", "9.8.7").returncode, 0)
        self.assertEqual(self.steps_run(), ["package.sh "])
        again = self.release("--no-check", "9.8.7")
        self.assertNotEqual(again.returncode, 0)
        self.assertIn("there is a tag v9.8.7 already", again.stderr)

    def test_files_that_say_it_already_are_tagged(self):
        self.assertEqual(self.release("--only-files", VERSION).returncode, 0)
        if self.git("status", "--porcelain"):
            self.git("commit", "-q", "-a", "-m", "The day of the release")
        head = self.git("rev-parse", "HEAD")
        done = self.release("--no-check", VERSION)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.git("rev-parse", f"v{VERSION}^{{commit}}"), head)

    def test_a_failed_check_ends_it_before_the_commit(self):
        self.begin_section("9.8.7")
        before = self.git("rev-parse", "HEAD")
        for step in STEPS:
            with self.subTest(step):
                self.assertNotEqual(self.release("9.8.7", fails=step).returncode, 0)
                self.assertEqual(self.steps_run()[-1].split()[0], step)
                self.assertEqual((self.git("rev-parse", "HEAD"), self.git("tag")), (before, ""))
                self.git("restore", ".")

    def test_it_refuses_changes_that_are_not_committed(self):
        self.begin_section("9.8.7")
        (self.work / "new").touch()
        self.assert_refused(self.release("9.8.7"), "not committed")

    def test_it_refuses_what_is_no_version(self):
        for version in ("9.8", "9.8.7.6", "9.8.7-beta", "9.8.x"):
            with self.subTest(version):
                self.assert_refused(self.release(version), "has the form 1.2.3")
        self.assertEqual(self.release("v9.8.7").returncode, 64)

    def test_it_refuses_an_older_version(self):
        self.begin_section("0.0.9")
        self.assert_refused(self.release("0.0.9"), f"0.0.9 is older than {VERSION}")

    def test_it_refuses_a_version_that_the_changelog_does_not_begin_with(self):
        self.assert_refused(self.release("9.8.7"), "begin CHANGELOG.md")
        self.assertEqual(self.git("status", "--porcelain"), "")


if __name__ == "__main__":
    unittest.main(verbosity=2)
