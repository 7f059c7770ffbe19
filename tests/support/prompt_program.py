#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""prompt_program.py OUTPUT: a program with a prompt, in place of Claude Code: bracketed paste on, each key read at once.

A line of JSON in OUTPUT for all that happens: {"pid"} when it is ready, {"paste"} for a bracketed paste, {"prompt"}
with what was typed when Enter came, {"dialog"} for keys while the file OUTPUT.dialog is there. Ends with ^D.
"""
import json
import os
import sys
import termios
import tty
from pathlib import Path

BEGIN, END = b"\x1b[200~", b"\x1b[201~"


def main():
    output = Path(sys.argv[1])
    dialog = Path(f"{output}.dialog")

    def report(**what):
        with output.open("a", encoding="utf-8") as file:
            file.write(json.dumps(what) + "\n")

    before = termios.tcgetattr(0)
    tty.setraw(0)
    os.write(1, b"\x1b[?2004hready\r\n")
    names = ("TMUX", "TMUX_PANE", "WINDOWID", "KITTY_LISTEN_ON", "KITTY_WINDOW_ID", "SSH_CONNECTION", "TERM_PROGRAM")
    report(pid=os.getpid(), environment={name: os.environ[name] for name in names if name in os.environ})
    waiting, typed = b"", b""
    try:
        while True:
            waiting += os.read(0, 65536)
            while waiting:
                if BEGIN.startswith(waiting[: len(BEGIN)]) and len(waiting) < len(BEGIN) and len(waiting) > 1:
                    break
                if waiting.startswith(BEGIN):
                    if END not in waiting:
                        break
                    paste, waiting = waiting[len(BEGIN) :].split(END, 1)
                    typed += paste
                    report(paste=paste.decode("utf-8", "replace"))
                    continue
                key, waiting = waiting[:1], waiting[1:]
                if key == b"\x04":
                    return
                if dialog.exists():
                    report(dialog=key.decode("latin-1"))
                elif key == b"\r":
                    report(prompt=typed.decode("utf-8", "replace"))
                    typed = b""
                else:
                    typed += key
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, before)


main()
