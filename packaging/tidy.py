#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tidy.py BUILD COMMANDS [--all]: runs clang-tidy over the project's own sources. BUILD is a built folder, COMMANDS the folder
of the compile_commands.json for clang-tidy.

All of them take half an hour of two cores. So packaging/tidy-base.txt names a commit at which every source passed, and only what
has changed since is looked at: each changed source, and for each changed header one source that includes it. Without that
commit (a shallow clone), or when .clang-tidy has changed since, it is every source; and with --all, before a release.

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


def changed_since_base():
    """The commit and the files, from the top, that have changed since; nothing where that cannot be said."""
    base = (ROOT / "packaging" / "tidy-base.txt").read_text().strip()
    git = ["git", "-C", str(ROOT)]
    if not base or subprocess.run([*git, "cat-file", "-e", base + "^{commit}"], stderr=subprocess.DEVNULL).returncode:
        return None
    tracked = output_of(*git, "diff", "--name-only", base)
    return base, set((tracked + output_of(*git, "ls-files", "--others", "--exclude-standard")).splitlines())


def touched_by(changed, entries, files, build):
    """The changed sources, and one for each changed header: its own, or else any that includes it."""
    name = {file: str(pathlib.Path(file).relative_to(ROOT)) for file in entries}
    touched = {file for file in entries if name[file] in changed or entries[file]["object"] not in files}
    includes = {file: {str(path.relative_to(ROOT)) for path in (pathlib.Path(build, one) for one in files.get(entry["object"], []))
                       if path.is_relative_to(ROOT)} for file, entry in entries.items()}
    for header in sorted(changed):
        readers = [file for file in sorted(entries) if header in includes[file]]
        if header.endswith(".h") and readers and not touched.intersection(readers):
            touched.add(next((file for file in readers if name[file] == header[:-2] + ".cpp"), readers[0]))
    return touched


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
    since = None if looks_at_all else changed_since_base()
    touched, why = set(entries), "all are looked at"
    if since and ".clang-tidy" not in since[1]:
        touched = touched_by(since[1], entries, files, build)
        why = f"{len(entries) - len(touched)} of them as at {since[0][:9]}, where all passed"
    wanted = [file for file in sorted(touched) if looks_at_all or file not in keys or not (KEPT / keys[file]).exists()]
    print(f"{len(entries)} sources, {why}; {len(touched) - len(wanted)} passed here before as they are", flush=True)
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
