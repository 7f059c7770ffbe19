# SPDX-License-Identifier: MIT
"""The real programs in a folder of their own, to be killed and started again at will."""
import ctypes
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def last_lines(path, count=20):
    try:
        return path.read_text(errors="replace").splitlines()[-count:]
    except OSError as error:
        return [str(error)]


def how_it_ended(code):
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"


def wait_until(condition, seconds, what):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"faults: {what} did not happen within {seconds} s")
        time.sleep(0.05)


def run_hook(programs, document, timeout):
    """One hook whose document is there before hookbridge starts, as from Claude Code: our own threads are late on a
    busy machine."""
    with tempfile.TemporaryFile() as given:
        given.write(document)
        given.seek(0)
        bridge = programs.spawn("tocsin-hookbridge", "hook", stdin=given, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)
    try:
        out, err = bridge.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        bridge.kill()
        raise
    return subprocess.CompletedProcess("hook", bridge.returncode, out, err)


Desktop = ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE")


class Programs:
    """With `desktop` the app has a tray and notifications: that of private-desktop.sh, around this program."""

    def __init__(self, binaries, folder, server_port, server_url, desktop=False):
        self.binaries, self.folder, self.port = pathlib.Path(binaries), pathlib.Path(folder), server_port
        for name in ("config", "data", "state", "cache", "run", "home"):
            (self.folder / name).mkdir(mode=0o700)
        self.choose("[sessions]", "minimum_turn=0")  # the turns here are short
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LC_ALL", "ASAN_OPTIONS", "UBSAN_OPTIONS")}
        self.environment = {
            **kept, "HOME": str(self.folder / "home"), "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_DATA_HOME": str(self.folder / "data"), "XDG_STATE_HOME": str(self.folder / "state"),
            "XDG_CACHE_HOME": str(self.folder / "cache"), "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "QT_QPA_PLATFORM": "offscreen", "CLAUDE_SMS_SERVER_URL": server_url,
            # Sessions of a person at a terminal: others alert nobody.
            "CLAUDE_CODE_ENTRYPOINT": "cli", "CLAUDE_CODE_SESSION_ATTENDED": "1", "CLAUDE_PID": str(os.getpid())}
        self.app_arguments = ["--hidden" if desktop else "--headless", "--token-store=file"]
        # The app's alone: a hook that finds a display starts an app that is none of ours.
        self.app_environment = {"QT_QPA_PLATFORM": "xcb", **{k: os.environ[k] for k in Desktop}} if desktop else {}
        self.spool = self.folder / "state" / "tocsin" / "spool"
        self.sms_log = self.folder / "sms.jsonl"
        self.app = self.server = None

    def choose(self, *lines):
        """More lines of the app's tocsin.conf, for its next start."""
        settings = self.folder / "config" / "tocsin" / "tocsin.conf"
        settings.parent.mkdir(exist_ok=True)
        with open(settings, "a") as file:
            file.write("\n".join(lines) + "\n")

    def spawn(self, name, *arguments, environment={}, **more):
        return subprocess.Popen([self.binaries / name, *arguments], env={**self.environment, **environment},
                                preexec_fn=die_with_parent, **more)

    def start_server(self):
        with open(self.folder / "server.log", "ab") as log:
            self.server = self.spawn("tocsin-server", "--port", str(self.port), "--data-dir",
                                     str(self.folder / "server"), "--sms-log", str(self.sms_log),
                                     stdout=log, stderr=log)

    def start_app(self):
        with open(self.folder / "app.log", "ab") as log:
            self.app = self.spawn("tocsin", *self.app_arguments, environment=self.app_environment, stdout=log, stderr=log)

    def ended_by_itself(self, name):
        """What is known of the end of `app` or `server`, if nothing here ended it; None while it runs."""
        process = getattr(self, name)
        code = process.poll() if process else None
        if code is None:
            return None
        text = [f"the {name} ended by itself: {how_it_ended(code)}"]
        logs = [self.folder / f"{name}.log"]
        if name == "app":
            logs += sorted((self.folder / "state" / "tocsin" / "log").glob("*"))
        for log in logs:
            text.append(f"  the end of {log}:")
            text += [f"    {line[:300]}" for line in last_lines(log)]
        return "\n".join(text)

    def memory(self, name):
        """In megabytes."""
        text = pathlib.Path(f"/proc/{getattr(self, name).pid}/status").read_text()
        resident = re.search(r"^VmRSS:\s+(\d+) kB", text, re.MULTILINE)
        return int(resident[1]) / 1024 if resident else 0.0

    def stop(self, how=signal.SIGTERM):
        for process in (self.app, self.server):
            if process and process.poll() is None:
                process.send_signal(how)
                process.wait(20)

    def bridge(self, *arguments, given=""):
        done = subprocess.run([self.binaries / "tocsin-hookbridge", *arguments], env=self.environment,
                              input=given.encode(), capture_output=True, timeout=60)
        return done.returncode, done.stdout.decode()

    def status(self):
        code, text = self.bridge("status", "--json")
        return json.loads(text) if code == 0 else None

    def log_in(self):
        wait_until(lambda: self.status(), 20, "the app's start")
        wait_until(lambda: self.bridge("login", given="+14155550123\n")[0] == 0, 30, "the login")
        code = re.findall(r"\b\d{6}\b", json.loads(self.sms_log.read_text().splitlines()[-1])["body"])[0]
        if self.bridge("pair", given=code + "\n")[0] != 0:
            raise SystemExit("faults: the pairing did not work")

    def logs(self):
        """All that the app and hookbridge have logged and still have."""
        folder = self.folder / "state" / "tocsin" / "log"
        return "".join(path.read_text(errors="replace") for path in sorted(folder.glob("*"))
                       if path.is_file()) if folder.exists() else ""
