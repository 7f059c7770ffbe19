# SPDX-License-Identifier: MIT
"""What the documents tell a reader to type. Each command in a block marked sh, and each one of our programs in the text, names
programs, commands, options, scripts, presets, targets, units, packages and labels that there are. The blocks that need neither root nor
network run: Uninstall, in a home folder that Tocsin was used in, and the configuration of a server. What needs root or network is a
stand-in there."""
import fnmatch
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest

import command_words_test
from command_words_test import PROGRAMS, ROOT, helped

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "server/README.md", "plugin/README.md", "packaging/npm/README.md", "docs/security.md",
             "docs/server.md")
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.M | re.S)
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
# Of a reader's system; their own options are theirs.
OTHERS = {"[", "apt", "certbot", "cd", "export", "rm", "mkdir", "install", "nano", "openssl", "curl", "journalctl", "loginctl", "npx"}


def unfenced(text):
    return FENCE.sub("", text)


def blocks(text):
    return [block for _, language, block in FENCE.findall(text) if language == "sh"]


def commands(block):
    """Lists of words: what a shell would run, one after the other."""
    lines = re.sub(r"\s+#.*$", "", block.replace("\\\n", " "), flags=re.M)
    words = shlex.shlex(lines, posix=True, punctuation_chars=";&|\n")
    words.whitespace, words.whitespace_split = " \t", True
    found = []
    for word in words:
        if set(word) <= set(";&|\n"):
            found.append([])
        else:
            found = found or [[]]
            found[-1].append(word)
    return [command for command in found if command]


