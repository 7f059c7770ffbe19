#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""prompt_program.py OUTPUT: a program with a prompt, in place of Claude Code: bracketed paste on, each key read at once,
the prompt drawn as Claude Code draws it. A ! before anything else makes it a shell's prompt.

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

BEGIN, END = b"\x1b[200~", b"\x1b[201~"
PLACE = re.compile(rb"\x1b\[\d+;\d+R")
SHOWN = 40


class Screen:
    """The line of the prompt, and the keys that come meanwhile."""

    def __init__(self):
        self.waiting = b""
        self.mark = "❯"

    def draw(self, typed):
        text = typed.decode("utf-8", "replace").replace("\n", " ")[:SHOWN]
        # The terminal has drawn all of it when it tells where the cursor is.
        os.write(1, f"\r\x1b[K{self.mark}\xa0{text}\x1b[6n".encode())
        while not PLACE.search(self.waiting):
            self.waiting += os.read(0, 65536)
        self.waiting = PLACE.sub(b"", self.waiting, count=1)


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
                    typed += paste
                    screen.draw(typed)
                    report(paste=paste.decode("utf-8", "replace"))
                    continue
                key, screen.waiting = waiting[:1], waiting[1:]
                if key == b"\x04":
                    return
                if dialog.exists():
                    report(dialog=key.decode("latin-1"))
                elif key == b"\r":
                    entered, typed, screen.mark = typed, b"", "❯"
                    os.write(1, b"\r\n")
                    screen.draw(typed)
                    report(prompt=entered.decode("utf-8", "replace"))
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
