#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`wezterm cli …`, over panes of a real tmux: pane 0 is %0 of the server at WEZTERM_UNIX_SOCKET. It takes the options that
wezterm's command line takes, refuses the others, and answers in its words, as its public source has them.

A file `before-cursors` beside this makes it a version that does not tell where the cursor is.
"""
import argparse
import json
import os
import subprocess
import sys
from pathlib import Path


def tmux(*arguments, given=None):
    socket = os.environ.get("WEZTERM_UNIX_SOCKET", "")
    done = subprocess.run(["tmux", "-S", socket, *arguments], input=given, capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit("ERROR wezterm > failed to connect, or no such pane; terminating")
    return done.stdout.decode()


def list_panes():
    names = ("pane_id", "pane_tty", "cursor_x", "cursor_y", "pane_width", "pane_height", "pane_title", "pane_active")
    panes = []
    for line in tmux("list-panes", "-a", "-F", "\t".join(f"#{{{name}}}" for name in names)).splitlines():
        pane_id, tty, x, y, width, height, title, active = line.split("\t")
        pane = {"window_id": 0, "tab_id": 0, "pane_id": int(pane_id[1:]), "workspace": "default"}
        pane["size"] = {"rows": int(height), "cols": int(width), "pixel_width": 0, "pixel_height": 0, "dpi": 0}
        pane |= {"title": title, "cwd": "file:///", "cursor_x": int(x), "cursor_y": int(y), "cursor_shape": "Default"}
        pane |= {"cursor_visibility": "Visible", "left_col": 0, "top_row": 0, "tab_title": "", "window_title": title}
        pane |= {"is_active": active == "1", "is_zoomed": False, "tty_name": tty}
        if Path(__file__).with_name("before-cursors").exists():
            del pane["cursor_x"], pane["cursor_y"]
        panes.append(pane)
    print(json.dumps(panes, indent=2))


def get_text(pane, escapes):
    lines = tmux("capture-pane", "-p", *(["-e"] if escapes else []), "-t", pane).splitlines()
    # Rendered text has the terminal's own line ends, and resets with a change of the character set.
    end = "\r\n" if escapes else "\n"
    sys.stdout.write("".join(line.replace("\x1b[0m", "\x1b(B\x1b[m") + end for line in lines) + "\n")


def send_text(pane, no_paste, text):
    data = sys.stdin.buffer.read().decode() if text is None else text
    tmux("load-buffer", "-b", "cli", "-", given=data.encode())
    tmux("paste-buffer", *([] if no_paste else ["-p"]), "-r", "-d", "-b", "cli", "-t", pane)


def main():
    parser = argparse.ArgumentParser(prog="wezterm", allow_abbrev=False)
    cli = parser.add_subparsers(required=True).add_parser("cli", allow_abbrev=False).add_subparsers(
        dest="command", required=True
    )
    cli.add_parser("list", allow_abbrev=False).add_argument("--format", choices=("table", "json"), default="table")
    for name in ("get-text", "send-text", "activate-pane"):
        command = cli.add_parser(name, allow_abbrev=False)
        command.add_argument("--pane-id", type=int, required=True)
        if name == "get-text":
            command.add_argument("--escapes", action="store_true")
        elif name == "send-text":
            command.add_argument("--no-paste", action="store_true")
            command.add_argument("text", nargs="?")
    given = parser.parse_args()
    if given.command == "list":
        if given.format == "json":
            list_panes()
    elif given.command == "get-text":
        get_text(f"%{given.pane_id}", given.escapes)
    elif given.command == "send-text":
        send_text(f"%{given.pane_id}", given.no_paste, given.text)
    else:
        tmux("select-pane", "-t", f"%{given.pane_id}")


main()
