#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""window.py PID COMMAND...: what assistive technology sees of a program's windows, and clicks there.

    list                       each control that is on the screen, one a line: role, name, states, text
    click NAME [SECONDS]       the mouse button on the control with this name, once it can be used (10 s)
    type NAME TEXT             a click there, then these keys
    says TEXT                  a control's name or text contains it; exits 1 if none does

NAME is an accessible name, without the mark of its key; ROLE@NAME asks for the role too.
"""
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

MOST_CHILDREN = 300  # of one control


def application(pid):
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        if child is not None and child.get_process_id() == pid:
            return child
    return None


def walk(node, depth=0):
    """Parents first. What vanishes meanwhile is left out."""
    try:
        yield node, depth
        for index in range(min(node.get_child_count(), MOST_CHILDREN)):
            child = node.get_child_at_index(index)
            if child is not None:
                yield from walk(child, depth + 1)
    except GLib.Error:
        return


def text_of(node):
    try:
        return Atspi.Text.get_text(node, 0, -1) or ""
    except GLib.Error:
        return ""


def name_of(node):
    return (node.get_name() or "").replace("&", "")


def has(node, state):
    return node.get_state_set().contains(state)


def shown(pid):
    program = application(pid)
    for node, depth in walk(program) if program is not None else ():
        try:
            if has(node, Atspi.StateType.SHOWING):
                yield node, depth
        except GLib.Error:
            continue


def find(pid, wanted):
    role, at, name = wanted.partition("@")
    if not at:
        role, name = "", wanted
    for node, _ in shown(pid):
        if name_of(node) == name and (not role or node.get_role_name() == role):
            return node
    return None


def usable(pid, wanted, seconds):
    until = time.monotonic() + seconds
    while True:
        try:
            node = find(pid, wanted)
            if node is not None and has(node, Atspi.StateType.ENABLED) and has(node, Atspi.StateType.SENSITIVE):
                return node
        except GLib.Error:
            pass
        if time.monotonic() > until:
            sys.exit(f"no usable control {wanted}")
        time.sleep(0.2)


def click(node):
    area = node.get_extents(Atspi.CoordType.SCREEN)
    x, y = area.x + min(area.width // 2, 60), area.y + area.height // 2
    subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], check=True)


def main():
    pid, command, *arguments = int(sys.argv[1]), *sys.argv[2:]
    if command == "list":
        for node, depth in shown(pid):
            states = [name for name in ("enabled", "checked", "selected", "focused")
                      if has(node, getattr(Atspi.StateType, name.upper()))]
            print("  " * depth + node.get_role_name(), repr(name_of(node)), ",".join(states), repr(text_of(node))[:300])
    elif command == "click":
        click(usable(pid, arguments[0], float(arguments[1]) if len(arguments) > 1 else 10))
    elif command == "type":
        click(usable(pid, arguments[0], 10))
        time.sleep(0.3)
        subprocess.run(["xdotool", "type", "--delay", "30", arguments[1]], check=True)
    elif command == "says":
        if not any(arguments[0] in name_of(node) or arguments[0] in text_of(node) for node, _ in shown(pid)):
            sys.exit(1)
    else:
        sys.exit(__doc__)


main()