class Known:
    """What there is, to name it."""

    def __init__(self):
        presets = json.loads((ROOT / "CMakePresets.json").read_text())
        self.presets = {program: {preset["name"] for kind in kinds for preset in presets[kind] if not preset.get("hidden")}
                        for program, kinds in (("cmake", ("configurePresets", "buildPresets")), ("ctest", ("testPresets",)))}
        tests = json.loads(subprocess.run(["ctest", "--test-dir", command_words_test.BUILD, "--show-only=json-v1"], check=True,
                                          capture_output=True, text=True).stdout)["tests"]
        self.tests = {test["name"] for test in tests}
        self.labels = {label for test in tests for one in test["properties"] if one["name"] == "LABELS" for label in one["value"]}
        self.packages = re.findall(r"^Package: (\S+)$", (ROOT / "debian" / "control").read_text(), re.M)
        self.units = {"system": set(), "user": set()}
        for kind, folder in (("system", "server"), ("user", "user")):
            self.units[kind] = {file.name.removesuffix(".service.in") for file in (ROOT / "packaging" / folder).glob("*.service.in")}
        ninja = subprocess.run(["ninja", "-C", command_words_test.BUILD, "-t", "targets", "all"], check=True, capture_output=True, text=True)
        self.targets = set(re.findall(r"^([\w-]+): phony$", ninja.stdout, re.M))


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.known = Known()

    def check_options(self, words, known, what):
        for word in words:
            if word.startswith("--") and word != "--":
                self.assertIn(word.split("=")[0], known, f"{what}: {' '.join(words)}")

    def check_own(self, words):
        program, rest = os.path.basename(words[0]), words[1:]
        options = helped(program)
        command = next((word for word in rest if not word.startswith("-")), "")
        if program == "tocsin-server":
            self.check_options(rest, options[""], program)
            command = command if rest and rest[0] == command else ""
        self.assertTrue(command in options or not re.fullmatch(r"[a-z]+", command), " ".join(words))
        if program != "tocsin-server":
            self.check_options(rest, options.get(command, options[""]) | {"--claude"}, f"{program} {command}")

    def check_script(self, words):
        file = ROOT / words[0]
        self.assertTrue(os.access(file, os.X_OK), words[0])
        source = file.read_text()
        for word in words[1:]:
            if word.startswith("-"):
                self.assertRegex(source, rf"(?<![\w-]){re.escape(word)}(?![\w-])", " ".join(words))

    def check_cmake(self, words):
        for option, value in zip(words, words[1:]):
            if option == "--preset":
                self.assertIn(value, self.known.presets[words[0]], " ".join(words))
            elif option == "--target":
                self.assertIn(value, self.known.targets, " ".join(words))
            elif option == "-L":
                self.assertIn(value, self.known.labels, " ".join(words))
        for word in words:
            if made := re.match(r"-D(\w+)=", word):
                self.assertIn(f"option({made[1]} ", (ROOT / "CMakeLists.txt").read_text(), word)
                self.assertIn("-B", words, "not in the folder that the other commands build in")

    def check_unit(self, words):
        kind = "user" if "--user" in words else "system"
        verb = next(word for word in words[1:] if not word.startswith("-"))
        for name in words[words.index(verb) + 1:]:
            if name.startswith("tocsin"):
                self.assertIn(name, self.known.units[kind], " ".join(words))

    def check_packages(self, words):
        for word in words[2:]:
            name = os.path.basename(word)
            if "tocsin" in name and not word.startswith("-"):
                pattern = name.removesuffix("_*.deb")
                self.assertTrue(fnmatch.filter(self.known.packages, pattern), " ".join(words))

    def check_claude(self, words):
        # Claude Code takes a folder only if it looks like one: `.` and `plugin` are refused.
        if words[1:4] == ["plugin", "marketplace", "add"]:
            self.assertRegex(words[4], r"^(\.{0,2}/|~)", " ".join(words))

    def check_command(self, words):
        while words[0] == "sudo" or re.match(r"[A-Z_]+=", words[0]):
            words = words[1:]
        if words[0] == "systemd-run":
            words = words[next(index for index, word in enumerate(words) if word in PROGRAMS):]
        program = os.path.basename(words[0])
        if program in PROGRAMS:
            self.check_own(words)
        elif words[0].startswith(("./packaging/", "packaging/", "tests/", "translations/")):
            self.check_script(words)
        elif program in ("cmake", "ctest"):
            self.check_cmake(words)
        elif program == "systemctl":
            self.check_unit(words)
        elif program == "apt":
            self.check_packages(words)
        elif program == "python3":
            self.assertTrue((ROOT / words[1]).exists(), words[1])
        elif program == "claude":
            self.check_claude(words)
        else:
            self.assertIn(program, OTHERS, f"a program that this test does not know: {' '.join(words)}")

    def test_each_command_of_a_block_names_what_there_is(self):
        count = 0
        for name in DOCUMENTS:
            for block in blocks((ROOT / name).read_text()):
                for words in commands(block):
                    with self.subTest(name, command=" ".join(words)):
                        self.check_command(words)
                        count += 1
        self.assertGreater(count, 40)  # that some are found

    def test_our_programs_in_the_text_are_called_as_they_can_be(self):
        count = 0
        for name in DOCUMENTS:
            for code in CODE.findall(unfenced((ROOT / name).read_text())):
                words = code.split()
                if words[0] in PROGRAMS and "listening" not in words and not any(mark in code for mark in "*…_<|"):
                    with self.subTest(name, command=code):
                        self.check_own([word for word in words if word != "COMMAND"])
                        count += 1
        self.assertGreater(count, 30)

    def test_the_tests_of_when_things_go_wrong_exist(self):
        rows = [line for line in (ROOT / "docs" / "when-things-go-wrong.md").read_text().splitlines() if line.startswith("| ")][1:]
        self.assertGreater(len(rows), 30)
        for row in rows:
            names = CODE.findall(row.rstrip("| ").rsplit("|", 1)[1])
            self.assertTrue(names, row)
            for name in names:
                places = (name in self.known.tests, (ROOT / name).exists(), (ROOT / "tests" / "faults" / name).exists())
                self.assertTrue(any(places), f"{name}: {row}")


