#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check-documents.py FILE...: checks Markdown files of this repository: that each relative link leads to a file and each
anchor to a heading, that the shell can read each block of commands, and that the scripts, presets and test labels that
such a block names exist. Prints what is wrong and exits with 1."""
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[1]
FENCE = re.compile(r"^( *)(```+|~~~+) *(\w*)[^\n]*\n(.*?)^ *\2 *$", re.M | re.S)
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
REFERENCE = re.compile(r"^\[[^\]]+\]:\s+(\S+)", re.M)
HTML = re.compile(r"<(?:img|a)\b[^>]*?\b(?:src|href)=\"([^\"]+)\"")
# What a reader types in this folder.
SCRIPT = re.compile(r"(?<![\w/.$~-])(?:\./)?((?:packaging|tests|translations)/[\w./-]+)")
PRESET = re.compile(r"--preset[ =](\w+)")


def without_code(text):
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", FENCE.sub("", text))


def anchors(text):
    """As GitHub names the headings."""
    seen = {}
    found = set(re.findall(r"<a (?:id|name)=\"([^\"]+)\"", text))
    for heading in re.findall(r"^#{1,6} +(.+?) *#*$", FENCE.sub("", text), re.M):
        heading = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        number = seen[slug] = seen.get(slug, -1) + 1
        found.add(f"{slug}-{number}" if number else slug)
    return found


def link_problems(file, text):
    plain = without_code(text)
    for target in LINK.findall(plain) + REFERENCE.findall(plain) + HTML.findall(plain):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        path, _, anchor = urllib.parse.unquote(target).partition("#")
        place = (file.parent / path).resolve() if path else file
        if not place.is_relative_to(ROOT) or not place.exists():
            yield f"no such file: {target}"
        elif anchor and place.suffix == ".md" and anchor not in anchors(place.read_text(encoding="utf-8")):
            yield f"no such heading: {target}"


def command_problems(text, presets):
    for _, _, language, block in FENCE.findall(text):
        if language not in ("sh", "bash", "shell"):
            continue
        done = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True)
        if done.returncode:
            yield f"not for a shell: {done.stderr.strip()}"
        for script in SCRIPT.findall(block):
            if not (ROOT / script).exists():
                yield f"no such script: {script}"
        for preset in set(PRESET.findall(block)) - presets:
            yield f"no such preset: {preset}"


def main(names):
    kinds = json.loads((ROOT / "CMakePresets.json").read_text())
    presets = {preset["name"] for kind, list_ in kinds.items() if kind.endswith("Presets") for preset in list_}
    wrong = 0
    for name in names:
        file = (ROOT / name).resolve()
        text = file.read_text(encoding="utf-8")
        for problem in [*link_problems(file, text), *command_problems(text, presets)]:
            print(f"{name}: {problem}")
            wrong = 1
    print(f"{len(names)} documents")
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
