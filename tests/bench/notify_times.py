# SPDX-License-Identifier: MIT
"""notify_times.py BIN_FOLDER PAYLOADS ROUNDS: see `notify`. The notification service is this program."""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

SERVICE = "org.freedesktop.Notifications"
INTERFACE = """<node><interface name="org.freedesktop.Notifications">
<method name="Notify">
  <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
  <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
  <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
</method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation">
  <arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
  <arg type="s" direction="out"/>
</method>
</interface></node>"""
SESSION = "9f1c6a34-5b1d-4f7e-8a0a-2f6f3f6f1a11"
LONGEST = 20  # seconds that one notification may take
SETTINGS = "[alerts]\nerror_notification=true\n[sessions]\nminimum_turn=0\n"


class Desktop:
    """The service; remembers when it was last told to show something."""

    def __init__(self):
        self.number = 0
        self.shown_at = None
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        node = Gio.DBusNodeInfo.new_for_xml(INTERFACE)
        self.bus.register_object("/org/freedesktop/Notifications", node.interfaces[0], self.take, None, None)
        Gio.bus_own_name_on_connection(self.bus, SERVICE, Gio.BusNameOwnerFlags.NONE, None, None)

    def take(self, _bus, _sender, _path, _interface, method, _arguments, invocation):
        if method == "Notify":
            self.shown_at = time.monotonic()
            self.number += 1
            invocation.return_value(GLib.Variant("(u)", (self.number,)))
        elif method == "GetCapabilities":
            invocation.return_value(GLib.Variant("(as)", (["body", "persistence"],)))
        elif method == "GetServerInformation":
            invocation.return_value(GLib.Variant("(ssss)", ("bench", "tocsin", "1", "1.2")))
        else:
            invocation.return_value(None)

    def time_of(self, command, document=None):
        """Milliseconds from the start of `command` to the notification."""
        self.shown_at = None
        began = time.monotonic()
        started = subprocess.Popen(command, stdin=subprocess.PIPE if document else subprocess.DEVNULL)
        if document:
            started.stdin.write(document)
            started.stdin.close()
        context = GLib.MainContext.default()
        while self.shown_at is None:
            context.iteration(False)
            if time.monotonic() - began > LONGEST:
                sys.exit(f"no notification within {LONGEST} s: {command}")
        taken = self.shown_at - began
        while started.poll() is None:
            context.iteration(False)
        return 1000 * taken

    def answer_for(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            GLib.MainContext.default().iteration(False)


def document(payloads, name, **fields):
    event = json.loads((payloads / f"{name}.json").read_text())
    return json.dumps({**event, "session_id": SESSION, **fields}).encode()


def report(name, times):
    times.sort()
    print(
        f"{name:24} median {statistics.median(times):6.1f} ms   p90 {times[int(len(times) * 0.9)]:6.1f} ms"
        f"   {times[0]:.1f} to {times[-1]:.1f}"
    )
    return statistics.median(times)


def main():
    programs, payloads, rounds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    with tempfile.TemporaryDirectory(prefix="tocsin-notify-") as home:
        measure(programs, payloads, rounds, Path(home))


def measure(programs, payloads, rounds, home):
    (home / "config/tocsin").mkdir(parents=True)
    (home / "config/tocsin/tocsin.conf").write_text(SETTINGS)
    for variable, folder in {"STATE": "state", "CONFIG": "config", "DATA": "data", "CACHE": "cache"}.items():
        os.environ[f"XDG_{variable}_HOME"] = str(home / folder)
    os.environ.update(HOME=str(home), TOCSIN_SOCKET=str(home / "app.sock"), CLAUDE_CODE_ENTRYPOINT="cli")
    desktop = Desktop()
    hook = [programs / "tocsin-hookbridge", "hook"]
    with open(home / "app.log", "wb") as log:
        app = subprocess.Popen([programs / "tocsin", "--hidden", "--token-store=file"], stdout=log, stderr=log)
    try:
        while subprocess.run([*hook[:1], "status", "--json"], capture_output=True, check=False).returncode:
            desktop.answer_for(0.2)
        hook_times, other_times = [], []
        for _ in range(rounds + 1):
            subprocess.run(hook, input=document(payloads, "user-prompt-submit"), check=True)
            desktop.answer_for(0.1)
            hook_times.append(desktop.time_of(hook, document(payloads, "stop-failure")))
            other_times.append(desktop.time_of(["notify-send", "Claude", "demo: finished"]))
        print(f"{rounds} rounds, load {os.getloadavg()[0]:.1f}")
        ours = report("hook to notification", hook_times[1:])  # the first warms up
        theirs = report("notify-send", other_times[1:])
        print(f"ratio of the medians {ours / theirs:.2f} (goal: below 1.0)")
    finally:
        app.terminate()
        app.wait()


main()