class Configuration(unittest.TestCase):
    def test_one_that_was_filled_in_is_kept(self):
        sample = ROOT / "packaging" / "server" / "tocsin-server.env"
        readme, server = (ROOT / "README.md").read_text(), (ROOT / "server" / "README.md").read_text()
        (own,) = [block for block in blocks(readme) if "/tocsin-server.env" in block]
        (system,) = [code for code in CODE.findall(server) if "install -m 600" in code]
        with tempfile.TemporaryDirectory(prefix="tocsin-configuration-") as folder:
            places = {"/usr/local/share/tocsin-server/tocsin-server.env": str(sample), "/usr/share/tocsin-server/tocsin-server.env": str(sample),
                      "/etc/": f"{folder}/", "sudo ": "", "nano ": "test -w ", "systemctl ": "true ",
                      "systemd-run ": "true "}
            for commands_there, file in ((own, ".config/tocsin-server/tocsin-server.env"), (system, "tocsin-server.env")):
                for name, place in places.items():
                    commands_there = commands_there.replace(name, place)
                for filled_in in (sample.read_text(), "filled in"):
                    subprocess.run(["bash", "-ec", commands_there], env={"HOME": folder, "PATH": "/usr/bin:/bin"}, check=True)
                    configuration = pathlib.Path(folder, file)
                    self.assertEqual((configuration.read_text(), configuration.stat().st_mode & 0o777), (filled_in, 0o600))
                    configuration.write_text("filled in")


class Uninstall(unittest.TestCase):
    """The README's block is run by bash, with the real programs where they run as the user."""

    def test_it_leaves_nothing_in_the_home_folder(self):
        section = re.search(r"^## Uninstall\n(.*?)^## ", (ROOT / "README.md").read_text(), re.M | re.S)[1]
        (block,) = blocks(section)
        with tempfile.TemporaryDirectory(prefix="tocsin-uninstall-") as folder:
            home, stands_in = pathlib.Path(folder, "home"), pathlib.Path(folder, "bin")
            (home / "run").mkdir(parents=True, mode=0o700)
            stands_in.mkdir()
            for program in ("sudo", "systemctl", "claude"):
                file = stands_in / program
                file.write_text(f'#!/bin/sh\necho "{program} $*" >>"$0.log"\n')
                file.chmod(0o755)
            environment = {"HOME": str(home), "USER": "somebody", "XDG_RUNTIME_DIR": str(home / "run"), "LC_ALL": "C.UTF-8",
                           "PATH": f"{stands_in}:{command_words_test.BUILD}/bin:/usr/bin:/bin"}
            self.use_tocsin(home, environment)
            self.assertTrue(list(home.rglob("*tocsin*")))
            self.make_what_a_desktop_makes(home)
            done = subprocess.run(["bash", "-e", "-c", block], env=environment, cwd=folder, capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.app.wait(20)
            self.assertIn("You are logged out.", done.stdout)
            self.assertEqual((stands_in / "sudo.log").read_text(), "sudo loginctl disable-linger somebody\nsudo apt purge tocsin*\n")
            left = [str(path.relative_to(home)) for path in home.rglob("*") if path.relative_to(home).parts[0] != "run" and not path.is_dir()]
            self.assertEqual(left, [])

    def make_what_a_desktop_makes(self, home):
        # The switch in Settings, Connect Claude Code, and Claude Code itself, which keeps its copy of an uninstalled plugin.
        for name in (".config/autostart/tocsin.desktop", ".local/bin/tocsin-hookbridge",
                     ".claude/plugins/cache/tocsin/tocsin/0.2.0/.orphaned_at"):
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).touch()

    def use_tocsin(self, home, environment):
        server = subprocess.Popen(["tocsin-server", "--port", "0"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                  text=True)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        environment["CLAUDE_SMS_SERVER_URL"] = server.stdout.readline().split()[-1]
        self.app = subprocess.Popen(["tocsin", "--headless", "--token-store=file"], env=environment, stderr=subprocess.DEVNULL,
                                    stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.app.stdout.close)
        self.addCleanup(self.app.kill)
        self.app.stdout.readline()  # that it runs
        run = lambda *words, **how: subprocess.run(words, env=environment, check=True, capture_output=True, text=True, timeout=30, **how)
        run("tocsin", "login", "--phone-stdin", input="+14155550123\n")
        code = None
        while not code:
            code = re.search(r"Tocsin code: (\d{6})", server.stdout.readline())
        run("tocsin", "pair", input=code[1] + "\n")
        self.assertTrue((home / ".config" / "tocsin" / "login.json").exists())


if __name__ == "__main__":
    import sys
    command_words_test.BUILD = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
