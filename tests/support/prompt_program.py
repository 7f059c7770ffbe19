#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""prompt_program.py OUTPUT: a program with a prompt, in place of Claude Code: bracketed paste on, each key read at once,
the prompt drawn as Claude Code draws it, with a proposal until the first prompt. A ! before anything else makes it a
shell's prompt. ^A goes to the start of all that is typed, ^J begins another line.

A line of JSON in OUTPUT for all that happens: {"pid"} when it is ready, {"paste"} for a bracketed paste, {"prompt"}
with what was typed when Enter came, {"dialog"} for keys while the file OUTPUT.dialog is there. Ends with ^D.
"""
import json
import os
import re
import sys
import termios
import tty
from pathlib import Path

HOME = b"\x01"
BEGIN, END = b"\x1b[200~", b"\x1b[201~"
PLACE = re.compile(rb"\x1b\[\d+;\d+R")
SHOWN = 40
ROWS = 6
EDGE = "─" * SHOWN


class Screen:
    """The lines of the prompt, and the keys that come meanwhile."""

    def __init__(self):
        self.waiting = b""
        self.mark = "❯"
        self.row = 0
        self.proposal = "Try this"

    def draw(self, typed, is_at_start=False):
        lines = [line[:SHOWN] for line in typed.decode("utf-8", "replace").split("\n")[:ROWS]]
        below = len(lines)
        up = f"\x1b[{self.row}A" if self.row else ""
        out = f"{up}\r\x1b[J" + "\r\n" * below + f"\x1b[{below}A\r{self.mark}\xa0"
        if is_at_start or not typed:
            out += "\x1b7"
        if not typed and self.mark == "❯" and self.proposal:
            out += f"\x1b[7m{self.proposal[0]}\x1b[27m\x1b[2m{self.proposal[1:]}\x1b[22m"
        elif is_at_start and lines[0]:
            out += f"\x1b[7m{lines[0][0]}\x1b[27m{lines[0][1:]}"
        else:
            out += lines[0]
        out += "".join(f"\r\n  {line}" for line in lines[1:])
        if typed and not is_at_start:
            out += "\x1b7"
        self.row = 0 if is_at_start else below - 1
        # The terminal has drawn all of it when it tells where the cursor is.
        os.write(1, f"{out}\r\n{EDGE}\x1b8\x1b[6n".encode())
        while not PLACE.search(self.waiting):
            self.waiting += os.read(0, 65536)
        self.waiting = PLACE.sub(b"", self.waiting, count=1)

    def go_on_below(self):
        os.write(1, b"\x1b[J\r\n")
        self.mark, self.row, self.proposal = "❯", 0, ""


def main():
    output = Path(sys.argv[1])
    dialog = Path(f"{output}.dialog")

    def report(**what):
        with output.open("a", encoding="utf-8") as file:
            file.write(json.dumps(what) + "\n")

    before = termios.tcgetattr(0)
    tty.setraw(0)
    os.write(1, b"\x1b[?2004hready\r\n")
    screen = Screen()
    screen.draw(b"")
    names = ("TMUX", "TMUX_PANE", "WINDOWID", "KITTY_LISTEN_ON", "KITTY_WINDOW_ID", "SSH_CONNECTION", "TERM_PROGRAM")
    report(pid=os.getpid(), environment={name: os.environ[name] for name in names if name in os.environ})
    typed = b""
    is_at_start = False
    try:
        while True:
            screen.waiting += os.read(0, 65536)
            while screen.waiting:
                waiting = screen.waiting
                if BEGIN.startswith(waiting[: len(BEGIN)]) and len(waiting) < len(BEGIN) and len(waiting) > 1:
                    break
                if waiting.startswith(BEGIN):
                    if END not in waiting:
                        break
                    paste, screen.waiting = waiting[len(BEGIN) :].split(END, 1)
                    typed = paste + typed if is_at_start else typed + paste
                    is_at_start = False
                    screen.draw(typed)
                    report(paste=paste.decode("utf-8", "replace"))
                    continue
                key, screen.waiting = waiting[:1], waiting[1:]
                if key == b"\x04":
                    return
                if dialog.exists():
                    report(dialog=key.decode("latin-1"))
                elif key == b"\r":
                    entered, typed, is_at_start = typed, b"", False
                    screen.go_on_below()
                    screen.draw(typed)
                    report(prompt=entered.decode("utf-8", "replace"))
                elif key == HOME:
                    is_at_start = True
                    screen.draw(typed, is_at_start)
                    report(key="^")
                elif key == b"!" and not typed:
                    screen.mark = "!"
                    screen.draw(typed)
                    report(key="!")
                else:
                    typed += key
                    screen.draw(typed)
                    report(key=key.decode("latin-1"))
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, before)


main()
