# SPDX-License-Identifier: MIT
"""Each command and option that --help names is in the manual page and in the completions, and nothing else is."""
import functools
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = {"tocsin": "tocsin.1", "tocsin-hookbridge": "tocsin-hookbridge.1", "tocsin-server": "tocsin-server.8"}
OPTION = re.compile(r"^ +(?:-\w, )?(--[a-z][a-z-]*)", re.M)
COMMAND = re.compile(r"^  ([a-z]+) {2,}\S", re.M)
# Of Qt and of every command: the page has them once.
EVERYWHERE = {"--help", "--version", "--help-all"}


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=30,
                          env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"})
    if done.returncode:
        raise AssertionError(f"{command}: {done.returncode}\n{done.stderr}")
    return done.stdout


@functools.cache
def helped(program):
    """{command: options}, as the program itself says it; "" is the program without a command."""
    text = run(BUILD / "bin" / program, "--help")
    if program == "tocsin-server":
        commands = re.findall(r"^ +tocsin-server ([a-z]+) ", text, re.M)
        return {"": set(OPTION.findall(text)), **{command: set() for command in commands}}
    commands = COMMAND.findall(text)
    words = {"": set(OPTION.findall(text)) | {"--help", "--version"}}
    for command in commands:
        words[command] = set(OPTION.findall(run(BUILD / "bin" / program, command, "--help")))
    return words


def page(program):
    source = (ROOT / "packaging" / "man" / PROGRAMS[program]).read_text()
    return re.sub(r"\\f[A-Z]", "", source.replace("\\-", "-"))


def bash(program, *words):
    """What bash offers for the last of the words."""
    completion = BUILD / "packaging" / "completions" / "bash-completion" / "completions" / program
    script = f'. "{completion}"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() {{ :; }}; ' \
             f'{"_" + program.replace("-", "_")}; printf "%s\\n" "${{COMPREPLY[@]}}"'
    return set(run("bash", "-c", script, "bash", "-", program, *words).split())


class Words(unittest.TestCase):
    def test_manual_pages_name_every_command_and_option(self):
        for program in PROGRAMS:
            text = page(program)
            named = set(re.findall(r"(?<![\w-])(--[a-z][a-z-]*)", text))
            words = helped(program)
            for command, options in words.items():
                self.assertTrue(re.search(rf"\b{command}\b", text), f"{program} {command}")
                self.assertEqual(options - named, set(), f"{program} {command}")
            known = set().union(*words.values()) | {"--user", "--now"}  # systemctl's
            self.assertEqual(named - known, set(), f"{program}: options that it does not have")

    def test_manual_pages_are_complete(self):
        for program in PROGRAMS:
            headings = re.findall(r"^\.SH (.+)$", page(program), re.M)
            for heading in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "FILES", "SEE ALSO"):
                self.assertIn(heading, headings, program)

    def test_the_pages_name_the_exit_codes_of_the_help(self):
        for program in PROGRAMS:
            text = run(BUILD / "bin" / program, "--help")
            codes = set(re.findall(r"(?:Exit codes:|;)\s+(\d+)\b", text))
            self.assertIn("64", codes)
            status = page(program).split(".SH EXIT STATUS")[1].split(".SH")[0]
            self.assertEqual(set(re.findall(r"(?m)^(?:\.B )?(\d+)\b", status)), codes, program)

    def test_the_pages_name_what_gives_a_unit_its_options(self):
        units = sorted((ROOT / "packaging").glob("*/*.service.in"))
        self.assertEqual(len(units), 4)
        for unit in units:
            program = re.search(r"^ExecStart=@TOCSIN_BINDIR@/([\w-]+) .*\$TOCSIN_OPTIONS$", unit.read_text(), re.M)[1]
            self.assertTrue("TOCSIN_OPTIONS=" in page(program), unit)

    def test_bash_offers_every_command_and_option(self):
        for program in PROGRAMS:
            for command, options in helped(program).items():
                given = [command] if command else []
                if program == "tocsin-server":
                    options = helped(program)[""]
                self.assertEqual(options - bash(program, *given, "--"), set(), f"{program} {command}")
                self.assertEqual(bash(program, *given, "--") - options, set(), f"{program} {command}")
            self.assertEqual(bash(program, ""), {*set(helped(program)) - {""}, *bash(program, "-")}, program)

    def test_bash_offers_values(self):
        self.assertEqual(bash("tocsin", "--token-store", "=", ""), {"keychain", "file"})
        self.assertEqual(bash("tocsin", "--token-store", "="), {"keychain", "file"})
        self.assertEqual(bash("tocsin", "--log-level", "w"), {"warning"})
        self.assertEqual(bash("tocsin", "mute", "t"), {"tomorrow"})
        self.assertEqual(bash("tocsin", "history", "--lines", ""), set())
        self.assertIn("/etc", bash("tocsin-server", "check", "--data-dir", "/et"))

    @unittest.skipUnless(shutil.which("fish"), "needs fish")
    def test_fish_offers_every_command_and_option(self):
        for program in PROGRAMS:
            file = BUILD / "packaging" / "completions" / "fish" / "vendor_completions.d" / f"{program}.fish"
            for command, options in helped(program).items():
                typed = f"{program} {command} --" if command else f"{program} --"
                offered = run("fish", "--no-config", "-c", f'source "{file}"; complete -C "{typed}"')
                if program == "tocsin-server":
                    options = helped(program)[""]
                found = {line.split("\t")[0].rstrip("=") for line in offered.splitlines()}
                self.assertEqual(found, options, typed)

    @unittest.skipUnless(shutil.which("zsh"), "needs zsh")
    def test_zsh_reads_its_completions(self):
        folder = BUILD / "packaging" / "completions" / "zsh" / "site-functions"
        for program in PROGRAMS:
            run("zsh", "-n", str(folder / f"_{program}"))
            text = (folder / f"_{program}").read_text()
            for command, options in helped(program).items():
                self.assertEqual({option for option in options if option not in text}, set(), f"{program} {command}")
        # compinit finds them under their names.
        self.assertEqual(run("zsh", "-f", "-c", f"fpath=({folder} $fpath); autoload -Uz compinit; compinit -u -D; "
                             "print $_comps[tocsin] $_comps[tocsin-hookbridge] $_comps[tocsin-server]").split(),
                         ["_tocsin", "_tocsin-hookbridge", "_tocsin-server"])

    def test_the_documents_name_only_commands_that_are_there(self):
        commands = set(helped("tocsin"))
        text = (ROOT / "README.md").read_text() + (ROOT / "server" / "README.md").read_text()
        for command, rest in re.findall(r"`tocsin ([a-z]+)([^`]*)`", text):
            self.assertIn(command, commands)
            for option in re.findall(r"--[a-z-]+", rest):
                self.assertIn(option, helped("tocsin")[command])


if __name__ == "__main__":
    BUILD = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
