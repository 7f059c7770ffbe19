#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check.py LUPDATE: fails when a text of the sources has no finished translation.

Works on copies of the .ts files. Also compares what must be the same in every language: placeholders,
keyboard mnemonics, ellipses, plural forms; and that a thing has one name.
"""
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACEHOLDER = re.compile(r"%(?:L?\d+|n)")
MNEMONIC = re.compile(r"&(?=\S)(?!amp;)")

# Second names that have crept in before, by file, and the one that is used.
OTHER_NAMES = {"tocsin_de.ts": {re.compile(r"\bMeldung(?:en)?\b"): "Benachrichtigung"}}


def texts_of(translation):
    forms = translation.findall("numerusform")
    return [form.text or "" for form in forms] if forms else [translation.text or ""]


def faults_of(message):
    source = message.findtext("source") or ""
    translation = message.find("translation")
    kind = translation.get("type")
    if kind == "unfinished":
        yield "has no finished translation"
        return
    if kind:
        yield f"is {kind}: no source holds it any more"
        return
    for text in texts_of(translation):
        if not text.strip():
            yield "has an empty translation"
            continue
        wanted, given = set(PLACEHOLDER.findall(source)), set(PLACEHOLDER.findall(text))
        if given - wanted or wanted - given - {"%n"}:
            yield f"has other placeholders than its translation “{text}”"
        if len(MNEMONIC.findall(source)) != len(MNEMONIC.findall(text)):
            yield f"has another number of mnemonics than its translation “{text}”"
        if source.endswith("…") != text.endswith("…"):
            yield f"ends otherwise than its translation “{text}” (…)"


def faults_in(file, lines):
    for context in ElementTree.parse(file).getroot().findall("context"):
        for message in context.findall("message"):
            second = [f"should say {name}" for other, name in OTHER_NAMES.get(file.name, {}).items()
                      for text in texts_of(message.find("translation")) if other.search(text)]
            for fault in [*faults_of(message), *second]:
                lines.append(f"{file.name}: {context.findtext('name')}: “{message.findtext('source')}” {fault}")


def main():
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(shutil.copy(file, folder)) for file in sorted(HERE.glob("*.ts"))]
        before = {copy.name: copy.read_text(encoding="utf-8") for copy in copies}
        subprocess.run([HERE / "update.sh", sys.argv[1], folder], check=True)
        for copy in copies:
            count = len(lines)
            faults_in(copy, lines)
            if len(lines) == count and copy.read_text(encoding="utf-8") != before[copy.name]:
                lines.append(f"{copy.name}: not as lupdate writes it; build the target update-translations")
    print("\n".join(lines) or f"{len(copies)} languages are complete")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
