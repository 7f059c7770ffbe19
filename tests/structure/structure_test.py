#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the sources with docs/architecture.md: which folder includes which, where Claude Code's own words
stand, and whether the documents that comments cite exist.

The table "Folders" of that page is the only list of allowed includes. exceptions.txt lists the violations that
are about to be removed, one `FILE WHAT` per line; an exception that nothing needs any more is an error too.
"""
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "architecture.md"
EXCEPTIONS = Path(__file__).with_name("exceptions.txt")

TOP_FOLDERS = ("core", "app", "cli", "hookbridge", "server", "translations", "resources")
CODE = (".h", ".cpp")
CHANNELS = "core/channels/"
# The composition root makes every part once, so it knows every channel.
KNOWS_ALL_CHANNELS = ("core/pipeline/", "app/app_context.", "app/main.cpp")

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
WINDOW_INCLUDE = re.compile(r"^\s*#\s*include\s+<(?:QtWidgets|QtGui)\b.*|.*\bQt6::(?:Widgets|Gui)\b.*", re.MULTILINE)
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
CPP_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/|(?:^|\s)#[^\n]*", re.DOTALL)
CITATION = re.compile(r"(?<![\w./<>{}$-])((?:[\w.-]+/)*[\w-]+\.md)\b")
MARKDOWN_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")

# Words of Claude Code's documents that mean nothing else. Only core/claude turns them into types.
CLAUDE_WORDS = frozenset(
    # hook events
    "SessionStart UserPromptSubmit PreToolUse PermissionRequest PostToolUse PostToolUseFailure Notification Stop "
    "StopFailure SubagentStop SessionEnd Elicitation ElicitationResult "
    # their keys
    "hook_event_name transcript_path tool_name tool_input tool_use_id agent_id notification_type stop_hook_active "
    "session_crons last_assistant_message "
    # notification types, and why a session starts or ends
    "permission_prompt idle_prompt elicitation_dialog elicitation_response agent_needs_input agent_completed "
    "compact prompt_input_exit "
    # tools
    "AskUserQuestion ExitPlanMode Bash "
    # the status file and the transcript
    "waitingFor statusUpdatedAt procStart nameSource pidDomain isApiErrorMessage isSidechain".split()
) | {"permission prompt", "input needed", "dialog open", "<task-notification>"}
# What the hook needs before the app reads the document, and to repeat a call that was answered.
KNOWN_TO_HOOKBRIDGE = {
    *("hook_event_name", "SessionEnd", "PermissionRequest", "tool_name", "tool_input"),
    *("AskUserQuestion", "ExitPlanMode"),
}


def read(file):
    return file.read_text(encoding="utf-8", errors="replace")


def name(file):
    return file.relative_to(ROOT).as_posix()


def sources(*folders):
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in CODE:
                yield file


def layers():
    """Folder -> the folders that it may include, its own among them."""
    table = {}
    section = read(TABLE).split("\n## Folders\n")[1].split("\n## ")[0]
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 3 and cells[0].startswith("`") and line.startswith("|"):
            allowed = re.findall(r"`([^`]+)`", cells[2])
            for folder in re.findall(r"`([^`]+)`", cells[0]):
                table[folder.rstrip("/")] = {folder.rstrip("/"), *(other.rstrip("/") for other in allowed)}
    return table


def folder_of(path, table):
    """The longest folder of the table that holds `path`."""
    holders = [folder for folder in table if path.startswith(folder + "/")]
    return max(holders, key=len, default=None)


def allows(allowed, path):
    """`allowed` names folders, with all that is in them, or single files."""
    return any(path == one or path.startswith(one + "/") for one in allowed)


class Structure(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.table = layers()
        lines = [line.split("#")[0].split() for line in read(EXCEPTIONS).splitlines()]
        cls.exceptions = {tuple(line) for line in lines if line}
        cls.needed = set()

    def violates(self, file, what):
        if (file, what) in self.exceptions:
            self.needed.add((file, what))
            return False
        return True

    def expect_none(self, faults):
        self.assertEqual([], faults, "\n" + "\n".join(faults))

    def test_1_the_table_names_every_folder_and_has_no_circles(self):
        self.assertIn("core/base", self.table)
        missing = {name(file.parent) for file in sources(*TOP_FOLDERS) if not folder_of(name(file), self.table)}
        self.assertEqual(set(), missing, "folders without a row in docs/architecture.md")
        done = set()
        while len(done) < len(self.table):
            free = {
                folder
                for folder, allowed in self.table.items()
                if folder not in done
                and all(other in done or other == folder for other in self.table if allows(allowed, other))
            }
            self.assertTrue(free, f"a circle among {sorted(set(self.table) - done)}")
            done |= free

    def test_2_every_include_points_to_a_folder_that_the_table_allows(self):
        faults = []
        for file in sources(*TOP_FOLDERS):
            allowed = self.table[folder_of(name(file), self.table)]
            for include in INCLUDE.findall(read(file)):
                target = folder_of(include, self.table)
                if target and not allows(allowed, include) and self.violates(name(file), include):
                    faults.append(f"{name(file)} includes {include}")
        self.expect_none(faults)

    def test_3_only_the_pipeline_includes_two_channels(self):
        faults = []
        for file in sources("core", "app", "cli", "hookbridge"):
            if name(file).startswith(KNOWS_ALL_CHANNELS):
                continue
            channels = {i.split("/")[2] for i in INCLUDE.findall(read(file)) if i.startswith(CHANNELS)}
            if len(channels) > 1:
                faults.append(f"{name(file)} includes {' and '.join(sorted(channels))}")
        self.expect_none(faults)

    def test_4_core_and_hookbridge_know_no_windows(self):
        faults = []
        for folder in ("core", "cli", "hookbridge"):
            for file in sorted((ROOT / folder).rglob("*")):
                if file.suffix in CODE or file.name == "CMakeLists.txt":
                    faults += [f"{name(file)}: {line.strip()}" for line in WINDOW_INCLUDE.findall(read(file))]
        self.expect_none(faults)

    def test_5_claude_codes_own_words_stand_in_core_claude_alone(self):
        faults = []
        for file in sources("core", "app", "cli", "hookbridge"):
            if name(file).startswith("core/claude/"):
                continue
            words = CLAUDE_WORDS - (KNOWN_TO_HOOKBRIDGE if name(file).startswith("hookbridge/") else set())
            for literal in LITERAL.findall(CPP_COMMENT.sub(" ", read(file))):
                if literal in words and self.violates(name(file), f'"{literal.replace(" ", "_")}"'):
                    faults.append(f'{name(file)} has "{literal}"')
        self.expect_none(faults)

    def test_6_every_document_that_a_comment_cites_exists(self):
        faults = []
        for file in sorted(ROOT.rglob("*")):
            if not file.is_file() or set(file.relative_to(ROOT).parts) & {"build", ".git", "node_modules"}:
                continue
            code = file.suffix in (*CODE, ".py", ".sh", ".cmake", ".yaml", ".mjs") or file.name == "CMakeLists.txt"
            if not code or file == Path(__file__).resolve():
                continue
            cited = {one for comment in COMMENT.findall(read(file)) for one in CITATION.findall(comment)}
            for document in sorted(cited):
                found = any((place / document).exists() for place in (ROOT, file.parent))
                if not found and self.violates(name(file), document):
                    faults.append(f"{name(file)} cites {document}")
        self.expect_none(faults)

    def test_7_every_link_between_documents_leads_somewhere(self):
        faults = []
        readmes = [ROOT / folder / "README.md" for folder in ("server", "plugin", "translations", "tests/scenarios")]
        for file in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *readmes]):
            for target in MARKDOWN_LINK.findall(read(file)):
                if not (file.parent / target).exists():
                    faults.append(f"{name(file)} links to {target}")
        self.expect_none(faults)

    def test_8_every_test_that_the_stories_page_names_exists(self):
        page = ROOT / "tests" / "scenarios" / "README.md"
        tests = {file.stem: read(file) for file in (ROOT / "tests").rglob("test_*.cpp")}
        faults = []
        rows = [row for row in read(page).split("## What the stories are about")[1].splitlines() if "|" in row]
        for row in rows:
            for named in re.findall(r"`([^`]+)`", row.split("|")[2]):
                test, _, function = named.partition("::")
                found = (f"void {function}(" in tests.get(test, "") if function else (ROOT / named).is_file()
                         if "/" in named else page.with_name(f"{named}.json").is_file())
                if not found:
                    faults.append(f"{name(page)} names {named}")
        self.expect_none(faults)

    def test_9_no_exception_outlives_its_violation(self):
        self.expect_none([f"exceptions.txt: nothing needs {' '.join(one)} any more"
                          for one in sorted(self.exceptions - self.needed)])


if __name__ == "__main__":
    unittest.main()
