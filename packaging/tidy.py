#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tidy.py BUILD COMMANDS [--all]: runs clang-tidy over the project's own sources. BUILD is a built folder, COMMANDS the folder
of the compile_commands.json for clang-tidy.

A source that passed is not looked at again while it, every header of ours that it includes, its command, .clang-tidy and the
installed libraries stay the same: their hash is kept in ~/.cache/tocsin-tidy. --all looks at each one."""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
OURS = ("core", "app", "cli", "hookbridge", "server")
KEPT = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "tocsin-tidy"
KEPT_DAYS = 60


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout


def dependencies(build):
    """{object: files}, as the compiler has reported them to ninja."""
    found, current = {}, None
    for line in output_of("ninja", "-C", build, "-t", "deps").splitlines():
        if line.startswith("    "):
            current.append(line.strip())
        elif ":" in line:
            current = found[line.split(":")[0]] = []
    return found


class Digests:
    def __init__(self):
        self._known = {}

    def of(self, file):
        if file not in self._known:
            self._known[file] = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "absent"
        return self._known[file]


def key_of(entry, files, build, surroundings, digests):
    key = hashlib.sha256(surroundings.encode())
    key.update(entry["command"].replace(str(ROOT), ".").encode())
    for name in sorted({entry["file"], *files}):
        file = pathlib.Path(build, name)  # the name may be absolute
        if file.is_relative_to(ROOT):
            key.update(f"{file.relative_to(ROOT)} {digests.of(file)}\n".encode())
    return key.hexdigest()


def look(commands, source):
    done = subprocess.run(["nice", "clang-tidy", "-p", commands, "--quiet", "--extra-arg=-Wno-unknown-warning-option", source],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def main(build, commands, looks_at_all):
    entries = {}
    for entry in json.loads(pathlib.Path(commands, "compile_commands.json").read_text()):
        file = pathlib.Path(entry["file"])
        if file.is_relative_to(ROOT) and file.relative_to(ROOT).parts[0] in OURS:
            entry["object"] = re.search(r" -o (\S+)", entry["command"])[1]
            entries.setdefault(entry["file"], entry)
    surroundings = (ROOT / ".clang-tidy").read_text() + output_of("clang-tidy", "--version") + \
        output_of("dpkg-query", "-W", "-f", "${Package} ${Version}\n", "lib*-dev", "qt6-*-dev", "libstdc++*")
    files = dependencies(build)
    digests = Digests()
    # Without what the compiler has read, nothing is known about a source.
    keys = {file: key_of(entry, files[entry["object"]], build, surroundings, digests)
            for file, entry in entries.items() if entry["object"] in files}
    KEPT.mkdir(parents=True, exist_ok=True)
    wanted = [file for file in sorted(entries) if looks_at_all or file not in keys or not (KEPT / keys[file]).exists()]
    print(f"{len(entries)} sources, {len(entries) - len(wanted)} of them passed before as they are", flush=True)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for file, (code, text) in zip(wanted, pool.map(lambda file: look(commands, file), wanted)):
            if code:
                failed += 1
                print(text, flush=True)
            elif file in keys:
                (KEPT / keys[file]).touch()
    for file in set(keys) - set(wanted):
        (KEPT / keys[file]).touch()
    for old in KEPT.iterdir():
        if old.stat().st_mtime < time.time() - KEPT_DAYS * 86400:
            old.unlink()
    print(f"{len(wanted)} looked at, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), "--all" in sys.argv))
